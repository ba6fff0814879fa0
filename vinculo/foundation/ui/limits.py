"""How limits of fields are told: the sentences of Django are translated, with the decimal point of another language."""

from django.core.validators import (
    DecimalValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
)


def tell_limits() -> None:
    """Give Django's validators our sentences; called once, at start-up."""
    MinValueValidator.message = "O menor valor aceito é %(limit_value)s."
    MaxValueValidator.message = "O maior valor aceito é %(limit_value)s."
    MinLengthValidator.message = "O mínimo de caracteres é %(limit_value)d; foram digitados %(show_value)d."
    MaxLengthValidator.message = "O máximo de caracteres é %(limit_value)d; foram digitados %(show_value)d."
    DecimalValidator.messages = {
        **DecimalValidator.messages,
        "max_digits": "O máximo de dígitos é %(max)s, com as casas decimais.",
        "max_decimal_places": "O máximo de casas decimais é %(max)s.",
        "max_whole_digits": "O máximo de dígitos antes da vírgula é %(max)s.",
    }
