from vinculo.kernel.refusal import Refused


class UnusableFile(Refused):
    """The file as a whole cannot be imported."""
