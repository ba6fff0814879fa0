"""What cases hold about a person, what becomes of it on erasure, and what their contacts tell of activity."""

from vinculo.customers.activity import ActivitySource
from vinculo.foundation.personal_data import Fate, Holding

HOLDINGS = (
    Holding("cases.ServiceCase", "Atendimentos", Fate.BLANK, blank=("description", "perception")),
    Holding("cases.Contact", "Contatos", Fate.BLANK, blank=("purpose", "description", "perception")),
)
ACTIVITY = ActivitySource(
    "cases.contacts",
    "contatos realizados",
    "select contact.company_id, contact.party_id, contact.closed_at as at from cases_contact contact "
    "where contact.closed_at is not null",
)
