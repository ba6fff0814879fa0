"""The colleagues a filter can name: the active users of the actor's company."""

from django.contrib.auth import get_user_model
from django.db.models import F, Func, TextField, Value

from vinculo.foundation.access import Actor

MOST = 10


def name_of(actor: Actor, user_id: int) -> str | None:
    """The name of a user of the actor's company, active or not; None for anyone else."""
    people = get_user_model().objects.filter(pk=user_id, company_id=actor.company_id)
    return people.values_list("name", flat=True).first()


def matching(actor: Actor, text: str) -> list[tuple[int, str, str]]:
    """Up to 10 active colleagues whose name or e-mail contains the text, accents and case aside: (id, name, e-mail)."""
    wanted = Func(Value(text.strip()[:100]), function="vinculo_fold", output_field=TextField())
    people = get_user_model().objects.filter(company_id=actor.company_id, is_active=True)
    folded = Func(F("name"), function="vinculo_fold", output_field=TextField())
    found = people.alias(folded=folded).filter(folded__contains=wanted) | people.alias(folded=folded).filter(
        email__icontains=text.strip()[:100]
    )
    return list(found.order_by("name", "pk").values_list("pk", "name", "email")[:MOST])
