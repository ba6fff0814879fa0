"""Whether the codes typed into rows exist, asked once for many rows, and the names of codes for screens."""

from collections.abc import Callable, Iterable, Sequence

from vinculo.engines.decision import Key, Kind
from vinculo.foundation.access import Actor
from vinculo.matrices.columns import RowState, codes_typed, columns_of
from vinculo.matrices.subjects import subject_of


def check_codes(actor: Actor, kind: Kind, states: Sequence[RowState]) -> None:
    """Turn what means a code (a name, a CNPJ) into the code, and mark as faults the codes that do not exist."""
    for key, by_column in codes_typed(kind, states).items():
        subject = subject_of(key)
        if subject is None:
            continue
        typed = sorted(set().union(*by_column.values()))
        known = subject.names(actor, typed)
        unknown = [text for text in typed if text not in known]
        meant = subject.resolve(actor, unknown) if subject.resolve and unknown else {}
        for state in states:
            for name in by_column:
                text = state.texts.get(name)
                if text is None or text in known:
                    continue
                if text in meant:
                    state.texts[name] = meant[text]
                else:
                    del state.texts[name]
                    state.faults[name] = [text, f"{subject.label} “{text}” não existe."]


def codes_meant(actor: Actor, key: str, texts: Iterable[str]) -> dict[str, str]:
    """The code each text means for a subject: itself where it is one or nobody knows better, else that of the name."""
    wanted = sorted(set(texts))
    subject = subject_of(key) if key else None
    if subject is None or subject.resolve is None:
        return {text: text for text in wanted}
    known = subject.names(actor, wanted)
    unknown = [text for text in wanted if text not in known]
    return {text: text for text in wanted} | (subject.resolve(actor, unknown) if unknown else {})


def names_of(actor: Actor, kind: Kind, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The names of codes, by column and code; a code without a name the actor may know is left out."""
    wanted: dict[str, set[str]] = {}
    for name, code in pairs:
        wanted.setdefault(name, set()).add(code)
    found: dict[tuple[str, str], str] = {}
    by_subject: dict[str, set[str]] = {}
    columns = [column for column in columns_of(kind) if column.subject and column.name in wanted]
    for column in columns:
        by_subject.setdefault(column.subject, set()).update(wanted[column.name])
    names = {
        key: subject.names(actor, sorted(codes))
        for key, codes in by_subject.items()
        if (subject := subject_of(key)) is not None
    }
    for column in columns:
        known = names.get(column.subject, {})
        found.update({(column.name, code): known[code] for code in wanted[column.name] if code in known})
    return found


def words_for(actor: Actor, kind: Kind, pairs: Iterable[tuple[str, str]]) -> Callable[[Key, str], str]:
    """How explanations say codes: by name, where there is one the actor may know."""
    names = names_of(actor, kind, pairs)

    def say(key: Key, code: str) -> str:
        return names.get((key.name, code), code)

    return say


def closed_lists(actor: Actor, kind: Kind) -> dict[str, list[str]]:
    """The codes of the keys whose subject is a short closed list, by name of key."""
    lists = {}
    for key in kind.keys:
        subject = subject_of(key.subject) if key.subject else None
        if subject is not None and subject.domain is not None:
            lists[key.name] = [code for code, _ in subject.domain(actor.company_id)]
    return lists
