"""Forms into which people might type the number of a payment card, which is kept nowhere."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from vinculo.kernel.payment_card import holds_card_number

CARD_REFUSAL = "Não escreva o número inteiro de um cartão: ele não é guardado em lugar nenhum do sistema."


class CardlessForm(forms.Form):
    """No field of it may hold the number of a card; a refused one is not sent back to the screen: its field is empty.

    `long_numbers` are the fields whose own rule says which numbers they take (documents, registrations, codes).
    """

    long_numbers: ClassVar[frozenset[str]] = frozenset()
    _with_card_numbers: Sequence[str] = ()

    def full_clean(self) -> None:
        """Looks at all the fields, also those that `__init__` of a subclass adds after this class's."""
        if self.is_bound:
            asked = [name for name in self.fields if name not in self.long_numbers]
            typed = {name: str(self.data.get(self.add_prefix(name)) or "") for name in asked}
            self._with_card_numbers = [name for name, text in typed.items() if self.holds_card(name, text)]
        if self._with_card_numbers:
            sent: Any = self.data
            shown = sent.copy()
            for name in self._with_card_numbers:
                shown[self.add_prefix(name)] = ""
            self.data = shown
        super().full_clean()

    def holds_card(self, name: str, text: str) -> bool:  # noqa: ARG002  (cards themselves look at the field)
        return holds_card_number(text)

    def clean(self) -> dict[str, Any]:
        for name in self._with_card_numbers:
            self.errors.pop(name, None)
            self.add_error(name, CARD_REFUSAL)
        return self.cleaned_data
