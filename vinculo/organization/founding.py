"""What every new company starts with: apps above register a step, which runs in the transaction that creates it."""

from collections.abc import Callable

FoundingStep = Callable[[int], None]

_steps: dict[str, FoundingStep] = {}


def register(key: str, step: FoundingStep) -> None:
    """`step(company_id)` writes what the app `key` gives to a company that has just been created."""
    _steps[key] = step


def found(company_id: int) -> None:
    for step in _steps.values():
        step(company_id)
