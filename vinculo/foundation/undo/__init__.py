"""A way back for a quarter of an hour.

An app registers how to reverse one of its actions (`@undo.handler`), offers it after the action (`undo.actions.offer`),
and gives the address it gets to `ui.toast(..., undo_url=...)`.
"""

from vinculo.foundation.undo.registry import Undone, UndoRefused, handler, handler_of

__all__ = ["UndoRefused", "Undone", "handler", "handler_of"]
