"""Columns of the lists of the registers."""
