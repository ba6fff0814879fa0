"""Reading the reference tables: which town a CEP belongs to, which towns a typed name may mean."""

from django.db.models import Case, Q, When

from vinculo.geography import reference_files
from vinculo.geography.models import CepRange, Municipality
from vinculo.kernel.brazil import cep as cep_code
from vinculo.kernel.brazil.separators import is_digits
from vinculo.kernel.text import fold

# More words than the longest name has would only make the query slower.
_MAXIMUM_WORDS = 8


def municipality_for_cep(cep: str) -> Municipality | None:
    """The municipality whose range holds the eight digits of `cep`, with its state, or None."""
    nearest = CepRange.objects.filter(first__lte=cep).select_related("municipality__state").order_by("-first").first()
    if nearest is None or cep > nearest.last:
        return None
    return nearest.municipality


def state_of_cep(cep: str) -> str | None:
    """The UF whose range holds the eight digits of `cep`, or None. Costs no query."""
    return cep_code.state_of(cep, reference_files.state_cep_ranges())


def suggest_municipalities(text: str, uf: str | None = None, limit: int = 10) -> list[Municipality]:
    """The municipalities that `text` may mean, at most `limit`, without regard to accents and case.

    Every word typed must begin a word of the name; after the first, a word may also be the UF, so that "campinas sp"
    and "Campinas/SP" work. The exact name comes first, then names that begin with the text, then the others; within
    each, capitals and large cities before small towns. `uf` keeps to one state. An empty text suggests the largest.
    """
    key = fold(text)
    municipalities = Municipality.objects.all()
    if uf:
        municipalities = municipalities.filter(state_id=uf.upper())
    for position, word in enumerate(key.split()[:_MAXIMUM_WORDS]):
        means_word = Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
        if position > 0:
            means_word |= Q(state_id=word.upper())
        municipalities = municipalities.filter(means_word)
    closeness = Case(When(name_key=key, then=0), When(name_key__startswith=key, then=1), default=2)
    return list(municipalities.order_by(closeness, "-is_capital", "-cep_count", "name_key", "state_id")[:limit])


def municipality_named(name: str, uf: str) -> Municipality | None:
    """The municipality of the state `uf` with exactly this name, accents and case aside, or None."""
    return Municipality.objects.filter(state_id=uf.upper(), name_key=fold(name)).first()


def municipality_label(ibge_code: int | str) -> str:
    """`Campinas/SP` for an IBGE code, also as a form gives it back; empty for a code that does not exist."""
    code = str(ibge_code)
    if len(code) != 7 or not is_digits(code):
        return ""
    municipality = Municipality.objects.filter(pk=int(code)).first()
    return str(municipality) if municipality else ""
