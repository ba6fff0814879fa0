"""How well the scan tells who is whom: the labelled set loaded, scanned, and compared with the truth."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.lookalike_set import Case, Person
from vinculo.customers.models import Address, Email, Party, Phone
from vinculo.identity.models import LookalikePair
from vinculo.organization.models import Establishment


@dataclass(frozen=True, slots=True)
class Recognition:
    """`missed` and `invented` count by story; pairs found across cases are invented ("por acaso")."""

    found: int
    right: int
    wanted: int
    missed: Counter[str]
    invented: Counter[str]

    @property
    def precision(self) -> float:
        """The share of the pairs in the queue that are one person."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the people registered twice that the queue holds."""
        return self.right / self.wanted if self.wanted else 1.0


def load(cases: Sequence[Case], others: Iterable[Person], establishment: Establishment) -> dict[tuple[int, int], Case]:
    """Write the records; the ids of each case's two, the smaller first."""
    people = [person for case in cases for person in (case.one, case.other)]
    people += list(others)
    company_id = establishment.company_id
    parties = Party.objects.bulk_create(
        (
            Party(
                company_id=company_id,
                establishment=establishment,
                kind=person.kind,
                stage="customer" if person.document else "prospect",
                name=person.name,
                document=person.document,
                birth_date=person.birth_date,
            )
            for person in people
        ),
        batch_size=5_000,
    )
    pairs = list(zip(parties, people, strict=True))
    own = [({"company_id": company_id, "party": party, "is_main": True}, person) for party, person in pairs]
    Phone.objects.bulk_create((Phone(**keys, number=person.phone) for keys, person in own), batch_size=5_000)
    Email.objects.bulk_create((Email(**keys, address=person.email) for keys, person in own), batch_size=5_000)
    Address.objects.bulk_create(
        (
            Address(**keys, municipality_id=person.city, cep=person.cep, street=person.street, number=person.number)
            for keys, person in own
        ),
        batch_size=5_000,
    )
    return {(parties[2 * place].pk, parties[2 * place + 1].pk): case for place, case in enumerate(cases)}


def recognition(company_id: int, truth: dict[tuple[int, int], Case]) -> Recognition:
    """Compare the company's queue with the truth."""
    found = set(LookalikePair.objects.filter(company_id=company_id).values_list("first_id", "second_id"))
    same = {pair for pair, case in truth.items() if case.is_same}
    return Recognition(
        found=len(found),
        right=len(found & same),
        wanted=len(same),
        missed=Counter(truth[pair].label for pair in same - found),
        invented=Counter(truth[pair].label if pair in truth else "por acaso" for pair in found - same),
    )
