"""Sums up and compares many placed activities: pure, from records to records."""
