"""The form that asks the questions in a browser: its data, page, style and script."""
