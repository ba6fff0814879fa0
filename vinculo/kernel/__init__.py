"""Pure value objects and arithmetic: no Django, no database, no clock, no network."""
