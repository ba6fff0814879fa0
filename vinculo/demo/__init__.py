"""The demonstration company, its data generator and its supervisor."""
