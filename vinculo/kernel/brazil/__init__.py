"""Brazilian identifiers: each module reads what a person typed, refuses with a sentence, and shows it masked."""
