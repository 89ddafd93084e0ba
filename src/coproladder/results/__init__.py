"""Writes records for other programs: JSON, CSV and SQL."""
