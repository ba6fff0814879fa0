"""The way every identifier says no."""

from vinculo.kernel import refusal


class Refused(refusal.Refused):
    """A typed identifier was refused: `sentence` says which rule failed."""
