"""Everything that writes matrices."""

from vinculo.matrices.actions.publishing import publish_rows

__all__ = ["publish_rows"]
