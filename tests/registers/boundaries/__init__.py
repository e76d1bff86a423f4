"""Data categories, their levels and detectors, and what may go where."""
