"""What the engines answered of a sale, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self

from vinculo.engines.approval import Judgement
from vinculo.engines.derivation import Derivation
from vinculo.engines.pricing import Commission, InstalmentPlan, LinePrice, Margins, OrderPrice, Revenue
from vinculo.engines.promise import Promise
from vinculo.engines.tax import LineTaxes, SaleTaxes


@dataclass(frozen=True, slots=True)
class Issue:
    """Something in the way of a line or (None) of the whole sale. `severity`: block, authority, warning. `discreet` is
    the sentence for whoever may not see what the goods cost, where it is another."""

    code: str
    sentence: str
    severity: str
    line: int | None = None
    discreet: str = ""


@dataclass(frozen=True, slots=True)
class LineQuote:
    """A line with everything that was found of it. `revenue` is what its margins were reckoned from; `rows` are the
    matrix rows that decided, by kind. A service, which leaves no shelf, has no `promise`."""

    number: int
    product_id: int
    code: str
    description: str
    quantity: Decimal
    unit: str
    price: LinePrice
    taxes: LineTaxes | None
    revenue: Revenue | None
    margins: Margins | None
    commission: Commission | None
    promise: Promise | None
    cfop: str
    rows: Mapping[str, int]

    @property
    def total(self) -> Decimal:
        """What the buyer pays for the line; without taxes, what is known of it."""
        return self.taxes.total if self.taxes else self.price.operation


@dataclass(frozen=True, slots=True)
class Quote:
    """The sale quoted. `total` is what the buyer pays, `commission` what is owed to who sells, `promised` when all of
    it arrives (None: it cannot be said). `versions` are the matrix versions used, `freight_steps` how freight was
    reckoned, `authority` who must agree to it (None: nothing to judge yet), `considered` what the taxes were chosen by.
    `banded_value` (reais) and `weight` (kg) are what the matrices of the whole sale were asked with: the value is that
    before the matrix of discounts and surcharges.
    """

    on: date
    lines: tuple[LineQuote, ...]
    price: OrderPrice
    taxes: SaleTaxes | None
    margins: Margins | None
    plan: InstalmentPlan
    commission: Decimal
    promised: date | None
    total: Decimal
    freight_paid: Decimal
    issues: tuple[Issue, ...]
    versions: Mapping[str, int]
    banded_value: Decimal
    weight: Decimal
    freight_steps: Derivation = ()
    authority: Judgement | None = None
    considered: str = ""

    def without_costs(self) -> Self:
        """The same for whoever may not see what the goods cost: no margin, nor a sentence that tells one."""
        return replace(
            self,
            lines=tuple(replace(line, revenue=None, margins=None) for line in self.lines),
            margins=None,
            issues=tuple(replace(each, sentence=each.discreet or each.sentence) for each in self.issues),
            authority=self.authority.without_costs() if self.authority else None,
        )

    @property
    def blocks(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity == "block")

    @property
    def figures(self) -> dict[str, Decimal | None]:
        """The figures two quotes are compared by."""
        taxes = self.taxes.totals if self.taxes else None
        return {
            "goods": self.price.goods,
            "discount": self.price.discount,
            "net": self.price.net,
            "freight": self.price.freight,
            "insurance": self.price.insurance,
            "other": self.price.other,
            "icms": taxes.icms if taxes else None,
            "ipi": taxes.ipi if taxes else None,
            "fcp": taxes.fcp if taxes else None,
            "icms_st": taxes.icms_st if taxes else None,
            "fcp_st": taxes.fcp_st if taxes else None,
            "difal": taxes.difal + taxes.difal_fcp if taxes else None,
            "iss": taxes.iss if taxes else None,
            "das": (taxes.das or None) if taxes else None,
            "selective": taxes.selective if taxes else None,
            "pis_cofins": taxes.pis + taxes.cofins if taxes else None,
            "ibs_cbs": (taxes.ibs + taxes.cbs) if taxes else None,
            "total": self.total if taxes else None,
            "net_revenue": self.margins.net_revenue if self.margins else None,
            "gross_percent": self.margins.gross_percent if self.margins else None,
            "contribution_percent": self.margins.contribution_percent if self.margins else None,
            "commission": self.commission,
        }

    @property
    def asks_authority(self) -> bool:
        """Whether something goes beyond what the rules allow by themselves, whoever may let it pass."""
        return any(issue.severity == "authority" for issue in self.issues)

    def line(self, number: int) -> LineQuote | None:
        return next((line for line in self.lines if line.number == number), None)
