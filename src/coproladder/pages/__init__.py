"""Builds pages of neutral blocks from ladders, assessments and reports."""
