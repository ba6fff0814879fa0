"""The tax book: the codes, rates, periods and natures of operation that the taxes of a sale are chosen from."""
