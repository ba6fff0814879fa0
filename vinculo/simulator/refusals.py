"""What the simulator refuses, each in a sentence for the person."""

from vinculo.kernel import refusal


class Refused(refusal.Refused):
    """A refusal of this room."""
