"""The queue of review: pairs of records that probably are one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse

from vinculo.customers.models import Party
from vinculo.engines.identity import WORDS, Evidence
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import (
    BulkAction,
    BulkResult,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    Empty,
    ListDefinition,
    TextFilter,
)
from vinculo.foundation.ui import marks
from vinculo.identity import actions
from vinculo.identity.models import LookalikePair, PairQuerySet
from vinculo.identity.permissions import Permission

_SURE, _LIKELY, _LEAST = 90, 70, 50
_ASKED = (
    Evidence.SAME_DOCUMENT,
    Evidence.SAME_PHONE,
    Evidence.SAME_EMAIL,
    Evidence.SAME_NAME,
    Evidence.SAME_BIRTH,
    Evidence.SAME_ADDRESS,
)


def rows(actor: Actor) -> PairQuerySet:
    return LookalikePair.objects.reviewable_by(actor).select_related("first__owner", "second__owner")


def reasons(pair: LookalikePair) -> str:
    """The evidence in words: the names are of the engine, and one it no longer knows is left out."""
    known = {each.value for each in Evidence}
    return ", ".join(WORDS[Evidence(each)] for each in pair.evidence if each in known)


def _points(pair: LookalikePair) -> object:
    tone = "danger" if pair.points >= _SURE else "warning" if pair.points >= _LIKELY else "outline"
    return marks.badge(str(pair.points), tone)


def _owners(pair: LookalikePair) -> str:
    names = [party.owner.name if party.owner else "Sem carteira" for party in (pair.first, pair.second)]
    return " · ".join(dict.fromkeys(names))


def _strength(value: str) -> Q:
    bounds = {"certos": (_SURE, 100), "provaveis": (_LIKELY, _SURE - 1), "duvidosos": (_LEAST, _LIKELY - 1)}
    return Q(points__range=bounds[value])


def _distinguish(actor: Actor, pairs: Sequence[LookalikePair], values: Mapping[str, Any]) -> BulkResult:  # noqa: ARG001  (the list's signature)
    for pair in pairs:
        actions.distinguish(actor, pair.first_id, pair.second_id, now=clock.now())
    return BulkResult(changed=len(pairs))


QUEUE = ListDefinition(
    key="identity.queue",
    title="Cadastros parecidos",
    noun=("par", "pares"),
    permission=Permission.REVIEW,
    rows=rows,
    default_sort="-points",
    search="nome",
    row_url=lambda pair: f"{reverse('identity:compare', args=[pair.first_id, pair.second_id])}?fila=1",
    empty=Empty(
        "Nenhum cadastro parecido na fila",
        hint="A base inteira é comparada toda noite. Também dá para procurar agora.",
        icon="users",
    ),
    columns=[
        Column("points", "Pontos", _points, sort="points", align="end", export=lambda pair: pair.points),
        Column("first", "Um cadastro", lambda pair: pair.first.name, primary=True),
        Column("second", "Outro cadastro", lambda pair: pair.second.name),
        Column("reasons", "Por quê", reasons),
        Column("kind", "Tipo", lambda pair: pair.get_kind_display(), default=False),
        Column("owners", "Carteiras", _owners),
        Column("found", "Encontrado em", lambda pair: marks.when(pair.found_at), default=False),
    ],
    filters=[
        TextFilter(
            key="nome",
            label="Nome",
            placeholder="Nome em qualquer ordem",
            condition=lambda text: Q(first__name_vector__words=text) | Q(second__name_vector__words=text),
        ),
        ChoiceFilter(
            key="certeza",
            label="Certeza",
            choices=[
                ("certos", f"{_SURE} pontos ou mais"),
                ("provaveis", f"{_LIKELY} a {_SURE - 1} pontos"),
                ("duvidosos", f"{_LEAST} a {_LIKELY - 1} pontos"),
            ],
            condition=_strength,
        ),
        ChoiceFilter(
            key="por",
            label="Por",
            choices=[(each.value, WORDS[each].capitalize()) for each in _ASKED],
            condition=lambda evidence: Q(evidence__contains=[evidence]),
        ),
        ChoiceFilter(key="tipo", label="Tipo", field="kind", choices=Party.Kind.choices),
        DateRangeFilter(key="encontrado", label="Encontrado em", field="found_at", is_instant=True),
    ],
    bulk_actions=[
        BulkAction(
            key="distinct",
            label="Não são a mesma pessoa",
            icon="users",
            permission=Permission.REVIEW,
            run=_distinguish,
            question="Dizer que não são a mesma pessoa, em {count}? Estes pares não voltam à fila.",
        )
    ],
)
