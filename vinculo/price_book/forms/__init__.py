"""The forms of the price book."""
