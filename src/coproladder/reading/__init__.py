"""Reads activities from files and streams, each checked against the ladder."""
