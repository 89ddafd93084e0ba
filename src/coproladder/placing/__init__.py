"""Understands what people wrote about an activity, and places it on a ladder; pure."""
