"""Choosing the rules of one line.

The matrix decides the situation, unless the nature of operation brings one about by itself inside the country (a loan
is not taxed, whatever is lent); what its row leaves blank comes from the dated tables of rates; a row of substitution
changes the situation (00 becomes 10); the periods say which taxes are due on the day. A tax that is due and has no rule
is a problem of that line, never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from vinculo.engines.decision import Decision, Fact
from vinculo.engines.tax import (
    DifalBase,
    DifalRule,
    IbsCbsRule,
    IcmsRule,
    IpiRule,
    IsRule,
    IssRule,
    LineRules,
    PisCofinsRule,
    Regime,
    Relief,
    StRule,
    Tax,
    TaxError,
)
from vinculo.engines.tax.icms import ALREADY_COLLECTED, MAY_WITHHOLD, TAXED
from vinculo.engines.tax.iss import rate_problem
from vinculo.engines.tax.simples import NO_CONTRIBUTIONS
from vinculo.kernel.exact import ZERO
from vinculo.tax_book.rules.asked_line import AskedLine, row_of
from vinculo.tax_book.rules.book import NO_REVENUE, REFORM, Book, Deal, Goods, Sourced

WITHHELD: Final = {
    "00": "10", "20": "70", "40": "30", "41": "30", "50": "30", "101": "201", "102": "202", "103": "203",
}  # fmt: skip
GIVES_CREDIT: Final = frozenset({"101", "201"})
BY_PAIR: Final = frozenset({"01", "02"})
# 5.933 and 6.933: services under the ISS.
OF_SERVICE: Final = "933"
IN_DAS: Final = "49"
OUT_OF_DAS: Final = "08"
ABOVE_SUBLIMIT: Final = (
    "A receita de 12 meses do estabelecimento passa do sublimite do Simples: o ICMS não está no DAS e o CSOSN {} não dá"
    " crédito. Mude o regime para acima do sublimite em Tabelas → Regime dos estabelecimentos, ou use outro CSOSN."
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rules of one line, its CFOP, the matrix rows that decided (matrix → line), what could not be decided, and the
    facts the matrices were asked with."""

    rules: LineRules
    cfop: str
    rows: Mapping[str, int]
    problems: tuple[TaxError, ...]
    facts: Mapping[str, Fact]


def choose(book: Book, deal: Deal, goods: Goods) -> Chosen:
    """The rules of one line. What is missing comes back as problems, all of them at once."""
    return _Choice(book, deal, goods).made()


class _Choice(AskedLine):
    """The rules of one line, tax by tax."""

    def made(self) -> Chosen:
        if self.goods.is_service:
            rules = LineRules(iss=self._iss(), pis_cofins=self._contributions(), ibs_cbs=self._reform()[0])
            return self._chosen(rules, withheld=False)
        icms, st, difal = self._icms()
        ipi, ipi_in_base = self._ipi()
        if icms is not None and ipi_in_base is not None:
            icms = replace(icms, ipi_in_base=ipi_in_base)
        reform, selective = self._reform()
        rules = LineRules(
            icms=icms,
            icms_st=st,
            difal=difal,
            ipi=ipi,
            pis_cofins=self._contributions(),
            ibs_cbs=reform,
            selective=selective,
        )
        came_withheld = self.deal.nature.is_return and icms is not None and icms.situation in ALREADY_COLLECTED
        return self._chosen(rules, withheld=st is not None or came_withheld)

    def _chosen(self, rules: LineRules, *, withheld: bool) -> Chosen:
        return Chosen(rules, self._cfop(withheld=withheld), self.rows, tuple(self.problems), self.facts)

    def _cfop(self, *, withheld: bool) -> str:
        nature, reach = self.deal.nature, self.deal.reach
        if self.goods.is_service and not nature.cfop_state.endswith(OF_SERVICE):
            # A service sold along with goods goes in the municipality's invoice, which has no CFOP.
            return ""
        if reach == "abroad":
            return nature.cfop_abroad
        if reach == "state":
            return (withheld and nature.cfop_state_st) or nature.cfop_state
        if not self.deal.customer.buyer.contributes and nature.cfop_consumer_interstate:
            return nature.cfop_consumer_interstate
        return (withheld and nature.cfop_interstate_st) or nature.cfop_interstate

    # -- ICMS, substitution, rate difference ---------------------------------------------------------------------

    def _icms(self) -> tuple[IcmsRule | None, StRule | None, DifalRule | None]:
        if not self.book.is_due(Tax.ICMS, self.deal.seller.regime):
            return None, None, None
        if (rule := self._icms_of_nature()) is not None:
            return rule, None, None
        decision = self.decided("icms")
        if decision is None:
            return None, None, None
        situation = decision["situation"]
        st = self._substitution(situation)
        if st is not None:
            situation = WITHHELD.get(situation, situation)
        rate = self._own_rate(decision, situation)
        source = "; ".join(filter(None, (decision["source"], rate.source if rate else "")))
        rule = IcmsRule(
            situation=situation,
            rate=rate.rate if rate else ZERO,
            reduction=decision["reduction"] or ZERO,
            deferral=decision["deferral"] or ZERO,
            fcp_rate=self._own_fcp(decision, situation),
            fcp_deferral=decision["fcp_deferral"] or ZERO,
            credit_rate=self._credit(situation),
            amount_per_unit=decision["amount_per_unit"] or ZERO,
            retained_per_unit=decision["retained_per_unit"] or ZERO,
            relief=self._relief(decision),
            relief_deducted=bool(decision["relief_deducted"]),
            row=row_of("Matriz de ICMS", decision),
            source=source,
        )
        return rule, st, self._difference(decision, rule, st)

    def _credit(self, situation: str) -> Decimal:
        """The pCredSN of a situation that gives credit, refused where no part of the DAS is ICMS."""
        seller = self.deal.seller
        if situation in GIVES_CREDIT and seller.simples is not None and not seller.simples.icms_share:
            self.missing(ABOVE_SUBLIMIT.format(situation))
        return seller.credit if situation in GIVES_CREDIT else ZERO

    def _icms_of_nature(self) -> IcmsRule | None:
        """The rule that the nature of operation brings about, or None where a matrix decides."""
        nature = self.deal.nature
        situation = nature.csosn if self.deal.seller.regime.uses_csosn else nature.icms
        if not situation or self.deal.reach == "abroad":
            return None
        rate = self.route_rate() if situation in TAXED else None
        return IcmsRule(
            situation=situation,
            rate=rate.rate if rate else ZERO,
            row=self._nature_row,
            source="; ".join(filter(None, (nature.icms_source, rate.source if rate else ""))),
        )

    @property
    def _nature_row(self) -> str:
        return f"Natureza de operação {self.deal.nature.code}"

    def _own_rate(self, decision: Decision, situation: str) -> Sourced | None:
        """The rate of the row, or that of the route; None where the situation asks for none."""
        given = decision["rate"]
        if given is not None:
            return self.book.phased(Sourced(given, "", ""))
        if situation not in TAXED and (decision["relief"] or "none") == "none":
            return None
        return self.route_rate()

    def _own_fcp(self, decision: Decision, situation: str) -> Decimal:
        if decision["fcp_rate"] is not None:
            return self.book.phased_fcp(decision["fcp_rate"])
        internal = self.book.internal.get(self.deal.customer.uf)
        if self.deal.reach != "state" or situation not in TAXED or internal is None:
            return ZERO
        return self.book.phased_fcp(internal.extra)

    def _relief(self, decision: Decision) -> Relief:
        told = decision["relief"] or "none"
        if told != "state":
            return Relief(told)
        state = self.book.states.get(self.deal.seller.uf)
        if state is None:
            self.missing(f"Não há regra da UF {self.deal.seller.uf} para o ICMS desonerado na data.")
            return Relief.NONE
        return state.relief

    def _substitution(self, situation: str) -> StRule | None:
        """The row of substitution, when there is something to withhold from a buyer that contributes."""
        if situation not in WITHHELD and situation not in MAY_WITHHOLD:
            return None
        if not self.deal.customer.buyer.contributes or self.deal.reach == "abroad" or self.deal.nature.is_return:
            return None
        decision = self.decided("icms_st")
        if decision is None:
            return None
        if bool(decision["for_consumption"]) is not self.deal.buyer_consumes:
            del self.rows["icms_st"]
            return None
        internal = self.destination_rate(decision["internal_rate"])
        if internal is None:
            return None
        own = self.route_rate() if self.deal.seller.regime.uses_csosn else None
        fcp = decision["fcp_rate"]
        return StRule(
            internal_rate=internal.rate,
            mva=decision["mva"] or ZERO,
            adjusts_mva=not decision["as_given"],
            floor_price=decision["floor_price"],
            reduction=decision["reduction"] or ZERO,
            own_rate=own.rate if own else None,
            fcp_rate=internal.extra if fcp is None else self.book.phased_fcp(fcp),
            fcp_in_mva=bool(decision["fcp_in_mva"]),
            deducts_own_fcp=bool(decision["deducts_own_fcp"]),
            for_consumption=bool(decision["for_consumption"]),
            difal_base=self._contributor_base(),
            row=row_of("Matriz de ST", decision),
            source="; ".join(filter(None, (decision["protocol"], decision["source"], internal.source))),
        )

    def _contributor_base(self) -> DifalBase:
        state = self.book.states.get(self.deal.customer.uf)
        return state.contributor_difal if state else DifalBase.DOUBLE

    def _difference(self, decision: Decision, icms: IcmsRule, st: StRule | None) -> DifalRule | None:
        deal = self.deal
        if deal.reach != "interstate" or not deal.buyer_consumes or (st is not None and st.for_consumption):
            return None
        simples = deal.seller.regime.uses_csosn
        if icms.situation not in TAXED and not simples:
            return None
        given = decision["destination_rate"]
        internal = self.destination_rate(given)
        route = self.route_rate() if simples else None
        if internal is None:
            return None
        state = self.book.states.get(deal.customer.uf)
        base = DifalBase.SINGLE
        if deal.customer.buyer.contributes:
            base = self._contributor_base()
        elif state is not None:
            base = state.consumer_difal
        fcp = decision["destination_fcp"]
        return DifalRule(
            internal_rate=internal.rate,
            fcp_rate=internal.extra if fcp is None else self.book.phased_fcp(fcp),
            interstate_rate=route.rate if route else None,
            reduction=decision["destination_reduction"],
            base=base,
            row=internal.row if given is None else row_of("Matriz de ICMS", decision),
            source="; ".join(filter(None, (decision["source"] if given is not None else "", internal.source))),
        )

    def _ipi(self) -> tuple[IpiRule | None, bool | None]:
        seller = self.deal.seller
        if not seller.pays_ipi or not self.book.is_due(Tax.IPI, seller.regime):
            return None, None
        nature = self.deal.nature
        if nature.ipi and self.deal.reach != "abroad":
            return IpiRule(situation=nature.ipi, row=self._nature_row, source=nature.ipi_source), None
        decision = self.decided("ipi")
        if decision is None:
            return None, None
        rule = IpiRule(
            situation=decision["situation"],
            rate=decision["rate"] or ZERO,
            amount_per_unit=decision["amount_per_unit"] or ZERO,
            row=row_of("Matriz de IPI", decision),
            source=decision["source"] or "",
        )
        return rule, decision["in_icms_base"]

    def _contributions(self) -> PisCofinsRule | None:
        seller = self.deal.seller
        if seller.regime is not Regime.NORMAL:
            if Tax.PIS_COFINS not in self.book.periods:
                return None
            if not self.deal.nature.has_receivable:
                return replace(NO_REVENUE, situation=OUT_OF_DAS)
            return self._paid_before() or PisCofinsRule(situation=IN_DAS)
        if not self.book.is_due(Tax.PIS_COFINS, seller.regime):
            return None
        if not self.deal.nature.has_receivable:
            return NO_REVENUE
        decision = self.decided("pis_cofins")
        if decision is None:
            return None
        situation, source = decision["situation"], decision["source"] or ""
        pis = cofins = ZERO
        if decision["rate"]:
            pair = self.book.contribution_rates.get(decision["rate"])
            if pair is None:
                self.missing(f"As alíquotas de PIS/COFINS “{decision['rate']}” não valem na data.")
                return None
            pis, cofins = pair[0], pair[1]
            source = source or pair[2]
        elif situation in BY_PAIR:
            pis, cofins, source = seller.pis_rate, seller.cofins_rate, source or seller.rates_source
        return PisCofinsRule(
            situation=situation,
            pis_rate=pis,
            cofins_rate=cofins,
            reduction=decision["reduction"] or ZERO,
            pis_per_unit=decision["pis_per_unit"] or ZERO,
            cofins_per_unit=decision["cofins_per_unit"] or ZERO,
            row=row_of("Matriz de PIS/COFINS", decision),
            source=source,
        )

    def _paid_before(self) -> PisCofinsRule | None:
        """Single-phase PIS and COFINS, or withheld before, by the matrix: revenue a seller of Simples sets apart."""
        decision = self.book.tables["pis_cofins"].decide(self.facts, on=self.book.on)
        if decision.problem is not None or decision.row is None or decision["situation"] not in NO_CONTRIBUTIONS:
            return None
        self.rows["pis_cofins"] = decision.row.id
        row = row_of("Matriz de PIS/COFINS", decision)
        return PisCofinsRule(situation=decision["situation"], row=row, source=decision["source"] or "")

    def _reform(self) -> tuple[IbsCbsRule | None, IsRule | None]:
        book = self.book
        if not book.owes_reform(self.deal.seller):
            return None, None
        nature = self.deal.nature
        if nature.reform and self.deal.reach != "abroad":
            return self._classified(nature.reform, self._nature_row, nature.reform_source, None), None
        decision = self.decided("ibs_cbs")
        if decision is None:
            return None, None
        row = row_of("Matriz de IBS/CBS", decision)
        rule = self._classified(decision["classification"], row, decision["source"], decision)
        return rule, self._selective(decision, row) if rule is not None else None

    def _classified(self, code: str, row: str, source: str | None, decision: Decision | None) -> IbsCbsRule | None:
        """The rule of a cClassTrib, with what a matrix row adds to it."""
        book = self.book
        known = book.classifications.get(code)
        if known is None:
            self.missing(f"A classificação tributária {code} não vale na data.")
            return None
        rates = {tax: found for tax in REFORM if (found := book.reform.get(tax)) is not None}
        for tax, words in REFORM.items():
            if tax not in rates:
                self.missing(f"Não há alíquota {words} na data.")
        if len(rates) < len(REFORM):
            return None
        told = "; ".join(filter(None, (source, known.source)))
        cbs, ibs = rates["cbs"], [rates[tax] for tax in REFORM if tax != "cbs" and rates[tax].rate]
        more = decision.row.results if decision is not None and decision.row is not None else {}
        return IbsCbsRule(
            situation=known.situation,
            classification=code,
            cbs_rate=rates["cbs"].rate,
            ibs_state_rate=rates["ibs_state"].rate,
            ibs_municipal_rate=rates["ibs_municipal"].rate,
            cbs_is_estimate=cbs.is_estimate,
            ibs_is_estimate=any(each.is_estimate for each in ibs),
            cbs_source=cbs.source,
            ibs_source="; ".join(dict.fromkeys(filter(None, (each.source for each in ibs)))),
            cbs_reduction=known.cbs_reduction,
            ibs_reduction=known.ibs_reduction,
            base_reduction=more.get("base_reduction") or ZERO,
            deferral=more.get("deferral") or ZERO,
            cbs_per_unit=more.get("cbs_per_unit") or ZERO,
            ibs_per_unit=more.get("ibs_per_unit") or ZERO,
            row=row,
            source=told,
        )

    def _selective(self, decision: Decision, row: str) -> IsRule | None:
        rate, per_unit = decision["selective_rate"] or ZERO, decision["selective_per_unit"] or ZERO
        if not (rate or per_unit) or not self.book.is_due(Tax.IS, self.deal.seller.regime):
            return None
        return IsRule(rate=rate, amount_per_unit=per_unit, row=row, source=decision["source"] or "")

    def _iss(self) -> IssRule | None:
        if not self.book.is_due(Tax.ISS, self.deal.seller.regime):
            return None
        decision = self.decided("iss")
        if decision is None:
            return None
        item = (decision["service_code"] or "").strip()
        if (wrong := rate_problem(decision["rate"], item)) is not None:
            self.problems.append(wrong)
            return None
        source = "; ".join(filter(None, (f"LC 116/2003, item {item}" if item else "", decision["source"])))
        rate = self.book.phased(Sourced(decision["rate"], "", source), "iss")
        return IssRule(
            rate=rate.rate,
            withheld=bool(decision["withheld"]),
            row=row_of("Matriz de ISS", decision),
            source=rate.source,
        )
