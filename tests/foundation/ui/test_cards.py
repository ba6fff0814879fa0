"""The number of a card is kept by no form in which somebody writes freely."""

from typing import Any

import pytest
from django import forms

from vinculo.approvals.forms import OnTheSpotForm
from vinculo.foundation.ui.cards import CARD_REFUSAL, CardlessForm
from vinculo.simulator.forms import ApprovalForm
from vinculo.stock.forms import ReasonForm

CARD = "4111 1111 1111 1111"


class Grown(CardlessForm):
    """A form that makes a field after it is made itself."""

    long_numbers = frozenset({"code"})
    code = forms.CharField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["note"] = forms.CharField()


@pytest.mark.parametrize("form", [Grown, ApprovalForm, ReasonForm, OnTheSpotForm])
def test_a_card_is_refused_beside_its_field_and_not_sent_back(form: type[CardlessForm]) -> None:
    field = "note" if form is Grown else "reason"
    sent = form(dict.fromkeys(("code", "password", "reason", "note"), CARD))
    assert sent.errors[field] == [CARD_REFUSAL]
    assert not sent[field].value()
    assert CARD_REFUSAL not in str(sent.errors.get("code", "")) + str(sent.errors.get("password", ""))
    if "code" in sent.fields:
        assert sent["code"].value() == CARD
