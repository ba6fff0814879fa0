"""Forms into which people might type the number of a payment card, which is kept nowhere."""

from typing import Any, ClassVar

from django import forms

from vinculo.kernel.payment_card import holds_card_number

CARD_REFUSAL = "Não escreva o número inteiro de um cartão: ele não é guardado em lugar nenhum do sistema."


class CardlessForm(forms.Form):
    """No field of it may hold the number of a card; a refused one is not sent back to the screen: its field is empty.

    `long_numbers` are the fields whose own rule says which numbers they take (documents, registrations, codes).
    """

    long_numbers: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self._with_card_numbers: list[str] = []
        if data is None:
            return
        asked = self.fields.keys() - self.long_numbers
        found = [name for name in asked if self.holds_card(name, str(data.get(self.add_prefix(name)) or ""))]
        if found:
            shown = data.copy()
            for name in found:
                shown[self.add_prefix(name)] = ""
            self.data = shown
        self._with_card_numbers = found

    def holds_card(self, name: str, text: str) -> bool:  # noqa: ARG002  (cards themselves look at the field)
        return holds_card_number(text)

    def clean(self) -> dict[str, Any]:
        for name in self._with_card_numbers:
            self.errors.pop(name, None)
            self.add_error(name, CARD_REFUSAL)
        return self.cleaned_data
