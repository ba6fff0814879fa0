"""Rows are locked before they are judged, so that of two people the second one meets the work of the first."""

from vinculo.cases.models import Contact, ServiceCase
from vinculo.cases.refusals import CaseIsClosed, ChangedMeanwhile, ContactIsClosed, ExplanationNeeded
from vinculo.foundation.access import Actor, get_or_404


def lock_case(actor: Actor, case_id: int) -> ServiceCase:
    """A case the actor sees, locked until the transaction ends; 404 otherwise.

    It is looked for before the lock: who was a moment late hears who took the case, not that it does not exist.
    """
    seen = get_or_404(ServiceCase.objects.visible_to(actor), case_id)
    return ServiceCase.objects.select_for_update(of=("self",)).get(pk=seen.pk)


def lock_open_case(actor: Actor, case_id: int) -> ServiceCase:
    """Raises `CaseIsClosed`."""
    case = lock_case(actor, case_id)
    if not case.is_open:
        raise CaseIsClosed
    return case


def lock_open_contact(actor: Actor, contact_id: int, version: int | None = None) -> tuple[ServiceCase, Contact]:
    """An open contact the actor sees, and its case, both locked.

    Raises `ContactIsClosed` (naming who closed it) or, when `version` is no longer the present one, `ChangedMeanwhile`.
    """
    case_id = contact_for_acting(actor, contact_id).case_id
    case = ServiceCase.objects.select_for_update(of=("self",)).select_related("nature", "party").get(pk=case_id)
    contact = Contact.objects.select_for_update(of=("self",)).select_related("closed_by", "owner").get(pk=contact_id)
    if not contact.is_open:
        who = contact.closed_by.name if contact.closed_by else "Outra pessoa"
        raise ContactIsClosed(f"{who} já encerrou este contato. Nada foi gravado outra vez.")
    if version is not None and contact.version != version:
        raise ChangedMeanwhile("Alguém reagendou ou alterou este contato agora há pouco. Confira e tente de novo.")
    return case, contact


def contact_for_acting(actor: Actor, contact_id: int) -> Contact:
    """A contact the actor sees by itself or through its case; 404 otherwise."""
    own = Contact.objects.visible_to(actor).filter(pk=contact_id).first()
    if own is not None:
        return own
    cases = ServiceCase.objects.visible_to(actor).filter(contacts__pk=contact_id)
    return get_or_404(Contact.objects.filter(case_id__in=cases.values("pk")), contact_id)


def require_explanation(text: str) -> str:
    """The reason someone must give, trimmed. Raises `ExplanationNeeded`."""
    text = text.strip()
    if not text:
        raise ExplanationNeeded
    return text
