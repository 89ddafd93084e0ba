"""The reference and the form as a small website."""
