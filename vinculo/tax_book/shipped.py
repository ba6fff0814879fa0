"""The rows of `data/` as unsaved rows of the book. Sources and dates are in each file and in `data/README.md`."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from vinculo.tax_book.models import (
    Cfop,
    Classification,
    ContributionRate,
    ContributionSituation,
    Destination,
    Direction,
    IcmsSituation,
    InternalRate,
    InterstateRate,
    IpiSituation,
    OperationNature,
    Origin,
    PhaseOut,
    ReformRate,
    ReformSituation,
    SimplesBracket,
    StateRule,
    TaxPeriod,
)

_DATA: Final = Path(__file__).resolve().parent / "data"
BEGINNING: Final = date(2000, 1, 1)
REFORM: Final = date(2026, 1, 1)
IMPORTED: Final = frozenset("1238")
SCHEMA: Final = "Esquema da NF-e PL_010 v1.30 (23/06/2026)"
# What each situation of IBS/CBS does beyond the flags of the official table: these collect nothing on the document.
_COLLECTS_NOTHING: Final = frozenset({"550", "830"})


def cfops() -> Iterator[Cfop]:
    for row in _rows("cfop.csv"):
        yield Cfop(
            code=row["code"],
            name=row["description"],
            direction=row["direction"],
            reach=row["scope"],
            valid_from=BEGINNING,
            source="Convênio s/nº de 1970 e Ajustes SINIEF",
        )


def icms_situations() -> Iterator[IcmsSituation]:
    for name in ("cst_icms.csv", "csosn.csv"):
        for row in _rows(name):
            yield IcmsSituation(code=row["code"], name=row["description"], valid_from=BEGINNING, source=SCHEMA)


def ipi_situations() -> Iterator[IpiSituation]:
    for row in _rows("cst_ipi.csv"):
        yield IpiSituation(
            code=row["code"],
            name=row["description"],
            direction=row["direction"],
            valid_from=BEGINNING,
            source="IN RFB 1.009/2010",
        )


def contribution_situations() -> Iterator[ContributionSituation]:
    for row in _rows("cst_pis_cofins.csv"):
        yield ContributionSituation(
            code=row["code"],
            name=row["description"],
            direction=Direction(row["direction"]),
            valid_from=BEGINNING,
            valid_until=date(2026, 12, 31),
            source="IN RFB 1.009/2010",
        )


def origins() -> Iterator[Origin]:
    for row in _rows("product_origin.csv"):
        yield Origin(
            code=row["code"],
            name=row["description"],
            is_imported=row["code"] in IMPORTED,
            valid_from=date(2013, 1, 1),
            source="Ajuste SINIEF 20/2012; Resolução do Senado 13/2012",
        )


def reform_situations() -> Iterator[ReformSituation]:
    for row in _rows("cst_ibs_cbs.csv"):
        single_phase = row["ind_g_ibs_cbs_mono"] == "1"
        yield ReformSituation(
            code=row["code"],
            name=row["description"],
            is_taxed=(row["ind_g_ibs_cbs"] == "1" or single_phase) and row["code"] not in _COLLECTS_NOTHING,
            reduces=row["ind_g_red"] == "1",
            defers=row["ind_g_dif"] == "1",
            is_single_phase=single_phase,
            valid_from=REFORM,
            source="Tabela cClassTrib do portal da NF-e (23/06/2026)",
        )


def classifications() -> Iterator[Classification]:
    for row in _rows("cclasstrib.csv"):
        yield Classification(
            code=row["code"],
            name=row["description"][:500] or row["name"][:500],
            situation=row["code"][:3],
            ibs_reduction=Decimal(row["ibs_reduction"] or 0),
            cbs_reduction=Decimal(row["cbs_reduction"] or 0),
            law=row["law"][:200],
            documents=row["documents"].replace("|", ", ")[:200],
            valid_from=_day(row["valid_from"]) or REFORM,
            valid_until=_day(row["valid_to"]),
            source=f"Tabela cClassTrib do portal da NF-e ({row['table_version']})",
        )


def internal_rates() -> Iterator[InternalRate]:
    for row in _rows("internal_rates.csv"):
        yield InternalRate(
            state_id=row["state"], rate=Decimal(row["rate"]), fcp_rate=Decimal(row["fcp_rate"]), **_validity(row)
        )


def interstate_rates() -> Iterator[InterstateRate]:
    for row in _rows("interstate_rates.csv"):
        yield InterstateRate(
            origin_id=row["origin"] or None,
            destination_id=row["destination"] or None,
            is_imported=row["is_imported"] == "1",
            rate=Decimal(row["rate"]),
            **_validity(row),
        )


def state_rules() -> Iterator[StateRule]:
    for row in _rows("state_rules.csv"):
        yield StateRule(
            state_id=row["state"],
            contributor_difal=row["contributor_difal"],
            reform_in_icms_base=row["reform_in_icms_base"] == "1",
            **_validity(row),
        )


def contribution_rates() -> Iterator[ContributionRate]:
    for row in _rows("contribution_rates.csv"):
        yield ContributionRate(
            code=row["code"],
            name=row["name"],
            pis=Decimal(row["pis"]),
            cofins=Decimal(row["cofins"]),
            **_validity(row),
        )


def reform_rates() -> Iterator[ReformRate]:
    for row in _rows("reform_rates.csv"):
        yield ReformRate(
            tax=row["tax"],
            state_id=row["state"] or None,
            rate=Decimal(row["rate"]),
            is_estimate=row["is_estimate"] == "1",
            **_validity(row),
        )


def phase_outs() -> Iterator[PhaseOut]:
    for row in _rows("phase_outs.csv"):
        yield PhaseOut(tax=row["tax"], share=Decimal(row["share"]), **_validity(row))


def tax_periods() -> Iterator[TaxPeriod]:
    for row in _rows("tax_periods.csv"):
        yield TaxPeriod(
            tax=row["tax"],
            regimes=row["regimes"].split(),
            is_required=row["is_required"] == "1",
            in_total=row["in_total"] == "1",
            **_validity(row),
        )


def simples_brackets() -> Iterator[SimplesBracket]:
    for row in _rows("simples_brackets.csv"):
        yield SimplesBracket(
            annex=row["annex"],
            up_to=Decimal(row["up_to"]),
            nominal_rate=Decimal(row["nominal_rate"]),
            deduction=Decimal(row["deduction"]),
            icms_share=Decimal(row["icms_share"]),
            contributions_share=Decimal(row["contributions_share"]),
            **_validity(row),
        )


def natures() -> Iterator[OperationNature]:
    for row in _rows("natures.csv"):
        yield OperationNature(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            cfop_state=row["cfop_state"],
            cfop_interstate=row["cfop_interstate"],
            cfop_abroad=row["cfop_abroad"],
            cfop_state_st=row["cfop_state_st"],
            cfop_interstate_st=row["cfop_interstate_st"],
            cfop_consumer_interstate=row["cfop_consumer_interstate"],
            moves_stock=row["moves_stock"] == "1",
            has_receivable=row["has_receivable"] == "1",
            icms=row["icms"],
            csosn=row["csosn"],
            ipi=row["ipi"],
            reform=row["reform"],
            icms_source=row["icms_source"],
            ipi_source=row["ipi_source"],
            reform_source=row["reform_source"],
            legal_text=row["legal_text"],
            valid_from=BEGINNING,
        )


def destinations() -> Iterator[Destination]:
    for code, purpose in (
        ("REVENDA", Destination.Purpose.RESALE),
        ("INDUSTRIA", Destination.Purpose.INDUSTRIALISATION),
        ("CONSUMO", Destination.Purpose.CONSUMPTION),
        ("ATIVO", Destination.Purpose.FIXED_ASSET),
    ):
        yield Destination(code=code, name=purpose.label, purpose=purpose, valid_from=BEGINNING)


def _validity(row: dict[str, str]) -> dict[str, Any]:
    return {
        "valid_from": _day(row["valid_from"]),
        "valid_until": _day(row.get("valid_until", "")),
        "source": row["source"],
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
