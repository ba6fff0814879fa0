"""Parameter values of a company and of its establishments."""

from collections.abc import Mapping

from vinculo.foundation import audit, parameters
from vinculo.foundation.access import Actor
from vinculo.organization.models import ParameterValue
from vinculo.organization.permissions import Permission


def set_parameter(actor: Actor, key: str, texts: Mapping[int | None, str]) -> None:
    """Set a parameter for the company (None) and for establishments (by id) from what was typed; "" goes back.

    What is empty falls back: an establishment to the company's value, the company to the default. Raises
    `UnknownParameter` and `BadParameterValue`.
    """
    actor.require(Permission.MANAGE_PARAMETERS)
    declared = parameters.parameter(key)
    wanted = {place: declared.parse(text) for place, text in texts.items() if text.strip()}
    with audit.writing(actor, "organization.parameter.changed"):
        present = {
            row.establishment_id: row
            for row in ParameterValue.objects.select_for_update().filter(company_id=actor.company_id, key=key)
        }
        for place, row in present.items():
            if place in texts and place not in wanted:
                row.delete()
        for place, value in wanted.items():
            row = present.get(place) or ParameterValue(company_id=actor.company_id, establishment_id=place, key=key)
            if place not in present or row.value != value:
                row.value, row.changed_by_id = value, actor.user_id
                row.save()
