"""One person, one record: pairs that may be the same, pairs that are not, records merged and taken apart again."""
