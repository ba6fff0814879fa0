"""The icon and tone of each kind of notification; apps add theirs at start-up."""

from collections.abc import Mapping

ICONS: dict[str, tuple[str, str]] = {
    "": ("bell", ""),
    "job": ("circle-check", "success"),
    "job_failed": ("alert-triangle", "danger"),
}


def register_kinds(kinds: Mapping[str, tuple[str, str]]) -> None:
    """`kinds` maps a kind to (icon, tone)."""
    ICONS.update(kinds)


def mark_of(kind: str) -> tuple[str, str]:
    return ICONS.get(kind, ICONS[""])
