"""Home, universal search, and what composes every app."""
