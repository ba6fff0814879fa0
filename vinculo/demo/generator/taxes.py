"""The taxes of the demonstration: regimes of the branches and matrices worth reading.

The rates are those of the shipped book; margins and benefits cite the agreement they come from, and are demonstration
data: no company should sell by them.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from vinculo.catalogue.models import FiscalGroup
from vinculo.matrices.actions import publish_rows
from vinculo.organization.models import Establishment
from vinculo.tax_book import defaults
from vinculo.tax_book.models import ContributionRate, EstablishmentRegime

# Besides those of the demonstration's products.
GROUPS: Final = (("MAQUINAS", "Máquinas do Convênio 52/1991"), ("SAUDE", "Medicamentos e artigos de saúde"))
_REASON: Final = "Regras da demonstração"
_BEGINNING: Final = date(2020, 1, 1)
_STATES: Final = ("SP", "PR", "PE", "MG", "GO", "RS", "BA", "SC", "RJ")
_INSIDE: Final = ("state", "interstate")
_PARTS_STATES: Final = ("SP", "PR", "MG", "RS", "SC", "RJ")


def set_up_taxes(company_id: int, *, now: datetime) -> None:
    """Give every branch its regime and the company its tax matrices, by the fiscal groups of its products."""
    pair = ContributionRate.objects.get(company_id=company_id, code="NAO-CUMULATIVO")
    EstablishmentRegime.objects.bulk_create(
        EstablishmentRegime(
            company_id=company_id,
            establishment=branch,
            valid_from=_BEGINNING,
            contribution_rate=pair,
        )
        for branch in Establishment.objects.filter(company_id=company_id)
    )
    FiscalGroup.objects.bulk_create(
        (FiscalGroup(company_id=company_id, code=code, name=name) for code, name in GROUPS), ignore_conflicts=True
    )
    for code, told in matrices().items():
        publish_rows(None, code, defaults.rows(told), valid_from=None, reason=_REASON, now=now, company_id=company_id)


def matrices() -> defaults.Matrices:
    """The shipped matrices with the rules of the demonstration."""
    return {
        "icms": [*defaults.MATRICES["icms"], *_icms()],
        "icms_st": _substitution(),
        "ipi": list(defaults.MATRICES["ipi"]),
        "pis_cofins": [*defaults.MATRICES["pis_cofins"], *_contributions()],
        "ibs_cbs": [*defaults.MATRICES["ibs_cbs"], *_reform()],
        "iss": _iss(),
    }


def _icms() -> list[defaults.Told]:
    machines = "Convênio ICMS 52/1991, cláusula primeira"
    return [
        (
            {"fiscal_group": "MAQUINAS", "regime": "3", "reach": "state"},
            {"situation": "20", "reduction": Decimal("51.11"), "source": machines},
        ),
        (
            {"fiscal_group": "MAQUINAS", "regime": "3", "reach": "interstate"},
            {"situation": "20", "reduction": Decimal("26.66"), "source": machines},
        ),
        (
            {"fiscal_group": "LUB-ST", "regime": "3"},
            {"situation": "60", "source": "Convênio ICMS 110/2007: retido pelo fabricante"},
        ),
        *(
            (
                {"nature": "BONIFICACAO", "regime": "3", "reach": reach},
                {"situation": "00", "source": "LC 87/1996, art. 2º: a bonificação circula e é tributada"},
            )
            for reach in _INSIDE
        ),
    ]


def _substitution() -> list[defaults.Told]:
    parts = {"mva": Decimal("71.78"), "protocol": "Protocolo ICMS 41/2008"}
    tyres = {"mva": Decimal("42.00"), "protocol": "Convênio ICMS 85/1993"}
    return [
        *(
            ({"fiscal_group": "AUTO-ST", "destination_uf": state, "destination": "resale"}, parts)
            for state in _PARTS_STATES
        ),
        *(({"fiscal_group": "PNEU-ST", "destination_uf": state, "destination": "resale"}, tyres) for state in _STATES),
    ]


def _contributions() -> list[defaults.Told]:
    single_phase = {"situation": "04", "source": "Leis 10.147/2000 e 10.485/2002: monofásico, revenda a zero"}
    return [
        ({"product_category": "MONO", "contributions": "non_cumulative"}, single_phase),
    ]


def _reform() -> list[defaults.Told]:
    return [
        (
            {"fiscal_group": "SAUDE"},
            {"classification": "200032", "source": "LC 214/2025, art. 133: redução de 60%"},
        ),
    ]


def _iss() -> list[defaults.Told]:
    return [({}, {"rate": Decimal(5), "service_code": "14.01", "source": "LC 116/2003, art. 8º, I"})]
