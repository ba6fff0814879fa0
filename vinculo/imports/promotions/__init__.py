"""Promotions with their bands and their customers, from a spreadsheet."""
