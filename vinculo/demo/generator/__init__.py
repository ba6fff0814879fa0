"""One deterministic generator of Brazilian customers and their history, from two thousand to a million.

The same seed, count and day give the same data, row by row.
"""
