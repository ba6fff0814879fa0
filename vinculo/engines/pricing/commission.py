"""Commission of a sale: base × rate, shared among those who sold, due on invoicing or as the customer pays.

Base: goods net of discount (usual) or the total of the document, as the courts read Lei 4.886/1965, art. 32 §4, for
commercial representatives; they are owed when the buyer pays, payable by the 15th of the following month, and are
never charged for a buyer's default (art. 43). A return reverses the commission of what came back, in the period of the
return.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from vinculo.engines.derivation import Derivation, StepKind, Unit
from vinculo.engines.pricing.instalments import Instalment
from vinculo.kernel.allocation import allocate
from vinculo.kernel.exact import HUNDRED, ZERO, cents, exact

PAYDAY: Final = 15


class CommissionBase(Enum):
    NET_GOODS = "net_goods"
    TOTAL = "total"


class Trigger(Enum):
    """When a commission is owed: with the invoice, or instalment by instalment as the customer pays."""

    INVOICING = "invoicing"
    RECEIPT = "receipt"


class BadSplit(ValueError):
    """Shares of a commission that do not sum to 100. `sentence` says so in Portuguese."""

    sentence = "As participações na comissão precisam ser positivas e somar 100%."

    def __init__(self) -> None:
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class CommissionRule:
    """`rate` in points; with `up_to_discount`, only while the discount given does not pass it."""

    rate: Decimal
    name: str = ""
    base: CommissionBase = CommissionBase.NET_GOODS
    trigger: Trigger = Trigger.INVOICING
    up_to_discount: Decimal | None = None
    row: str = ""


@dataclass(frozen=True, slots=True)
class Seller:
    """Someone who takes part in a commission with `share` points of it."""

    name: str
    share: Decimal = HUNDRED


@dataclass(frozen=True, slots=True)
class SellerCommission:
    seller: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CommissionDue:
    """A part of the commission and the event that makes it owed; `payable_by` is the last day to pay it."""

    amount: Decimal
    owed_on: date
    payable_by: date


@dataclass(frozen=True, slots=True)
class Commission:
    """`amount` in reais; `parts` by seller and `dues` by event each sum to it, to the cent."""

    base: Decimal
    rate: Decimal
    amount: Decimal
    parts: tuple[SellerCommission, ...]
    dues: tuple[CommissionDue, ...]
    derivation: Derivation


_COMMISSION: Final = StepKind(
    "commission.amount", "Comissão", "{base_name} de {base} × {rate} = {after}.",
    {"base_name": Unit.TEXT, "base": Unit.MONEY, "rate": Unit.PERCENT}, Unit.MONEY, "Matriz de comissão",
)  # fmt: skip
_BAND: Final = StepKind(
    "commission.band", "Faixa de comissão",
    "O desconto dado, de {discount}, leva à taxa de {after} ({rule}).",
    {"discount": Unit.PERCENT, "rule": Unit.TEXT}, Unit.PERCENT, "Matriz de comissão",
)  # fmt: skip
_PART: Final = StepKind(
    "commission.part", "Parte do vendedor", "{seller}: {share} de {before} = {after}.",
    {"seller": Unit.TEXT, "share": Unit.PERCENT}, Unit.MONEY, "Participação combinada",
)  # fmt: skip
_DUE: Final = StepKind(
    "commission.due", "Quando é devida", "{amount} devidos em {owed}, pagos até {after}.",
    {"amount": Unit.MONEY, "owed": Unit.DATE}, Unit.DATE, "Lei 4.886/1965, art. 32",
)  # fmt: skip
_BASE_NAMES: Final = {
    CommissionBase.NET_GOODS: "Mercadorias com desconto", CommissionBase.TOTAL: "Total da nota",
}  # fmt: skip


def rule_for(rules: Sequence[CommissionRule], discount: Decimal) -> CommissionRule | None:
    """The rule of the band a discount (points) falls in: the tightest whose limit is not passed; None without one."""
    fitting = [rule for rule in rules if rule.up_to_discount is None or discount <= rule.up_to_discount]
    return min(fitting, key=lambda rule: (rule.up_to_discount is None, rule.up_to_discount or ZERO), default=None)


def commission(
    rule: CommissionRule,
    *,
    net_goods: Decimal,
    total: Decimal,
    discount: Decimal,
    sellers: Sequence[Seller],
    invoiced_on: date,
    instalments: Sequence[Instalment] = (),
) -> Commission:
    """The commission of a sale by `rule`, shared and dated. Amounts in reais, `discount` in points.

    Without instalments a commission owed on receipt falls due with the invoice. Raises `BadSplit`.
    """
    shares = [exact(seller.share, "share") for seller in sellers]
    if not shares or min(shares) <= ZERO or sum(shares, ZERO) != HUNDRED:
        raise BadSplit
    base = net_goods if rule.base is CommissionBase.NET_GOODS else total
    amount = cents(base * rule.rate / HUNDRED)
    steps = []
    if rule.up_to_discount is not None:
        steps.append(_BAND.step(rule.rate, discount, rule.name or "faixa da matriz", row=rule.row))
    steps.append(_COMMISSION.step(amount, _BASE_NAMES[rule.base], base, rule.rate, row=rule.row))
    parts = allocate(amount, shares)
    if len(sellers) > 1:
        steps += [
            _PART.step(part, seller.name, seller.share, before=amount)
            for seller, part in zip(sellers, parts, strict=True)
        ]
    dues = _dues(amount, rule.trigger, invoiced_on, instalments)
    steps += [_DUE.step(due.payable_by, due.amount, due.owed_on) for due in dues]
    owners = tuple(SellerCommission(seller.name, part) for seller, part in zip(sellers, parts, strict=True))
    return Commission(base, rule.rate, amount, owners, dues, tuple(steps))


def reversal(paid: Commission, returned: Decimal) -> Decimal:
    """What a return takes back, negative: the commission in proportion to `returned` (reais of its base)."""
    if not paid.base:
        return ZERO
    return -cents(paid.amount * min(returned, paid.base) / paid.base)


def payable_by(owed_on: date) -> date:
    """The 15th of the month after the one in which a commission became owed (Lei 4.886/1965, art. 32 §1)."""
    year, month = (owed_on.year + 1, 1) if owed_on.month == 12 else (owed_on.year, owed_on.month + 1)
    return date(year, month, PAYDAY)


def _dues(
    amount: Decimal, trigger: Trigger, invoiced_on: date, instalments: Sequence[Instalment]
) -> tuple[CommissionDue, ...]:
    if trigger is Trigger.INVOICING or not instalments:
        return (CommissionDue(amount, invoiced_on, payable_by(invoiced_on)),)
    amounts = allocate(amount, [each.amount for each in instalments])
    return tuple(
        CommissionDue(part, each.payable, payable_by(each.payable))
        for part, each in zip(amounts, instalments, strict=True)
    )
