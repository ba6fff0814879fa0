"""Readers of environment variables that fail loudly on a bad value."""

import os
import secrets
from pathlib import Path


class BadEnvironment(Exception):
    """An environment variable holds a value that cannot be used; the text says which and why."""


def boolean(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "sim", "s", "yes", "on"}:
        return True
    if value in {"0", "false", "nao", "não", "n", "no", "off"}:
        return False
    raise BadEnvironment(f"{name} deve ser 1 ou 0, e não “{value}”.")


def integer(name: str, *, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise BadEnvironment(f"{name} deve ser um número inteiro, e não “{value}”.") from error


def words(name: str, *, default: list[str]) -> list[str]:
    value = os.environ.get(name, "").strip()
    return [word.strip() for word in value.split(",") if word.strip()] if value else default


def secret(name: str, *, fallback_file: Path) -> str:
    """The secret in `name`, or in the file that `name_FILE` names, or one made once and kept in `fallback_file`."""
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    if not fallback_file.exists():
        fallback_file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(fallback_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return fallback_file.read_text().strip()
