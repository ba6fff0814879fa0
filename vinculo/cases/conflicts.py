"""Two people editing the same case: what does not clash is merged silently, what clashes is asked field by field."""

from collections.abc import Mapping
from datetime import datetime

from django.forms import ModelChoiceField
from django.http import QueryDict

from vinculo.cases.forms import EditCaseForm
from vinculo.cases.models import ServiceCase
from vinculo.foundation.audit.models import Change
from vinculo.foundation.ui import FieldConflict
from vinculo.kernel.text import row_number

CHOICES = ("type", "subject", "media", "channel")
TEXTS = ("description", "perception")


def merged(posted: QueryDict, case: ServiceCase) -> QueryDict:
    """The posted form over the present case: fields the person did not touch follow the colleague's edit.

    Once nothing is disputed (or the person has chosen, `resolution=merge`), the form carries the present version.
    """
    data = posted.copy()
    if posted.get("resolution") == "merge":
        for name in (*CHOICES, *TEXTS):
            if posted.get(f"keep_{name}") == "theirs":
                data[name] = _present(case, name)
        data["version"] = posted.get("seen_version", "")
        return data
    if posted.get("version") == str(case.version):
        return data
    for name in (*CHOICES, *TEXTS):
        if name in posted and _plain(str(posted[name])) == _original(posted, name):
            data[name] = _present(case, name)
    if not _disputed(data, case):
        data["version"] = str(case.version)
    return data


def case_conflicts(form: EditCaseForm, case: ServiceCase) -> list[FieldConflict]:
    """The fields both changed to different values, in words; empty when the form has the present version."""
    if form.data.get("version") == str(case.version):
        return []
    return [
        FieldConflict(
            name=name,
            label=str(form.fields[name].label),
            mine=_words(form, case, name, form.data.get(name, "")),
            theirs=_words(form, case, name, _present(case, name)),
            original=_words(form, case, name, _original(form.data, name)),
        )
        for name in _disputed(form.data, case)
        if name in form.fields
    ]


def last_editor(case: ServiceCase) -> tuple[str, datetime | None]:
    """Who changed the case last, and when, from the audit; somebody else when it does not know."""
    changes = Change.objects.filter(
        root_type="cases.servicecase", root_id=case.pk, table_name=ServiceCase._meta.db_table
    )
    return changes.order_by("-id").values_list("actor_name", "at").first() or ("Outra pessoa", None)


def _disputed(data: Mapping[str, str], case: ServiceCase) -> list[str]:
    found = []
    for name in (*CHOICES, *TEXTS):
        mine, theirs, original = _plain(data.get(name, "")), _plain(_present(case, name)), _original(data, name)
        if name in data and mine not in (theirs, original) and theirs != original:
            found.append(name)
    return found


def _present(case: ServiceCase, name: str) -> str:
    return str(getattr(case, f"{name}_id")) if name in CHOICES else str(getattr(case, name))


def _original(data: Mapping[str, str], name: str) -> str:
    return _plain(data.get(f"initial-{name}", ""))


def _plain(text: str) -> str:
    """Browsers send line ends as CR LF."""
    return text.replace("\r\n", "\n").strip()


def _words(form: EditCaseForm, case: ServiceCase, name: str, value: str) -> str:
    """What a value is called: also one that is not offered any more, never one of another company."""
    field = form.fields[name]
    number = row_number(value)
    if not isinstance(field, ModelChoiceField) or field.queryset is None or number is None:
        return value
    own = field.queryset.model._default_manager.filter(company_id=case.company_id)
    return str(own.filter(pk=number).first() or "")
