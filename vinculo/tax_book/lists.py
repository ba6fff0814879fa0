"""The lists of the tax book."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model, Q

from vinculo.books.columns import FROM, UNTIL, coded_list, exact, points, rows_of
from vinculo.books.registry import address_of
from vinculo.foundation.lists import ChoiceFilter, Column, Empty, ListDefinition, TextFilter
from vinculo.foundation.lists.filters import Filter
from vinculo.foundation.ui import marks
from vinculo.geography.models import State
from vinculo.kernel.figures import amount_in_reais, percentage
from vinculo.tax_book.models import (
    Cfop,
    Classification,
    ContributionRate,
    ContributionSituation,
    Destination,
    Direction,
    EstablishmentRegime,
    IcmsSituation,
    InternalRate,
    InterstateRate,
    IpiSituation,
    OperationNature,
    Origin,
    PhaseOut,
    ReformRate,
    ReformSituation,
    Regime,
    SimplesBracket,
    StateRule,
    TaxPeriod,
)
from vinculo.tax_book.permissions import Permission


def _text(key: str, label: str, value: Callable[[Any], object], **more: Any) -> Column:
    return Column(key, label, value, **more)


def _rate(key: str, label: str, field: str) -> Column:
    return Column(key, label, lambda row: percentage(getattr(row, field)), align="end", export=exact(field))


def _reduction(key: str, label: str, field: str) -> Column:
    return Column(key, label, points(field), align="end", export=exact(field))


def _yes(key: str, label: str, field: str) -> Column:
    return Column(key, label, lambda row: "Sim" if getattr(row, field) else "", export=lambda row: getattr(row, field))


SOURCE = Column("fonte", "Fonte", lambda row: row.source, default=False)


def _states(actor: object) -> list[tuple[str, str]]:  # noqa: ARG001  (the same for every company)
    return list(State.objects.order_by("code").values_list("code", "name"))


def _coded(
    model: type[Model],
    key: str,
    title: str,
    noun: tuple[str, str],
    columns: Sequence[Column],
    filters: Sequence[Filter] = (),
) -> ListDefinition:
    return coded_list(
        f"tax_book.{key}",
        title,
        noun,
        rows_of(model),
        columns,
        Empty(f"{title}: nada por aqui", "Importe a planilha oficial ou inclua a primeira linha.", "table"),
        view=Permission.VIEW,
        export=Permission.EXPORT,
        filters=filters,
    )


def _dated(
    model: type[Model],
    key: str,
    title: str,
    noun: tuple[str, str],
    columns: Sequence[Column],
    *,
    related: Sequence[str] = (),
    sort: str = "-valid_from",
    filters: Sequence[Filter] = (),
) -> ListDefinition:
    return ListDefinition(
        key=f"tax_book.{key}",
        title=title,
        noun=noun,
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        rows=rows_of(model, *related),
        columns=[*columns, FROM, UNTIL],
        default_sort=sort,
        filters=list(filters),
        row_url=address_of,
        empty=Empty(f"{title}: nada por aqui", "Importe a planilha ou inclua a primeira linha.", "table"),
    )


_DIRECTION = ChoiceFilter(key="direcao", label="Direção", field="direction", choices=Direction.choices)
_STATE = ChoiceFilter(key="uf", label="UF", field="state_id", choices=_states)

CFOPS = _coded(
    Cfop,
    "cfop",
    "CFOP",
    ("CFOP", "CFOPs"),
    [
        _text("direcao", "Direção", lambda row: row.get_direction_display()),
        _text("alcance", "Alcance", lambda row: row.get_reach_display()),
        SOURCE,
    ],
    [_DIRECTION, ChoiceFilter(key="alcance", label="Alcance", field="reach", choices=Cfop.Reach.choices)],
)
ICMS_SITUATIONS = _coded(IcmsSituation, "icms_situations", "CST e CSOSN do ICMS", ("situação", "situações"), [SOURCE])
IPI_SITUATIONS = _coded(
    IpiSituation,
    "ipi_situations",
    "CST do IPI",
    ("situação", "situações"),
    [_text("direcao", "Direção", lambda row: row.get_direction_display()), SOURCE],
    [_DIRECTION],
)
CONTRIBUTION_SITUATIONS = _coded(
    ContributionSituation,
    "contribution_situations",
    "CST de PIS/COFINS",
    ("situação", "situações"),
    [_text("direcao", "Direção", lambda row: row.get_direction_display()), SOURCE],
    [_DIRECTION],
)
ORIGINS = _coded(
    Origin,
    "origins",
    "Origens da mercadoria",
    ("origem", "origens"),
    [_yes("importada", "Alíquota de importados", "is_imported"), SOURCE],
)
REFORM_SITUATIONS = _coded(
    ReformSituation,
    "reform_situations",
    "CST do IBS e da CBS",
    ("situação", "situações"),
    [
        _yes("tributada", "Tributada", "is_taxed"),
        _yes("reduz", "Reduz", "reduces"),
        _yes("difere", "Difere", "defers"),
        _yes("monofasica", "Monofásica", "is_single_phase"),
        SOURCE,
    ],
)
CLASSIFICATIONS = _coded(
    Classification,
    "classifications",
    "Classificação tributária (cClassTrib)",
    ("classificação", "classificações"),
    [
        _reduction("reducao_ibs", "Redução IBS", "ibs_reduction"),
        _reduction("reducao_cbs", "Redução CBS", "cbs_reduction"),
        _text("lei", "LC 214", lambda row: row.law),
        SOURCE,
    ],
    [TextFilter(key="situacao_ibs", label="CST", condition=lambda text: Q(situation=text.strip()), placeholder="200")],
)
INTERNAL_RATES = _dated(
    InternalRate,
    "internal_rates",
    "Alíquotas internas do ICMS",
    ("alíquota interna", "alíquotas internas"),
    [
        _text("uf", "UF", lambda row: row.state_id, sort="state_id", primary=True),
        _rate("aliquota", "Alíquota", "rate"),
        _reduction("fcp", "FCP geral", "fcp_rate"),
        Column("fonte", "Fonte", lambda row: row.source),
    ],
    sort="state_id",
    filters=[_STATE],
)
INTERSTATE_RATES = _dated(
    InterstateRate,
    "interstate_rates",
    "Alíquotas interestaduais do ICMS",
    ("alíquota interestadual", "alíquotas interestaduais"),
    [
        _text("origem", "Origem", lambda row: row.origin_id or "Qualquer", sort="origin_id", primary=True),
        _text("destino", "Destino", lambda row: row.destination_id or "Qualquer"),
        _yes("importados", "Só importados", "is_imported"),
        _rate("aliquota", "Alíquota", "rate"),
        SOURCE,
    ],
    sort="origin_id",
    filters=[
        ChoiceFilter(key="origem", label="Origem", field="origin_id", choices=_states),
        ChoiceFilter(key="destino", label="Destino", field="destination_id", choices=_states),
    ],
)
STATE_RULES = _dated(
    StateRule,
    "state_rules",
    "Regras de cada UF",
    ("regra", "regras"),
    [
        _text("uf", "UF", lambda row: row.state_id, sort="state_id", primary=True),
        _text("difal", "DIFAL de contribuinte", lambda row: row.get_contributor_difal_display()),
        _text("difal-consumidor", "DIFAL de não contribuinte", lambda row: row.get_consumer_difal_display()),
        _text("desonerado", "ICMS desonerado", lambda row: row.get_relief_display()),
        _yes("reforma", "IBS/CBS na base", "reform_in_icms_base"),
        SOURCE,
    ],
    sort="state_id",
    filters=[_STATE],
)
CONTRIBUTION_RATES = _coded(
    ContributionRate,
    "contribution_rates",
    "Alíquotas de PIS e COFINS",
    ("par de alíquotas", "pares de alíquotas"),
    [_rate("pis", "PIS", "pis"), _rate("cofins", "COFINS", "cofins"), SOURCE],
)
REFORM_RATES = _dated(
    ReformRate,
    "reform_rates",
    "Alíquotas de IBS e CBS",
    ("alíquota", "alíquotas"),
    [
        _text("tributo", "Tributo", lambda row: row.get_tax_display(), sort="tax", primary=True),
        _text("uf", "UF", lambda row: row.state_id or "Todas"),
        _rate("aliquota", "Alíquota", "rate"),
        Column(
            "estimativa",
            "Fixada",
            lambda row: marks.badge("Estimativa", "warning") if row.is_estimate else "Em lei",
            export=lambda row: row.is_estimate,
        ),
        Column("fonte", "Fonte", lambda row: row.source),
    ],
    sort="tax",
)
PHASE_OUTS = _dated(
    PhaseOut,
    "phase_outs",
    "Transição do ICMS e do ISS",
    ("proporção", "proporções"),
    [
        _text("tributo", "Tributo", lambda row: row.get_tax_display(), sort="tax", primary=True),
        _rate("parte", "Parte da alíquota", "share"),
        SOURCE,
    ],
    sort="tax",
)
TAX_PERIODS = _dated(
    TaxPeriod,
    "tax_periods",
    "Vigência dos tributos",
    ("vigência", "vigências"),
    [
        _text("tributo", "Tributo", lambda row: row.get_tax_display(), sort="tax", primary=True),
        _text("regimes", "Regimes", lambda row: ", ".join(Regime(each).label for each in row.regimes) or "Todos"),
        _yes("obrigatorio", "Sem regra, recusa", "is_required"),
        _yes("soma", "Soma-se ao total", "in_total"),
        SOURCE,
    ],
    sort="tax",
)
SIMPLES_BRACKETS = _dated(
    SimplesBracket,
    "simples_brackets",
    "Faixas do Simples Nacional",
    ("faixa", "faixas"),
    [
        _text("anexo", "Anexo", lambda row: row.get_annex_display(), sort="annex", primary=True),
        Column(
            "receita_ate", "Receita até", lambda row: amount_in_reais(row.up_to), align="end", export=exact("up_to")
        ),
        _rate("aliquota", "Nominal", "nominal_rate"),
        Column(
            "deduzir", "A deduzir", lambda row: amount_in_reais(row.deduction), align="end", export=exact("deduction")
        ),
        _rate("icms", "Parte do ICMS", "icms_share"),
        _rate("contribuicoes", "Parte do PIS e da COFINS", "contributions_share"),
        SOURCE,
    ],
    sort="annex",
)
NATURES = _coded(
    OperationNature,
    "natures",
    "Naturezas de operação",
    ("natureza de operação", "naturezas de operação"),
    [
        _text("especie", "Espécie", lambda row: row.get_kind_display()),
        _text("cfop_dentro", "CFOP no estado", lambda row: row.cfop_state),
        _text("cfop_fora", "CFOP fora", lambda row: row.cfop_interstate),
        _text("cfop_exterior", "CFOP exterior", lambda row: row.cfop_abroad, default=False),
        _text("cfop_dentro_st", "CFOP no estado, ST", lambda row: row.cfop_state_st, default=False),
        _text("cfop_fora_st", "CFOP fora, ST", lambda row: row.cfop_interstate_st, default=False),
        _text("cst", "CST do ICMS", lambda row: row.icms),
        _text("csosn", "CSOSN", lambda row: row.csosn, default=False),
        _text("cst_ipi", "CST do IPI", lambda row: row.ipi, default=False),
        _text("cclasstrib", "cClassTrib", lambda row: row.reform, default=False),
    ],
    [ChoiceFilter(key="especie", label="Espécie", field="kind", choices=OperationNature.Kind.choices)],
)
DESTINATIONS = _coded(
    Destination,
    "destinations",
    "Destinações",
    ("destinação", "destinações"),
    [_text("finalidade", "Finalidade", lambda row: row.get_purpose_display())],
)
REGIMES = _dated(
    EstablishmentRegime,
    "regimes",
    "Regime dos estabelecimentos",
    ("regime", "regimes"),
    [
        _text("estabelecimento", "Estabelecimento", lambda row: row.establishment.name, primary=True),
        _text("regime", "Regime", lambda row: row.get_regime_display()),
        _text("contribuicoes", "PIS/COFINS", lambda row: row.contribution_rate.code if row.contribution_rate else ""),
        _yes("ipi", "Contribuinte do IPI", "pays_ipi"),
        _text("anexo", "Anexo do Simples", lambda row: row.annex),
    ],
    related=("establishment", "contribution_rate"),
)
