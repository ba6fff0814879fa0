"""Sharing an amount among lines so that the parts sum to the whole, to the cent.

`share = round(total × weight / Σ weights)`; what rounding leaves over, positive or negative, goes to the line of
greatest weight. Among equal weights the earlier line ends with the larger share: an extra cent goes to the first of the
equals, a missing cent comes off the last (10.00 over three gives 3.34, 3.33, 3.33; 68.00 gives 22.67, 22.67, 22.66). A
company that reckons another way names it: `Ties` has the ways other systems and libraries share.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from vinculo.kernel.exact import CENT, ZERO, Rounding, cents, exact
from vinculo.kernel.refusal import Refused


class Ties(Enum):
    """Who takes the cents that rounding leaves over. The first two: the heaviest line, and among equals the one named.

    No law decides it, every sum is the same; `docs/algorithms/allocation.md` has each at work.
    """

    FIRST = "first"
    """A cent over goes to the first; a cent missing comes off the last."""
    LAST = "last"
    """The last takes either."""
    LAST_LINE = "last_line"
    """Whatever they weigh, the last line takes the difference."""
    REMAINDER = "remainder"
    """Shares are cut to cents; a cent each to those that lost most by it, the earlier first among equals."""
    IN_ORDER = "in_order"
    """Shares are cut to cents; a cent each from the first line on."""


CUT = frozenset({Ties.REMAINDER, Ties.IN_ORDER})


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
        ceilings = [cents(exact(ceiling, "ceiling"), Rounding.DOWN) for ceiling in ceilings]
        _require_room(total, weighing, ceilings)
    whole = sum(weighing, ZERO)
    exactly = [total * weight / whole for weight in weighing]
    shares = [cents(share, Rounding.DOWN if ties in CUT else rounding) for share in exactly]
    if ceilings is not None:
        shares = [min(share, ceiling) for share, ceiling in zip(shares, ceilings, strict=True)]
    if ties in CUT:
        lost = [share - cut for share, cut in zip(exactly, shares, strict=True)]
        _hand_out(shares, total, _by_loss(weighing, lost, ties), ceilings)
    else:
        _settle(shares, total, weighing, ceilings, ties)
    return tuple(shares)


def _by_loss(weights: Sequence[Decimal], lost: Sequence[Decimal], ties: Ties) -> list[int]:
    """The lines that take part, in the order they are given a cent."""
    taking = [position for position, weight in enumerate(weights) if weight]
    return taking if ties is Ties.IN_ORDER else sorted(taking, key=lambda position: -lost[position])


def _hand_out(shares: list[Decimal], total: Decimal, order: Sequence[int], ceilings: Sequence[Decimal] | None) -> None:
    """A cent each, in that order, to those with room, until the parts sum to the whole; as many cents each as all of
    them may take, where ceilings left more than a cent for each."""
    residue = total - sum(shares, ZERO)
    while residue:
        taking = [position for position in order if ceilings is None or shares[position] < ceilings[position]]
        each = max(cents(residue / len(taking), Rounding.DOWN), CENT)
        for position in taking:
            room = residue if ceilings is None else ceilings[position] - shares[position]
            given = min(each, residue, room)
            shares[position] += given
            residue -= given


def _weighing(weights: Sequence[Decimal]) -> list[Decimal]:
    for weight in weights:
        if exact(weight, "weight") < ZERO:
            raise CannotAllocate("Um item não pode pesar menos que zero no rateio.")
    if any(weights):
        return list(weights)
    return [Decimal(1)] * len(weights)


def _require_room(total: Decimal, weights: Sequence[Decimal], ceilings: Sequence[Decimal]) -> None:
    room = sum((ceiling for weight, ceiling in zip(weights, ceilings, strict=True) if weight), ZERO)
    if room < total:
        raise CannotAllocate("O valor a ratear é maior que a soma dos itens que o recebem.")


def _settle(
    shares: list[Decimal],
    total: Decimal,
    weights: Sequence[Decimal],
    ceilings: Sequence[Decimal] | None,
    ties: Ties,
) -> None:
    """Put the residue on the heaviest line (or the last); what does not fit there goes on to the next."""
    residue = total - sum(shares, ZERO)
    if not residue:
        return
    missing = residue < ZERO
    backwards = ties is Ties.LAST or missing
    taking = [position for position, weight in enumerate(weights) if weight]
    if ties is Ties.LAST_LINE:
        taking.reverse()
    else:
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
