"""A report to its reading."""
