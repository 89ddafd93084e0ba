"""The command line: its commands and options, and the only place that prints or exits."""
