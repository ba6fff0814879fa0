"""Sharing an amount among lines so that the parts sum to the whole, to the cent.

`share = round(total × weight / Σ weights)`; what rounding leaves over, positive or negative, goes to the line of
greatest weight. Among equal weights the earlier line ends with the larger share: an extra cent goes to the first of the
equals, a missing cent comes off the last (10.00 over three gives 3.34, 3.33, 3.33; 68.00 gives 22.67, 22.67, 22.66). A
company that reckons the other way asks for `Ties.LAST` (3.33, 3.33, 3.34).
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from vinculo.kernel.exact import ZERO, Rounding, cents, exact
from vinculo.kernel.refusal import Refused


class Ties(Enum):
    """Which of several lines with the same greatest weight takes the cents that rounding left over."""

    FIRST = "first"
    """A cent over goes to the first; a cent missing comes off the last."""
    LAST = "last"
    """The last takes either."""


class CannotAllocate(Refused):
    """The amount cannot be shared as asked."""


def allocate(
    total: Decimal,
    weights: Sequence[Decimal],
    *,
    ceilings: Sequence[Decimal] | None = None,
    ties: Ties = Ties.FIRST,
    rounding: Rounding = Rounding.HALF_UP,
) -> tuple[Decimal, ...]:
    """`total` (reais, two decimals) shared in proportion to `weights`, one share per weight, in the same order.

    A weight of zero takes part in nothing: a cancelled line, a bonus, a line whose share was fixed by hand. When every
    weight is zero the lines share equally. A share never has the sign opposite to the total. With `ceilings` (the value
    of each line, for a discount) no share passes the ceiling of its line.

    Raises `CannotAllocate` when there is no line, a weight is negative, or the ceilings of the lines that take part sum
    to less than the total; `NotExact` for anything that is not a `Decimal`.
    """
    total = exact(total, "total")
    if total != cents(total):
        raise CannotAllocate("O valor a ratear tem mais de duas casas decimais.")
    if not weights:
        if total:
            raise CannotAllocate("Não há item em que ratear o valor.")
        return ()
    if total < ZERO:
        positive = allocate(-total, weights, ceilings=ceilings, ties=ties, rounding=rounding)
        return tuple(-share for share in positive)
    weighing = _weighing(weights)
    if ceilings is not None:
        _require_room(total, weighing, ceilings)
    whole = sum(weighing, ZERO)
    shares = [cents(total * weight / whole, rounding) for weight in weighing]
    if ceilings is not None:
        shares = [min(share, ceiling) for share, ceiling in zip(shares, ceilings, strict=True)]
    _settle(shares, total, weighing, ceilings, ties)
    return tuple(shares)


def _weighing(weights: Sequence[Decimal]) -> list[Decimal]:
    for weight in weights:
        if exact(weight, "weight") < ZERO:
            raise CannotAllocate("Um item não pode pesar menos que zero no rateio.")
    if any(weights):
        return list(weights)
    return [Decimal(1)] * len(weights)


def _require_room(total: Decimal, weights: Sequence[Decimal], ceilings: Sequence[Decimal]) -> None:
    room = sum((exact(ceiling, "ceiling") for weight, ceiling in zip(weights, ceilings, strict=True) if weight), ZERO)
    if room < total:
        raise CannotAllocate("O valor a ratear é maior que a soma dos itens que o recebem.")


def _settle(
    shares: list[Decimal],
    total: Decimal,
    weights: Sequence[Decimal],
    ceilings: Sequence[Decimal] | None,
    ties: Ties,
) -> None:
    """Put the residue on the heaviest line; what does not fit there goes on to the next heaviest."""
    residue = total - sum(shares, ZERO)
    if not residue:
        return
    missing = residue < ZERO
    backwards = ties is Ties.LAST or missing
    taking = [position for position, weight in enumerate(weights) if weight]
    taking.sort(key=lambda position: (-weights[position], -position if backwards else position))
    for position in taking:
        change = residue
        if change < ZERO:
            change = max(change, -shares[position])
        elif ceilings is not None:
            change = min(change, ceilings[position] - shares[position])
        shares[position] += change
        residue -= change
        if not residue:
            return
