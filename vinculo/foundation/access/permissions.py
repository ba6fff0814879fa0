"""The catalogue of permissions, filled by each app, from which an administrator composes roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PermissionGroup:
    title: str
    labels: Mapping[str, str]


_groups: list[PermissionGroup] = []


def register(permissions: type[StrEnum], *, group: str, labels: Mapping[StrEnum, str]) -> None:
    """Add an app's permissions; every member needs a Portuguese label."""
    missing = [member for member in permissions if member not in labels]
    if missing:
        raise ValueError(f"permissions without a label: {missing}")
    _groups.append(PermissionGroup(group, {str(member): label for member, label in labels.items()}))


def groups() -> tuple[PermissionGroup, ...]:
    return tuple(_groups)


def all_permissions() -> frozenset[str]:
    return frozenset(code for group in _groups for code in group.labels)
