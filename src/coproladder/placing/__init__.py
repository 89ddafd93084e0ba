"""Places an activity on a ladder, with the reasons: pure, from records to records."""
