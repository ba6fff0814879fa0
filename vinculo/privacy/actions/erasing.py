"""Erasing a person: rows deleted or emptied, free text, audit and drafts included; what the law keeps is named."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from vinculo.customers import queries as customers
from vinculo.customers.actions.consents import suppress_handles
from vinculo.customers.contactability import handles_of
from vinculo.customers.models import Address, Party, StateRegistration
from vinculo.foundation import audit, personal_data
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.actions import forget_record, forget_rows
from vinculo.foundation.personal_data import Fate
from vinculo.privacy.erasure_plan import ErasurePlan, plan_of
from vinculo.privacy.holdings import Held, all_held
from vinculo.privacy.models import Erasure, PrivacyRequest
from vinculo.privacy.permissions import Permission
from vinculo.privacy.refusals import Refused

NOBODY = "Titular anonimizado"
# What identifies a customer on fiscal papers: kept, blocked, while the law asks for them.
_IDENTIFYING = (Address, StateRegistration)


def erase(actor: Actor, party: Party, *, request: PrivacyRequest, now: datetime) -> ErasurePlan:
    """Erases the person now as far as the law lets us, in one transaction; nothing can bring it back.

    Deletes or empties what each table declares, free text, drafts and the values in the audit; puts the handles on the
    list of those not to contact, by hash only. With something to retain, name and document stay blocked until then.
    Raises `Refused` for a record already erased, and for a request that is not this person's, identified and open.
    """
    actor.require(Permission.ERASE)
    if request.party_id != party.pk or not request.identity_check or request.outcome != PrivacyRequest.Outcome.OPEN:
        raise Refused("A anonimização precisa de um pedido aberto deste titular, com a identidade conferida.")
    with audit.writing(actor, "privacy.erased", reason=request.protocol):
        rows = customers.editable_parties(actor).select_for_update(of=("self",))
        found = rows.filter(pk=party.pk).prefetch_related("phones", "emails").first()
        if found is None:
            raise Refused("Este cadastro já foi anonimizado ou não está no seu alcance.")
        plan = plan_of(found, now=now)
        suppress_handles(actor, handles_of(found), f"Exclusão a pedido, {request.protocol}", now=now)
        _erase_traces(found)
        _erase_rows(found, keep_identity=plan.is_partial)
        _blank_party(found, keep_identity=plan.is_partial, now=now)
        due = max((each.until for each in plan.retained if each.until), default=None)
        Erasure.objects.create(
            company_id=found.company_id,
            party=found,
            request=request,
            done_at=now,
            kept=[{"what": each.what, "why": each.why, "until": str(each.until or "")} for each in plan.retained],
            due_on=due,
        )
        forget_record("customers.party", found.pk)
    return plan


def finish_erasures(*, now: datetime) -> int:
    """Erases what was retained and need no longer be; how many people. Run every night."""
    today = timezone.localtime(now).date()
    done = 0
    for erasure in Erasure.objects.filter(due_on__lte=today).select_related("party").order_by("pk"):
        with audit.writing(None, "privacy.erasure.finished"):
            if any(
                each.until is None or each.until > today
                for each in personal_data.retentions(erasure.company_id, erasure.party_id, now)
            ):
                continue
            _erase_rows(erasure.party, keep_identity=False)
            _blank_party(erasure.party, keep_identity=False, now=now)
            Erasure.objects.filter(pk=erasure.pk).update(due_on=None, kept=[])
            forget_record("customers.party", erasure.party_id)
        done += 1
    return done


def _erase_rows(party: Party, *, keep_identity: bool) -> None:
    for held in all_held():
        rows = held.rows(party.pk)
        if keep_identity and held.model in _IDENTIFYING:
            rows = rows.filter(is_main=False) if held.model is Address else rows.none()
        ids = list(rows.values_list("pk", flat=True))
        if not ids or held.holding.fate is Fate.KEEP:
            continue
        if held.holding.fate is Fate.DELETE:
            rows.delete()
        else:
            rows.update(**{name: _emptied(held, name) for name in held.holding.blank})
        forget_rows(held.model._meta.db_table, ids)


def _emptied(held: Held, name: str) -> Any:
    field = held.model._meta.get_field(name)
    return None if isinstance(field, models.Field) and field.null else ""


def _erase_traces(party: Party) -> None:
    for trace in personal_data.traces():
        if trace.erase:
            trace.erase(party.company_id, party.pk)


def _blank_party(party: Party, *, keep_identity: bool, now: datetime) -> None:
    values: dict[str, Any] = {
        "is_active": False,
        "birth_date": None,
        "classification": "",
        "anonymized_at": party.anonymized_at or now,
        "updated_at": now,
        "version": party.version + 1,
    }
    if not keep_identity:
        values |= {
            "name": f"{NOBODY} nº {party.pk}",
            "trade_name": "",
            "document": None,
            "foreign_document": "",
            "is_foreign": False,
            "stage": Party.Stage.PROSPECT,
        }
    Party.objects.filter(pk=party.pk).update(**values)
