"""Rows of parties and of what belongs to them, ready for COPY."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from vinculo.demo.generator import people
from vinculo.demo.generator.places import Place, Places
from vinculo.kernel.brazil import cnpj, cpf
from vinculo.kernel.text import fold

_STREETS = (
    "Rua das Flores",
    "Avenida Brasil",
    "Rua Quinze de Novembro",
    "Avenida Getúlio Vargas",
    "Rua Sete de Setembro",
    "Rua São João",
    "Avenida Santos Dumont",
    "Rua Barão do Rio Branco",
    "Rua Marechal Deodoro",
    "Travessa da Paz",
    "Rua Tiradentes",
    "Avenida Paulista",
    "Rua Dom Pedro II",
    "Alameda dos Ipês",
    "Rodovia Anhanguera",
)
_DISTRICTS = (
    "Centro",
    "Jardim América",
    "Vila Nova",
    "São José",
    "Santa Cecília",
    "Boa Vista",
    "Distrito Industrial",
    "Cambuí",
    "Bela Vista",
    "Santo Antônio",
    "Parque das Nações",
    "Jardim Botânico",
)
_COMPLEMENTS = ("", "", "", "apto 12", "apto 304", "bloco B", "casa 2", "sala 501", "fundos", "galpão 3")
_MAIL_HOSTS = ("exemplo.com.br", "correio.example", "mail.example", "empresa.example")
# Everyone has been here long enough for the cases that `history.sql` tells of them.
_SHORTEST_HISTORY = timedelta(days=30)
_YEARS_OF_HISTORY = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps a portfolio, and where."""

    user_id: int
    team_id: int
    establishment_id: int
    municipality_id: int


@dataclass(slots=True)
class PartyRows:
    """A batch of rows by table, in the column order of `COLUMNS`."""

    parties: list[tuple[object, ...]] = field(default_factory=list)
    addresses: list[tuple[object, ...]] = field(default_factory=list)
    phones: list[tuple[object, ...]] = field(default_factory=list)
    emails: list[tuple[object, ...]] = field(default_factory=list)
    references: list[tuple[object, ...]] = field(default_factory=list)
    consents: list[tuple[object, ...]] = field(default_factory=list)


COLUMNS = {
    "customers_party": (
        "id company_id kind stage name trade_name document is_foreign foreign_document birth_date classification "
        "is_active establishment_id team_id owner_id created_at updated_at version"
    ),
    "customers_address": "company_id party_id label street number complement district cep municipality_id is_main",
    "customers_phone": "company_id party_id number label is_whatsapp is_main",
    "customers_email": "company_id party_id address label is_main",
    "customers_externalreference": "company_id party_id system code",
    "customers_consent": "company_id party_id channel is_granted source decided_at",
}


class PartyGenerator:
    """Yields batches of rows for `count` parties with ids from `first_id` on, as of the instant `now`."""

    def __init__(self, *, company_id: int, keepers: Sequence[Keeper], places: Places, now: datetime, seed: int) -> None:
        self._company_id = company_id
        self._keepers = keepers
        self._places = places
        self._now = now
        self._random = Random(seed)
        self._documents: set[str] = set()

    def batches(self, *, count: int, first_id: int, size: int = 5_000) -> Iterator[PartyRows]:
        rows = PartyRows()
        for party_id in range(first_id, first_id + count):
            self._add(rows, party_id)
            if len(rows.parties) == size:
                yield rows
                rows = PartyRows()
        if rows.parties:
            yield rows

    def _add(self, rows: PartyRows, party_id: int) -> None:
        random = self._random
        keeper = random.choice(self._keepers)
        is_person = random.random() < 0.78
        name = people.person(random) if is_person else people.organization(random)
        is_prospect = random.random() < 0.22
        has_document = not is_prospect or random.random() < 0.3
        document = (self._cpf() if is_person else self._cnpj()) if has_document else None
        created = _at_work(self._now - _SHORTEST_HISTORY - random.random() ** 1.5 * _YEARS_OF_HISTORY)
        has_owner = random.random() < 0.93
        birth = None
        if random.random() < 0.6:
            birth = (self._now - timedelta(days=random.randint(19 * 365, 75 * 365 if is_person else 40 * 365))).date()
        rows.parties.append(
            (
                party_id,
                self._company_id,
                "person" if is_person else "organization",
                "prospect" if is_prospect else "customer",
                name.full,
                name.trade,
                document,
                False,
                "",
                birth,
                random.choice("AABBBBCCCC") if not is_prospect else "",
                random.random() < 0.97,
                keeper.establishment_id,
                keeper.team_id if has_owner else None,
                keeper.user_id if has_owner else None,
                created,
                created,
                1,
            )
        )
        near = random.random() < 0.6
        place = self._places.of(keeper.municipality_id) if near else self._places.draw(random)
        self._add_belongings(rows, party_id, name, place, is_person=is_person, is_prospect=is_prospect, created=created)

    def _add_belongings(
        self,
        rows: PartyRows,
        party_id: int,
        name: people.Name,
        place: Place,
        *,
        is_person: bool,
        is_prospect: bool,
        created: datetime,
    ) -> None:
        random, company = self._random, self._company_id
        if not is_prospect or random.random() < 0.3:
            rows.addresses.append(
                (
                    company,
                    party_id,
                    "Residência" if is_person else "Sede",
                    random.choice(_STREETS),
                    str(random.randint(1, 3_000)),
                    random.choice(_COMPLEMENTS),
                    random.choice(_DISTRICTS),
                    f"{random.randint(place.first_cep, place.last_cep):08}",
                    place.municipality_id,
                    True,
                )
            )
        mobile = f"+55{place.ddd}9{random.randint(10_000_000, 99_999_999)}"
        rows.phones.append((company, party_id, mobile, "Celular", random.random() < 0.7, True))
        if random.random() < (0.25 if is_person else 0.8):
            landline = f"+55{place.ddd}{random.choice('2345')}{random.randint(0, 9_999_999):07}"
            rows.phones.append((company, party_id, landline, "Fixo", False, False))
        if random.random() < 0.72:
            address = f"{fold(name.handle).replace(' ', '.')}{party_id}@{random.choice(_MAIL_HOSTS)}"
            rows.emails.append((company, party_id, address, "", True))
        if not is_prospect and random.random() < 0.5:
            rows.references.append((company, party_id, "dms", f"C{party_id:08}"))
        if random.random() < 0.45:
            source = random.choice(("Ficha de cadastro", "Site", "Telefone"))
            rows.consents.append((company, party_id, "whatsapp", random.random() < 0.85, source, created))
            rows.consents.append((company, party_id, "email", random.random() < 0.75, source, created))

    def _cpf(self) -> str:
        body = f"{self._random.randint(10_000_000, 999_999_998):09}"
        return self._unique(body + cpf.check_digits(body), self._cpf)

    def _cnpj(self) -> str:
        random = self._random
        if random.random() < 0.04:
            letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
            root = "".join(random.choices(letters, k=8))
        else:
            root = f"{random.randint(1_000_000, 99_999_999):08}"
        body = root + ("0001" if random.random() < 0.85 else f"{random.randint(2, 40):04}")
        return self._unique(body + cnpj.check_digits(body), self._cnpj)

    def _unique(self, document: str, again: Callable[[], str]) -> str:
        if document in self._documents or len(set(document)) == 1:
            return again()
        self._documents.add(document)
        return document


def _at_work(moment: datetime) -> datetime:
    """About then, on a working day between eight and six o'clock (of Brasília, three hours behind UTC)."""
    day = moment - timedelta(days=max(0, moment.weekday() - 4))
    return day.replace(hour=11 + moment.hour % 10)
