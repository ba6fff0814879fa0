"""Forms whose action may refuse what was typed: the sentence goes beside its field, nothing typed is lost."""

from collections.abc import Callable

from django import forms

from vinculo.foundation.access import Request


class Refused(ValueError):
    """An action's refusal, fit for the person. `field` names the form field it belongs to, "" for the whole form."""

    sentence = "Não foi possível concluir."
    field = ""

    def __init__(self, sentence: str = "", *, field: str | None = None) -> None:
        super().__init__(sentence or self.sentence)
        if field is not None:
            self.field = field


class RefusableForm(forms.Form):
    """A form that can show what an action refused, beside the field it belongs to."""

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


def accepted(request: Request, form: RefusableForm, act: Callable[[], object]) -> bool:
    """Whether the form was sent, is valid and its action was not refused; a refusal goes beside its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True
