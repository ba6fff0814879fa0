"""Which price table each customer buys by, from a spreadsheet."""
