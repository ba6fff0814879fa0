"""The catalogue of permissions, filled by each app, from which an administrator composes roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

P = TypeVar("P", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class PermissionGroup:
    """An app's permissions: code to Portuguese label, and code to the default roles that start with it."""

    title: str
    labels: Mapping[str, str]
    roles: Mapping[str, tuple[str, ...]]


_groups: dict[str, PermissionGroup] = {}


def register(
    permissions: type[P],
    *,
    group: str,
    labels: Mapping[P, str],
    roles: Mapping[P, tuple[str, ...]],
) -> None:
    """Add an app's permissions. Every member needs a label; `roles` names the default roles (by code) that hold it."""
    missing = [member for member in permissions if member not in labels]
    if missing:
        raise ValueError(f"permissions without a label: {missing}")
    _groups[group] = PermissionGroup(
        group,
        {str(member): label for member, label in labels.items()},
        {str(member): codes for member, codes in roles.items()},
    )


def groups() -> tuple[PermissionGroup, ...]:
    return tuple(_groups.values())


def all_permissions() -> frozenset[str]:
    return frozenset(code for group in _groups.values() for code in group.labels)


def default_permissions(role_code: str) -> frozenset[str]:
    """What a default role starts with; the administrator's role starts with everything."""
    if role_code == "administrator":
        return all_permissions()
    return frozenset(code for group in _groups.values() for code, roles in group.roles.items() if role_code in roles)


def label_of(code: str) -> str:
    """The label of a permission; a code the product no longer has is shown as it is."""
    return next((group.labels[code] for group in _groups.values() if code in group.labels), code)
