"""Turns a page into text: one small module for each format."""
