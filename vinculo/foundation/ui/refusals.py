"""Forms whose action may refuse what was typed: the sentence goes beside its field, nothing typed is lost."""

from collections.abc import Callable

from django import forms

from vinculo.foundation.access import Request
from vinculo.kernel.refusal import Refused


def refuse(form: forms.BaseForm, refusal: Refused) -> None:
    """Show what an action refused, beside the field it is about."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def accepted(request: Request, form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form was sent, is valid and its action was not refused; a refusal goes beside its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True
