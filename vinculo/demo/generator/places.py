"""Where customers live: the largest municipalities in proportion to their people, the rest evenly."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from vinculo.geography.models import CepRange, Municipality

# Inhabitants in thousands (IBGE, Census 2022, rounded).
_LARGE = """São Paulo/SP 11451|Rio de Janeiro/RJ 6211|Brasília/DF 2817|Fortaleza/CE 2428|Salvador/BA 2417
Belo Horizonte/MG 2315|Manaus/AM 2063|Curitiba/PR 1773|Recife/PE 1488|Goiânia/GO 1437|Porto Alegre/RS 1332|Belém/PA 1303
Guarulhos/SP 1291|Campinas/SP 1139|São Luís/MA 1037|Maceió/AL 957|Campo Grande/MS 898|São Gonçalo/RJ 896|Teresina/PI 866
João Pessoa/PB 833|Duque de Caxias/RJ 808|Nova Iguaçu/RJ 785|Natal/RN 751|Santo André/SP 748|Osasco/SP 743
São Bernardo do Campo/SP 810|Uberlândia/MG 713|Sorocaba/SP 723|Ribeirão Preto/SP 698|São José dos Campos/SP 697
Cuiabá/MT 650|Jaboatão dos Guararapes/PE 643|Joinville/SC 616|Feira de Santana/BA 616|Contagem/MG 621|Aracaju/SE 602
Londrina/PR 555|Juiz de Fora/MG 540|Florianópolis/SC 537|Aparecida de Goiânia/GO 527|Serra/ES 520|Porto Velho/RO 460
Niterói/RJ 481|Vila Velha/ES 467|Caxias do Sul/RS 463|Macapá/AP 442|São José do Rio Preto/SP 480|Mogi das Cruzes/SP 451
Jundiaí/SP 443|Piracicaba/SP 423|Boa Vista/RR 413|Montes Claros/MG 414|Maringá/PR 409|Anápolis/GO 398|Bauru/SP 379
Rio Branco/AC 364|Blumenau/SC 361|Ponta Grossa/PR 358|Caruaru/PE 378|Vitória/ES 322|Palmas/TO 302|Cascavel/PR 348
Petrolina/PE 386|Franca/SP 352|Limeira/SP 291|Sumaré/SP 279|Indaiatuba/SP 255|Americana/SP 237|Hortolândia/SP 236
Valinhos/SP 126|Paulínia/SP 110|Vinhedo/SP 76|São José dos Pinhais/PR 329|Colombo/PR 232
Pinhais/PR 127|Chapecó/SC 254"""
_REST_SHARE = 0.28


@dataclass(frozen=True, slots=True)
class Place:
    municipality_id: int
    ddd: str
    first_cep: int
    last_cep: int


class Places:
    """The places of the country, drawn by population; and those around one municipality."""

    def __init__(self) -> None:
        ranges = {row.municipality_id: row for row in CepRange.objects.order_by("-first")}
        everywhere = {
            f"{city.name}/{city.state_id}": Place(
                city.id, city.ddd, int(ranges[city.id].first), int(ranges[city.id].last)
            )
            for city in Municipality.objects.order_by("id")
            if city.id in ranges
        }
        large = [entry.rsplit(" ", 1) for line in _LARGE.splitlines() for entry in line.split("|")]
        self._large = [everywhere[name] for name, _ in large if name in everywhere]
        self._cumulative = list(accumulate(int(people) for name, people in large if name in everywhere))
        self._rest = list(everywhere.values())
        self._by_id = {place.municipality_id: place for place in self._rest}

    def draw(self, random: Random) -> Place:
        if random.random() < _REST_SHARE:
            return random.choice(self._rest)
        return random.choices(self._large, cum_weights=self._cumulative)[0]

    def of(self, municipality_id: int) -> Place:
        return self._by_id[municipality_id]
