"""The shell, the components and the answers every page is made of.

`page`, `redirect`, `refresh` and `toast` are the public functions; `{% load ui %}` brings the components to a template.
How to compose a page with them: docs/how-to/compose-a-page.md.
"""

from vinculo.foundation.ui.conflicts import FieldConflict
from vinculo.foundation.ui.responses import page, redirect, refresh
from vinculo.foundation.ui.toasts import Tone, toast

__all__ = ["FieldConflict", "Tone", "page", "redirect", "refresh", "toast"]
