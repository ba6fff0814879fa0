"""A receipt whose arrival is taken back is expected again."""

from django.db.models import Case, F, Sum, When

from vinculo.stock.models import Movement, Posting, ScheduledReceipt

_SOURCE = "stock.receipt:{}"


def source_of(receipt: ScheduledReceipt) -> str:
    """What the posting of an arrival says of where it comes from."""
    return _SOURCE.format(receipt.pk)


def expect_again(posting: Posting) -> None:
    """Inside the transaction that reverses the posting, its balances locked; nothing for one that is no arrival.

    A receipt that had come whole is open again; one that somebody closed before its end stays closed.
    """
    name, _, pk = posting.source.partition(":")
    if f"{name}:{{}}" != _SOURCE:
        return
    arrived = Movement.objects.filter(posting=posting).aggregate(sum=Sum("quantity"))["sum"]
    ScheduledReceipt.objects.filter(pk=int(pk)).update(
        received=F("received") - arrived,
        closed_at=Case(When(received=F("quantity"), then=None), default=F("closed_at")),
    )
