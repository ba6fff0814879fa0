"""What the tests of cases start from: the company's default tables and a customer of Ana's."""

from datetime import UTC, datetime, timedelta

from tests.cast import Cast
from vinculo.cases.actions import open_case
from vinculo.cases.actions.tables import create_default_tables
from vinculo.cases.inputs import CaseFacts, NewCase, NextContact
from vinculo.cases.models import Contact, ServiceCase
from vinculo.cases.tables import (
    CaseNature,
    CaseSubject,
    CaseType,
    Channel,
    ClosingReason,
    ContactAction,
    ContactResult,
    Media,
)
from vinculo.customers.models import Party, Phone
from vinculo.foundation.access import Actor
from vinculo.organization.models import ParameterValue, User

# Tuesday, 10 March 2026, 14:00 in São Paulo.
NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


class World:
    """Short words for the entries and records the tests speak of."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        create_default_tables(cast.company.pk)
        CaseNature.objects.filter(name="Oficina").update(queue=cast.workshop)
        self.party = self.customer("Maria Aparecida de Souza", owner="ana")

    def customer(self, name: str, *, owner: str | None = "ana", at: str = "head") -> Party:
        place = getattr(self.cast, at)
        party = Party.objects.create(
            company=self.cast.company,
            kind=Party.Kind.PERSON,
            stage=Party.Stage.PROSPECT,
            name=name,
            establishment=place,
            team=self.cast.sales if at == "head" else self.cast.branch_sales,
            owner=self.cast.user(owner) if owner else None,
            created_at=NOW,
            updated_at=NOW,
        )
        Phone.objects.create(company=self.cast.company, party=party, number="+5519987654321", is_main=True)
        return party

    def nature(self, name: str = "Venda de veículo novo") -> CaseNature:
        return CaseNature.objects.get(company=self.cast.company, name=name)

    def subject(self, name: str = "Interesse em veículo") -> CaseSubject:
        return CaseSubject.objects.get(company=self.cast.company, name=name)

    def action(self, name: str = "Ligar") -> ContactAction:
        return ContactAction.objects.get(company=self.cast.company, name=name)

    def result(self, name: str = "Falou com o cliente") -> ContactResult:
        return ContactResult.objects.get(company=self.cast.company, name=name)

    def reason(self, name: str = "Venda realizada") -> ClosingReason:
        return ClosingReason.objects.get(company=self.cast.company, name=name)

    def facts(self, subject: str = "Interesse em veículo", **texts: str) -> CaseFacts:
        return CaseFacts(
            type=CaseType.objects.get(company=self.cast.company, name="Vendas"),
            subject=self.subject(subject),
            media=Media.objects.get(company=self.cast.company, name="Google"),
            channel=Channel.objects.get(company=self.cast.company, name="Telefone"),
            **texts,
        )

    def next(self, due_at: datetime = TOMORROW, *, owner: User | None = None, purpose: str = "") -> NextContact:
        return NextContact(self.action(), due_at, purpose, owner)

    def case(
        self,
        actor: Actor | None = None,
        *,
        party: Party | None = None,
        nature: str = "Venda de veículo novo",
        subject: str = "Interesse em veículo",
        owner: str | None = "ana",
        due_at: datetime | None = TOMORROW,
        now: datetime = NOW,
        **texts: str,
    ) -> ServiceCase:
        wanted = NewCase(
            nature=self.nature(nature),
            facts=self.facts(subject, **texts),
            owner=self.cast.user(owner) if owner else None,
            next_contact=self.next(due_at) if due_at else None,
        )
        return open_case(actor or self.cast.ana, (party or self.party).pk, wanted, now=now)

    def contact(self, **wanted: object) -> Contact:
        """The open contact of a new case."""
        return self.case(**wanted).contacts.get()

    def set(self, key: str, value: bool) -> None:
        ParameterValue.objects.update_or_create(company=self.cast.company, key=key, defaults={"value": value})
