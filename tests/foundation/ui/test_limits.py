"""What a field says of what is too small, too large, too long or too exact for it."""

from typing import Any

import pytest
from django import forms


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.IntegerField(min_value=5), "4", "O menor valor aceito é 5."),
        (forms.IntegerField(max_value=5), "6", "O maior valor aceito é 5."),
        (forms.CharField(max_length=3), "quatro", "O máximo de caracteres é 3; foram digitados 6."),
        (forms.CharField(min_length=3), "um", "O mínimo de caracteres é 3; foram digitados 2."),
        (forms.DecimalField(max_digits=5, decimal_places=2), "1.234", "O máximo de casas decimais é 2."),
        (forms.DecimalField(max_digits=5, decimal_places=2), "1234", "O máximo de dígitos antes da vírgula é 3."),
    ],
)
def test_the_limit_is_told(field: forms.Field, typed: Any, sentence: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [sentence]
