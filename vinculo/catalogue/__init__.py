"""Products: what the company sells, how it is measured, classified, replaced and found."""
