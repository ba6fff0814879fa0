"""Spreadsheets in: mapping, critique, dry run, set-based processing."""
