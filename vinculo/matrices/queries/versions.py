"""Versions of a matrix and when each of them decides."""

from datetime import date

from django.db.models import F, QuerySet

from vinculo.foundation.access import Actor
from vinculo.matrices.models import Publication, Version


def versions(actor: Actor, kind: str) -> QuerySet[Version]:
    """Published versions and the draft, newest first."""
    return (
        Version.objects.visible_to(actor)
        .filter(kind=kind)
        .exclude(status=Version.Status.DISCARDED)
        .select_related("created_by", "based_on")
        .order_by("-number")
    )


def draft_of(actor: Actor, kind: str) -> Version | None:
    return versions(actor, kind).filter(status=Version.Status.DRAFT).first()


def publications(actor: Actor, kind: str) -> QuerySet[Publication]:
    """Every publication of a matrix, the latest first."""
    return (
        Publication.objects.visible_to(actor)
        .filter(kind=kind)
        .select_related("version", "published_by", "withdrawn_by")
        .order_by("-id")
    )


def publication_in_force(actor: Actor, kind: str, *, on: date) -> Publication | None:
    """The publication that decides on a day, or None when nothing was in force."""
    rows = Publication.objects.visible_to(actor).standing().filter(kind=kind).select_related("version", "published_by")
    started = rows.exclude(valid_from__gt=on)
    return started.order_by(F("valid_from").desc(nulls_last=True), "-id").first()


def version_in_force(actor: Actor, kind: str, *, on: date) -> Version | None:
    found = publication_in_force(actor, kind, on=on)
    return found.version if found else None


def first_day_ahead(version: Version, *, on: date) -> date | None:
    """The first day after `on` from which a scheduled publication makes this version decide; None without one."""
    ahead = Publication.objects.standing().filter(version=version, valid_from__gt=on).order_by("valid_from")
    return ahead.values_list("valid_from", flat=True).first()


def last_edit_of(version: Version) -> int:
    """The last edit of a draft that stands, which names what it holds; 0 when there is none."""
    standing = version.edits.filter(undone_at__isnull=True).order_by("-number")
    return standing.values_list("pk", flat=True).first() or 0
