"""The form in a browser: one HTML file, with its style and scripts beside this module."""
