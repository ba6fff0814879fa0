"""Punctuation that people and spreadsheets put around identifiers."""

_SPACES = " \t\r\n\u00a0\u2007\u2009\u200b\u202f\ufeff"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_DELETED = str.maketrans("", "", _SPACES + _DASHES + "./")


def without_separators(text: str) -> str:
    """`text` in upper case without spaces, dots, slashes and dashes; every other character stays.

    Deliberately not "keep only the digits": since 2026 a CNPJ has letters, and a stray letter in a CPF must be refused
    rather than swallowed.
    """
    if text.isascii() and text.isalnum():  # most cells of a spreadsheet
        return text.upper()
    return text.translate(_DELETED).upper()


def is_digits(text: str) -> bool:
    """True when `text` holds one or more ASCII digits and nothing else (`str.isdigit` also accepts `²` and `٣`)."""
    return text.isascii() and text.isdigit()
