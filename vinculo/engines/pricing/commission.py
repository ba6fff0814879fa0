"""Commission of a sale: base × rate, shared among those who sold, due on invoicing or as the customer pays.

Base: goods net of discount (usual) or the total of the document, as the courts read Lei 4.886/1965, art. 32 §4, for
commercial representatives; they are owed when the buyer pays, payable by the 15th of the following month, and are
never charged for a buyer's default (art. 43). A return reverses the commission of what came back, in the period of the
return. An order that a representative brought in is refused in writing by a deadline, or its commission is owed
(art. 33).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final

from vinculo.engines.derivation import Derivation, StepKind, Unit
from vinculo.engines.pricing.instalments import Instalment
from vinculo.kernel.allocation import allocate
from vinculo.kernel.exact import HUNDRED, ZERO, cents, exact
from vinculo.kernel.refusal import Refused

PAYDAY: Final = 15


class CommissionBase(Enum):
    NET_GOODS = "net_goods"
    TOTAL = "total"


class Trigger(Enum):
    """When a commission is owed: with the invoice, or instalment by instalment as the customer pays."""

    INVOICING = "invoicing"
    RECEIPT = "receipt"


class BuyerIs(Enum):
    """Where the buyer is, seen from the representative: it sets how long the company has to refuse an order."""

    SAME_TOWN = "same_town"
    SAME_STATE = "same_state"
    OTHER_STATE = "other_state"
    ABROAD = "abroad"

    @property
    def words(self) -> str:
        return _WHERE[self]


_WHERE: Final = {
    BuyerIs.SAME_TOWN: "na mesma praça",
    BuyerIs.SAME_STATE: "em outra praça do estado",
    BuyerIs.OTHER_STATE: "em outro estado",
    BuyerIs.ABROAD: "no exterior",
}
# Calendar days to refuse an order in writing where the contract says nothing (Lei 4.886/1965, art. 33).
REFUSAL_DAYS: Final = {BuyerIs.SAME_TOWN: 15, BuyerIs.SAME_STATE: 30, BuyerIs.OTHER_STATE: 60, BuyerIs.ABROAD: 120}


class BadSplit(Refused):
    """Shares of a commission that do not sum to 100."""

    sentence = "As participações na comissão precisam ser positivas e somar 100%."


@dataclass(frozen=True, slots=True)
class CommissionRule:
    """`rate` in points; with `up_to_discount`, only while the discount given does not pass it.

    With `on_invoicing` (points, more than 0 and less than 100) that part is owed with the invoice and the rest as the
    customer pays, whatever the `trigger`. `buyer_is`: the seller is a representative under Lei 4.886/1965, and the
    buyer is there.
    """

    rate: Decimal
    name: str = ""
    base: CommissionBase = CommissionBase.NET_GOODS
    trigger: Trigger = Trigger.INVOICING
    up_to_discount: Decimal | None = None
    row: str = ""
    on_invoicing: Decimal | None = None
    buyer_is: BuyerIs | None = None


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
    """`amount` in reais; `parts` by seller and `dues` by event each sum to it, to the cent. `refuse_by` is the last day
    to refuse the order in writing; after it the commission is owed (None: no such deadline)."""

    base: Decimal
    rate: Decimal
    amount: Decimal
    parts: tuple[SellerCommission, ...]
    dues: tuple[CommissionDue, ...]
    derivation: Derivation
    refuse_by: date | None = None


_COMMISSION: Final = StepKind(
    "commission.amount", "Comissão", "{rate} sobre {base} ({base_name}) = {after}.",
    {"base_name": Unit.TEXT, "base": Unit.MONEY, "rate": Unit.PERCENT}, Unit.MONEY, "Política de comissão da empresa",
)  # fmt: skip
_BAND: Final = StepKind(
    "commission.band", "Faixa de comissão",
    "O desconto dado, de {discount}, leva à taxa de {after} ({rule}).",
    {"discount": Unit.PERCENT, "rule": Unit.TEXT}, Unit.PERCENT, "Política de comissão da empresa",
)  # fmt: skip
_PART: Final = StepKind(
    "commission.part", "Parte do vendedor", "{seller}: {share} de {before} = {after}.",
    {"seller": Unit.TEXT, "share": Unit.PERCENT}, Unit.MONEY, "Participação combinada",
)  # fmt: skip
_DUE: Final = StepKind(
    "commission.due", "Quando é devida", "{amount} devidos em {owed}, pagos até {after}.",
    {"amount": Unit.MONEY, "owed": Unit.DATE}, Unit.DATE, "Política de comissão da empresa",
)  # fmt: skip
_DUE_BY_LAW: Final = StepKind(
    _DUE.code, _DUE.title, _DUE.sentence, _DUE.inputs, Unit.DATE, "Lei 4.886/1965, art. 32",
)  # fmt: skip
_REFUSAL: Final = StepKind(
    "commission.refusal", "Recusa do pedido",
    "Pedido de representante, comprador {where}: a empresa pode recusar por escrito em {days} dias, até {after}; depois"
    " disso a comissão é devida.",
    {"where": Unit.TEXT, "days": Unit.NUMBER}, Unit.DATE, "Lei 4.886/1965, art. 33, salvo prazo do contrato",
)  # fmt: skip
_BASE_NAMES: Final = {
    CommissionBase.NET_GOODS: "valor do item, já com os descontos", CommissionBase.TOTAL: "total da nota",
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
    ordered_on: date | None = None,
) -> Commission:
    """The commission of a sale by `rule`, shared and dated. Amounts in reais, `discount` in points.

    Without instalments a commission owed on receipt falls due with the invoice. `ordered_on` is when the order was
    handed over (None: with the invoice). Raises `BadSplit`.
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
    dues = _dues(amount, rule, invoiced_on, instalments)
    due_kind = _DUE if rule.buyer_is is None else _DUE_BY_LAW
    steps += [due_kind.step(due.payable_by, due.amount, due.owed_on) for due in dues]
    refuse_by = None
    if rule.buyer_is is not None:
        refuse_by = refusal_deadline(ordered_on or invoiced_on, rule.buyer_is)
        steps.append(_REFUSAL.step(refuse_by, rule.buyer_is.words, Decimal(REFUSAL_DAYS[rule.buyer_is])))
    owners = tuple(SellerCommission(seller.name, part) for seller, part in zip(sellers, parts, strict=True))
    return Commission(base, rule.rate, amount, owners, dues, tuple(steps), refuse_by)


def reversal(paid: Commission, returned: Decimal) -> Decimal:
    """What a return takes back, negative: the commission in proportion to `returned` (reais of its base)."""
    if not paid.base:
        return ZERO
    return -cents(paid.amount * min(returned, paid.base) / paid.base)


def payable_by(owed_on: date) -> date:
    """The 15th of the month after the one in which a commission became owed (Lei 4.886/1965, art. 32 §1)."""
    year, month = (owed_on.year + 1, 1) if owed_on.month == 12 else (owed_on.year, owed_on.month + 1)
    return date(year, month, PAYDAY)


def refusal_deadline(ordered_on: date, buyer: BuyerIs) -> date:
    """The last day to refuse an order in writing, where the contract gives no other (Lei 4.886/1965, art. 33)."""
    return ordered_on + timedelta(days=REFUSAL_DAYS[buyer])


def _dues(
    amount: Decimal, rule: CommissionRule, invoiced_on: date, instalments: Sequence[Instalment]
) -> tuple[CommissionDue, ...]:
    at_once, later = _by_event(amount, rule) if instalments else (amount, ZERO)
    dues = [CommissionDue(at_once, invoiced_on, payable_by(invoiced_on))] if at_once or not later else []
    amounts = allocate(later, [each.amount for each in instalments]) if later else []
    dues += [
        CommissionDue(part, each.payable, payable_by(each.payable))
        for part, each in zip(amounts, instalments if later else (), strict=True)
    ]
    return tuple(dues)


def _by_event(amount: Decimal, rule: CommissionRule) -> tuple[Decimal, Decimal]:
    """What is owed with the invoice, and what as the customer pays."""
    if rule.on_invoicing is not None and ZERO < rule.on_invoicing < HUNDRED:
        at_once, later = allocate(amount, [rule.on_invoicing, HUNDRED - rule.on_invoicing])
        return at_once, later
    return (amount, ZERO) if rule.trigger is Trigger.INVOICING else (ZERO, amount)
