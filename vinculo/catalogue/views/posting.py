"""What was posted, also when it is nothing: a form that was sent is bound even when every box was left empty."""

from typing import Any

from vinculo.foundation.access import Request


def posted(request: Request) -> tuple[Any, Any]:
    """The data and the files of a POST; (None, None) for anything else."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
