"""The operation: what is being sold, with what is charged along with it, and header amounts shared among the lines.

Sources: LC 87/1996, art. 13, § 1º, II (freight, insurance and other amounts charged belong to the base; conditional
discounts do not leave it); allocation of header amounts is company policy.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from vinculo.engines.derivation import Step, StepKind, Unit
from vinculo.engines.tax.errors import InvalidSale
from vinculo.engines.tax.inputs import Header, Line, Nature, Sale, ShareBy
from vinculo.kernel.allocation import CannotAllocate, Ties, allocate
from vinculo.kernel.exact import UNIT_PRICE_PLACES, ZERO, cents, exact, rounded

GOODS = StepKind(
    "goods",
    "Valor da mercadoria",
    "{quantity} × {unit_price} = {after}.",
    {"quantity": Unit.NUMBER, "unit_price": Unit.UNIT_PRICE},
)
OPERATION = StepKind(
    "operation",
    "Valor da operação",
    "Mercadoria {goods}[ − desconto {discount}][ + frete {freight}][ + seguro {insurance}][ + outras despesas {other}]"
    " = {after}.",
    dict.fromkeys(("goods", "discount", "freight", "insurance", "other"), Unit.MONEY),
    source="LC 87/1996, art. 13, § 1º, II",
)
SERVICE = StepKind("goods", "Valor do serviço", GOODS.sentence, GOODS.inputs)
SERVICE_OPERATION = StepKind(
    "operation",
    "Valor da prestação",
    OPERATION.sentence.replace("Mercadoria", "Serviço", 1),
    OPERATION.inputs,
    source="LC 116/2003, art. 7º",
)

TOO_MUCH = "O desconto do item é maior que o valor da mercadoria."
LARGEST = Decimal(10) ** 13
"""Above every figure of a line: the NF-e writes amounts with thirteen digits before the comma."""


def of_line(sale: Sale, line: Line, steps: list[Step]) -> tuple[Decimal, Decimal]:
    """The goods and the operation of a line, in reais. Raises `InvalidSale` for amounts that make no sense."""
    _check(line)
    goods = cents(line.quantity * line.unit_price, sale.policy.rounding)
    if line.discount > goods:
        raise InvalidSale(TOO_MUCH)
    operation = goods - line.discount + line.freight + line.insurance + line.other
    what, whole = (GOODS, OPERATION) if line.nature is Nature.GOODS else (SERVICE, SERVICE_OPERATION)
    steps.append(what.step(goods, line.quantity, line.unit_price))
    steps.append(whole.step(operation, goods, line.discount, line.freight, line.insurance, line.other))
    return goods, operation


def taxable_quantity(line: Line) -> Decimal:
    """The quantity that per-unit taxes count."""
    return line.quantity if line.taxable_quantity is None else line.taxable_quantity


def with_header(sale: Sale) -> tuple[Line, ...]:
    """The lines of the sale with their shares of the header amounts added to their own.

    Raises `InvalidSale` when an amount cannot be shared: no line takes part, or a discount larger than the goods.
    """
    header = sale.header
    if not (header.freight or header.insurance or header.other or header.discount):
        return sale.lines
    lines = sale.lines
    rounding, ties = sale.policy.rounding, sale.policy.ties
    for number, line in enumerate(lines, 1):
        try:
            _check(line)
        except InvalidSale as problem:
            problem.at(number)
            raise
    values = [cents(line.quantity * line.unit_price, rounding) - line.discount for line in lines]
    for number, value in enumerate(values, 1):
        if value < ZERO:
            raise InvalidSale(TOO_MUCH, number)
    by_value = [value if line.shares else ZERO for line, value in zip(lines, values, strict=True)]
    if not any(line.shares for line in lines):
        raise InvalidSale("Nenhum item participa do rateio de frete, despesas ou desconto.")
    taking = [position for position, line in enumerate(lines) if line.shares]
    try:
        discounts = _shared(header.discount, by_value, taking, ties, ceilings=values)
        freights = _shared(header.freight, _weights(header, lines, by_value), taking, ties)
        insurances = _shared(header.insurance, by_value, taking, ties)
        others = _shared(header.other, by_value, taking, ties)
    except CannotAllocate as refused:
        raise InvalidSale(refused.sentence) from refused
    return tuple(
        replace(
            line,
            discount=line.discount + discount,
            freight=line.freight + freight,
            insurance=line.insurance + insurance,
            other=line.other + other,
        )
        for line, discount, freight, insurance, other in zip(
            lines, discounts, freights, insurances, others, strict=True
        )
    )


def _shared(
    total: Decimal,
    weights: Sequence[Decimal],
    taking: Sequence[int],
    ties: Ties,
    ceilings: Sequence[Decimal] | None = None,
) -> list[Decimal]:
    """One share per line; only the lines at the positions `taking` take part, even when none of them weighs."""
    found = [ZERO] * len(weights)
    limits = None if ceilings is None else [ceilings[position] for position in taking]
    shares = allocate(total, [weights[position] for position in taking], ceilings=limits, ties=ties)
    for position, share in zip(taking, shares, strict=True):
        found[position] = share
    return found


def _weights(header: Header, lines: Sequence[Line], by_value: Sequence[Decimal]) -> Sequence[Decimal]:
    match header.freight_by:
        case ShareBy.WEIGHT:
            return [line.gross_weight for line in lines]
        case ShareBy.QUANTITY:
            return [line.quantity for line in lines]
        case _:
            return by_value


def _check(line: Line) -> None:
    if exact(line.quantity, "quantity") <= ZERO:
        raise InvalidSale("A quantidade do item deve ser maior que zero.")
    if exact(line.unit_price, "unit_price") < ZERO:
        raise InvalidSale("O preço unitário não pode ser negativo.")
    for name, figure in (("A quantidade", line.quantity), ("O preço unitário", line.unit_price)):
        if figure >= LARGEST:
            raise InvalidSale(f"{name} do item é grande demais.")
        if figure != rounded(figure, UNIT_PRICE_PLACES):
            raise InvalidSale(f"{name} do item tem mais de {UNIT_PRICE_PLACES} casas decimais.")
    if line.taxable_quantity is not None and not ZERO < exact(line.taxable_quantity, "taxable_quantity") < LARGEST:
        raise InvalidSale("A quantidade tributável do item deve ser maior que zero.")
    if line.quantity * line.unit_price >= LARGEST:
        raise InvalidSale("O valor do item é grande demais: passa do que a NF-e aceita.")
    for name, amount in (
        ("desconto", line.discount),
        ("frete", line.freight),
        ("seguro", line.insurance),
        ("outras despesas", line.other),
    ):
        if exact(amount, name) < ZERO:
            raise InvalidSale(f"O valor de {name} do item não pode ser negativo.")
        if amount >= LARGEST:
            raise InvalidSale(f"O valor de {name} do item é grande demais.")
        if amount != cents(amount):
            raise InvalidSale(f"O valor de {name} do item tem mais de duas casas decimais.")
