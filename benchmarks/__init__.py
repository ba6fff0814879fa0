"""The measurements of the house: `make bench`. What each figure means: docs/how-to/measure.md."""
