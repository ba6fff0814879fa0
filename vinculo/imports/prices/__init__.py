"""List prices from a spreadsheet: of customers, and of whole tables."""
