"""What people save about lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from vinculo.foundation import audit
from vinculo.foundation.access import Actor, NotAllowed
from vinculo.foundation.lists.models import ListPreference, SavedView, SavedViewQuerySet
from vinculo.foundation.lists.permissions import Permission

VERBS = {
    "lists.saved_view.created": "Visão de lista criada",
    "lists.saved_view.updated": "Visão de lista alterada",
    "lists.saved_view.deleted": "Visão de lista excluída",
}


@dataclass(frozen=True, slots=True)
class ViewChoices:
    """What the person says about a view."""

    name: str
    visibility: str
    role_name: str
    is_pinned: bool
    is_default: bool


def create_view(actor: Actor, list_key: str, choices: ViewChoices, *, query: str, columns: Sequence[str]) -> SavedView:
    """Raises `NotAllowed` for a shared view without the permission to share."""
    view = SavedView(
        company_id=actor.company_id, owner_id=actor.user_id, list_key=list_key, query=query, columns=list(columns)
    )
    with audit.writing(actor, "lists.saved_view.created"):
        _choose(actor, view, choices)
    return view


def update_view(actor: Actor, view: SavedView, choices: ViewChoices) -> None:
    """Raises `NotAllowed` for someone else's view, unless shared and the actor may share."""
    require_editable(actor, view)
    with audit.writing(actor, "lists.saved_view.updated"):
        _choose(actor, view, choices)


def replace_query(actor: Actor, view: SavedView, *, query: str, columns: Sequence[str]) -> None:
    """Save the filters, sort and columns of the moment into the view. Raises `NotAllowed`."""
    require_editable(actor, view)
    with audit.writing(actor, "lists.saved_view.updated"):
        view.query, view.columns = query, list(columns)
        view.save(update_fields=["query", "columns"])


def delete_view(actor: Actor, view: SavedView) -> None:
    """Raises `NotAllowed`."""
    require_editable(actor, view)
    with audit.writing(actor, "lists.saved_view.deleted"):
        view.delete()


def may_edit(actor: Actor, view: SavedView) -> bool:
    return view.owner_id == actor.user_id or (view.is_shared and actor.may(Permission.SHARE_VIEWS))


def require_editable(actor: Actor, view: SavedView) -> None:
    if not may_edit(actor, view):
        raise NotAllowed("Só quem criou esta visão, ou quem pode compartilhar visões, a altera.")


def save_preference(
    actor: Actor, list_key: str, *, view: SavedView | None, columns: Sequence[str], page_size: int
) -> None:
    """Keep the actor's own columns for a list or a view of it, and their page size for the whole list."""
    ListPreference.objects.update_or_create(
        user_id=actor.user_id, list_key=list_key, view=view, defaults={"columns": list(columns)}
    )
    ListPreference.objects.update_or_create(
        user_id=actor.user_id, list_key=list_key, view=None, defaults={"page_size": page_size}
    )


def forget_preference(actor: Actor, list_key: str, *, view: SavedView | None) -> None:
    """Back to the columns of the view, or of the list."""
    ListPreference.objects.filter(user_id=actor.user_id, list_key=list_key, view=view).delete()


def _choose(actor: Actor, view: SavedView, choices: ViewChoices) -> None:
    if choices.visibility != SavedView.Visibility.OWN:
        actor.require(Permission.SHARE_VIEWS)
    view.name = choices.name
    view.visibility = choices.visibility
    view.team_id = actor.team_id if choices.visibility == SavedView.Visibility.TEAM else None
    view.role_name = choices.role_name if choices.visibility == SavedView.Visibility.ROLE else ""
    view.is_pinned = choices.is_pinned
    view.is_default = choices.is_default
    if view.is_default:
        _same_audience(view).exclude(pk=view.pk).filter(is_default=True).update(is_default=False)
    view.save()


def _same_audience(view: SavedView) -> SavedViewQuerySet:
    same = SavedView.objects.filter(
        company_id=view.company_id, list_key=view.list_key, visibility=view.visibility, team_id=view.team_id
    ).filter(role_name=view.role_name)
    return same if view.is_shared else same.filter(owner_id=view.owner_id)


def rename_audience(actor: Actor, former: str, name: str) -> None:
    """The views shared with a role follow it when it gets another name. Part of the present transaction."""
    if former != name:
        views = SavedView.objects.filter(company_id=actor.company_id, visibility=SavedView.Visibility.ROLE)
        views.filter(role_name=former).update(role_name=name)
