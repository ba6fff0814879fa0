"""Look-ups over the reference tables, answered as JSON."""

from django.http import HttpResponse, JsonResponse

from vinculo.foundation.access import Request, authenticated
from vinculo.geography import queries
from vinculo.geography.streets import street_of
from vinculo.kernel.brazil import cep as cep_code
from vinculo.kernel.text import fold


@authenticated
def municipalities(request: Request) -> JsonResponse:
    """`?q=words[&uf=SP]`: the municipalities the words may mean, as look-up options."""
    found = queries.suggest_municipalities(request.GET.get("q", ""), uf=fold(request.GET.get("uf", "")))
    options = [
        {"value": municipality.id, "label": str(municipality), "hint": f"DDD {municipality.ddd}"}
        for municipality in found
    ]
    return JsonResponse(options, safe=False)


@authenticated
def street(_request: Request, typed: str) -> HttpResponse:
    """The street and district of a CEP; 204 when nobody knows, which stops nothing."""
    try:
        found = street_of(cep_code.parse(typed))
    except cep_code.InvalidCep:
        found = None
    if found is None:
        return HttpResponse(status=204)
    return JsonResponse({"street": found.street, "district": found.district})


@authenticated
def cep(_request: Request, typed: str) -> JsonResponse:
    """The municipality and the state a CEP suggests; both empty when no range is known, 422 when it is not a CEP."""
    try:
        code = cep_code.parse(typed)
    except cep_code.InvalidCep as refused:
        return JsonResponse({"error": refused.sentence}, status=422)
    municipality = queries.municipality_for_cep(code)
    return JsonResponse(
        {
            "cep": code,
            "masked": cep_code.mask(code),
            "uf": municipality.state_id if municipality else queries.state_of_cep(code) or "",
            "municipality": municipality.id if municipality else None,
            "label": str(municipality) if municipality else "",
            "ddd": municipality.ddd if municipality else "",
        }
    )
