"""Filters of the lists of the registers, shared by pages and API."""
