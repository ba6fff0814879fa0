"""The nightly sum of the ledger, and who is told when it does not add up."""

from collections import defaultdict
from typing import Final

from django.db import transaction
from django.urls import reverse

from vinculo.foundation.notifications.actions import notify
from vinculo.organization.models import Membership
from vinculo.stock.permissions import Permission
from vinculo.stock.queries.reconciliation import Difference, differences

LISTED: Final = 30


def reconcile() -> int:
    """Add everything up again and tell those of each company who may adjust stock what differs; how many differences.

    Nothing is corrected by itself. It tells again each time until the difference is gone.
    """
    found = differences()
    by_company: dict[int, list[Difference]] = defaultdict(list)
    for each in found:
        by_company[each.company_id].append(each)
    with transaction.atomic():
        for company_id, rows in by_company.items():
            lines = [str(each) for each in rows[:LISTED]]
            if len(rows) > LISTED:
                lines.append(f"e mais {len(rows) - LISTED}")
            differ = "1 diferença" if len(rows) == 1 else f"{len(rows)} diferenças"
            notify(
                _adjusters(company_id),
                f"Conferência do estoque: {differ} entre o razão e os saldos",
                "; ".join(lines) + ".",
                reverse("stock:balances"),
                kind="stock",
            )
    return len(found)


def _adjusters(company_id: int) -> list[int]:
    rows = Membership.objects.filter(
        user__company_id=company_id,
        user__is_active=True,
        establishment__is_active=True,
        role__permissions__overlap=[Permission.COUNT, Permission.ADJUST_ANY],
    )
    return list(rows.values_list("user_id", flat=True).distinct())
