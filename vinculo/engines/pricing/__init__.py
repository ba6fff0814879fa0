"""What a sale costs, and why. Frozen dataclasses in, results with their derivation out; no Django, no float.

    from vinculo.engines import pricing

    line = pricing.PricedLine(1, Decimal(10), "UN", candidates=(...))
    order = pricing.PricedOrder(lines=(line,), on=date(2026, 11, 26))
    price = pricing.price_order(order)          # lines, totals, problems, derivation
    plan = pricing.instalments(total, term, order.on)
    margin = pricing.margins(pricing.Revenue(operation=..., cost=..., icms=...))

`docs/algorithms/pricing.md` has the rules and worked figures.
"""

from vinculo.engines.pricing.commission import (
    BadSplit,
    BuyerIs,
    Commission,
    CommissionBase,
    CommissionRule,
    Seller,
    Trigger,
    commission,
    reversal,
    rule_for,
)
from vinculo.engines.pricing.header import Header, HeaderDiscount, ShareBy
from vinculo.engines.pricing.instalments import Instalment, InstalmentPlan, instalments
from vinculo.engines.pricing.line import (
    Adjustment,
    LinePrice,
    LineState,
    Negotiation,
    PassThrough,
    PricedLine,
    PromotionBand,
    RoundingPolicy,
)
from vinculo.engines.pricing.margins import (
    MarginRange,
    Margins,
    Revenue,
    financial_cost,
    margins,
    order_margins,
    price_for_margin,
)
from vinculo.engines.pricing.order import (
    Minimums,
    OrderPrice,
    PricedOrder,
    price_for_net,
    price_order,
    taxable_unit,
)
from vinculo.engines.pricing.problems import Problem, ProblemCode, Severity
from vinculo.engines.pricing.sources import Precedence, PriceCandidate, UnitFactor
from vinculo.engines.pricing.target import NoTarget, Target, solve
from vinculo.engines.pricing.terms import BadTerm, DueBase, Interest, PaymentTerm, Residue, read_days

__all__ = [
    "Adjustment",
    "BadSplit",
    "BadTerm",
    "BuyerIs",
    "Commission",
    "CommissionBase",
    "CommissionRule",
    "DueBase",
    "Header",
    "HeaderDiscount",
    "Instalment",
    "InstalmentPlan",
    "Interest",
    "LinePrice",
    "LineState",
    "MarginRange",
    "Margins",
    "Minimums",
    "Negotiation",
    "NoTarget",
    "OrderPrice",
    "PassThrough",
    "PaymentTerm",
    "Precedence",
    "PriceCandidate",
    "PricedLine",
    "PricedOrder",
    "Problem",
    "ProblemCode",
    "PromotionBand",
    "Residue",
    "Revenue",
    "RoundingPolicy",
    "Seller",
    "Severity",
    "ShareBy",
    "Target",
    "Trigger",
    "UnitFactor",
    "commission",
    "financial_cost",
    "instalments",
    "margins",
    "order_margins",
    "price_for_margin",
    "price_for_net",
    "price_order",
    "read_days",
    "reversal",
    "rule_for",
    "solve",
    "taxable_unit",
]
