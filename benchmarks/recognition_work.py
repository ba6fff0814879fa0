"""The labelled set loaded into a company of its own, scanned and compared; then all of it is rolled back.

Run in a process of its own: prints JSON on one line.
"""

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402  (models need the set-up before)

from benchmarks.lookalike_set import alone, cases  # noqa: E402
from benchmarks.recognition import load, recognition  # noqa: E402
from vinculo.foundation import clock  # noqa: E402
from vinculo.geography.models import Municipality  # noqa: E402
from vinculo.identity.scanning import scan  # noqa: E402
from vinculo.organization.models import Company, Establishment  # noqa: E402

_CASES, _OTHERS = 9_500, 20_000


def main() -> None:
    with transaction.atomic():
        cities = tuple(Municipality.objects.order_by("pk").values_list("pk", flat=True)[:40])
        company = Company.objects.create(name="Conjunto rotulado")
        place = Establishment.objects.create(company=company, code="01", name="Conjunto", municipality_id=cities[0])
        truth = load(list(cases(_CASES, cities)), alone(_OTHERS, cities), place)
        scan(company.pk, now=clock.now(), report=lambda *_: None)
        found = recognition(company.pk, truth)
        transaction.set_rollback(True)
    told = {
        "precision": found.precision,
        "recall": found.recall,
        "missed": dict(found.missed),
        "invented": dict(found.invented),
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


main()
