"""What the registry does by the clock."""

from datetime import datetime

from vinculo.customers.actions.vocabulary import learn_new_names, relearn_names
from vinculo.foundation.jobs import periodic
from vinculo.organization.models import Company


@periodic("*/10 * * * *", key="customers.learn_names")
def learn_names(now: datetime) -> None:  # noqa: ARG001  (the clock's signature)
    for company_id in Company.objects.values_list("pk", flat=True):
        learn_new_names(company_id)


@periodic("40 4 * * *", key="customers.relearn_names")
def relearn_all_names(now: datetime) -> None:  # noqa: ARG001  (the clock's signature)
    for company_id in Company.objects.values_list("pk", flat=True):
        relearn_names(company_id)
