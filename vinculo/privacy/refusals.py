"""Why a request or an erasure is refused, in sentences."""

from vinculo.kernel import refusal


class Refused(refusal.Refused):
    """A refusal of this room."""
