"""Leavers, and what they owned."""
