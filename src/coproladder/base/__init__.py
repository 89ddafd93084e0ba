"""What every other room stands on: errors, names of fields, words, text and files."""
