"""What was done, in words: each app registers its dotted verbs with a Portuguese sentence."""

from collections.abc import Mapping
from types import MappingProxyType

_labels: dict[str, str] = {}


def register_verbs(labels: Mapping[str, str]) -> None:
    _labels.update(labels)


def verb_label(verb: str) -> str:
    """The sentence of a verb; an unknown one (a change made outside the product) is shown as it is."""
    return _labels.get(verb, verb)


def known_verbs() -> frozenset[str]:
    return frozenset(_labels)


def all_verbs() -> Mapping[str, str]:
    """Every registered verb and its sentence."""
    return MappingProxyType(_labels)
