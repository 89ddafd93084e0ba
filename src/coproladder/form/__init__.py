"""The form: a page for a browser, with its data, scripts and style, and one for paper."""
