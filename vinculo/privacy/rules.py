"""Deadlines of requests and the order of what becomes of a person's data. Pure."""

from datetime import date, timedelta

# LGPD, art. 18: what a person may ask.
KINDS = (
    ("confirmation", "Confirmação de que tratamos os dados"),
    ("access", "Acesso aos dados"),
    ("correction", "Correção"),
    ("erasure", "Exclusão ou anonimização"),
    ("portability", "Portabilidade"),
    ("opposition", "Oposição ou revogação do consentimento"),
    ("review", "Revisão de decisão automatizada"),
)


def due_on(received: date, days: int) -> date:
    """The last day to answer, in calendar days: received on 10/11 with 15 days, until 25/11."""
    return received + timedelta(days=days)


def days_left(due: date, today: date) -> int:
    """Days until the deadline; negative when it has passed."""
    return (due - today).days
