"""A company founded before some rows were shipped: what it lacks, seen, brought in and taken back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from vinculo.engines.decision import Row
from vinculo.foundation import clock
from vinculo.foundation.undo.models import UndoOffer
from vinculo.matrices.actions import publish_rows
from vinculo.matrices.models import Version
from vinculo.tax_book import defaults
from vinculo.tax_book.models import InternalRate, OperationNature, PhaseOut, ReformRate

SignIn = Callable[[str], Client]
RATES = "/tabelas/aliquotas-ibs-cbs/que-faltam/"


def test_an_older_company_brings_what_it_lacks_and_takes_it_back(book: Cast, signed_in: SignIn) -> None:
    PhaseOut.objects.filter(company=book.company).delete()
    OperationNature.objects.filter(company=book.company, code="REMESSA-CONSERTO").delete()
    alice = signed_in("alice")
    listed = alice.get("/tabelas/que-faltam/").content.decode()
    assert "Transição do ICMS e do ISS" in listed
    assert "Naturezas de operação" in listed
    assert "Alíquotas internas" not in listed
    assert "REMESSA-CONSERTO" in alice.get("/tabelas/naturezas-de-operacao/que-faltam/").content.decode()
    alice.post("/tabelas/transicao/que-faltam/")
    assert PhaseOut.objects.filter(company=book.company).count() == 12
    alice.post(reverse("undo:take", args=[UndoOffer.objects.get().pk]))
    assert not PhaseOut.objects.filter(company=book.company).exists()


def test_a_row_of_the_companys_stays_and_decides_its_days(book: Cast, signed_in: SignIn) -> None:
    rates = InternalRate.objects.filter(company=book.company, state="SP")
    rates.update(rate=Decimal("17.5"), valid_from=date(2020, 1, 1))
    ReformRate.objects.filter(company=book.company, tax="cbs").delete()
    alice = signed_in("alice")
    told = alice.get("/tabelas/aliquotas-internas/que-faltam/").content.decode()
    assert "Ficam de fora" in told
    alice.post("/tabelas/aliquotas-internas/que-faltam/")
    assert [(row.rate, row.valid_from) for row in rates] == [(Decimal("17.5"), date(2020, 1, 1))]
    alice.post(RATES)
    assert ReformRate.objects.filter(company=book.company, tax="cbs").count() == 3
    alice.post(RATES)
    assert ReformRate.objects.filter(company=book.company, tax="cbs").count() == 3


def test_a_matrix_gets_what_it_lacks_in_a_draft(book: Cast, signed_in: SignIn) -> None:
    own = [Row(1, {"regime": "3"}, {"situation": "20", "reduction": Decimal(10)})]
    publish_rows(None, "icms", own, valid_from=None, reason="Teste", now=clock.now(), company_id=book.company.pk)
    alice = signed_in("alice")
    alice.post("/matrizes/icms/que-faltam/")
    draft = Version.objects.get(company=book.company, kind="icms", status="draft")
    rows = list(draft.rows.order_by("position"))
    assert (rows[0].results["situation"], len(rows)) == ("20", len(defaults.MATRICES["icms"]))
    assert [row.faults for row in rows] == [{}] * len(rows)
    assert {"regime": "3", "reach": "abroad"} in [row.keys for row in rows]
    alice.post("/matrizes/icms/que-faltam/")
    assert draft.rows.count() == len(rows)


def test_who_only_sells_brings_nothing(book: Cast, signed_in: SignIn) -> None:
    assert signed_in("ana").post(RATES).status_code == 403
