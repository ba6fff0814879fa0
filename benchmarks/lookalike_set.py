"""A labelled set: records of which it is known who is whom, with the faults and legitimate look-alikes of real bases.

Deterministic for a seed. Every case is two records drawn apart from all the others, and says whether they are one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from vinculo.kernel.brazil import cnpj, cpf


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIVEN: Final = _words(
    """
    Adriana Alice Amanda Antônia Beatriz Bruna Camila Carla Cecília Clara Cristina Daniela Débora Elaine Eliane
    Fabiana Fernanda Flávia Gabriela Helena Heloísa Isabela Jaqueline Joana Juliana Karina Larissa Letícia
    Luciana Luiza Marcela Mariana Marília Michele Natália Patrícia Priscila Rafaela Raquel Regina Renata Roberta
    Sabrina Sandra Simone Sônia Tânia Tatiana Teresa Thaís Vanessa Vera Viviane Adriano Alexandre Anderson André
    Antônio Augusto Bernardo Bruno Caio Carlos César Cláudio Daniel Davi Diego Douglas Edson Eduardo Emerson
    Everton Fábio Felipe Fernando Flávio Francisco Gabriel Geraldo Gilberto Guilherme Gustavo Heitor Henrique
    Igor Ivan Jeferson João Joaquim Jorge José Leandro Leonardo Luciano Luiz Marcelo Marcos Mateus Maurício
    Murilo Nelson Otávio Paulo Pedro Rafael Raimundo Renato Ricardo Roberto Rodrigo Rogério Ronaldo Samuel Sérgio
    Thiago Tiago Valter Vicente Vinícius Vitor Wagner William
    """
)
SURNAMES: Final = _words(
    """
    Almeida Alves Amaral Andrade Antunes Araújo Arruda Assis Azevedo Barbosa Barros Batista Bezerra Borges Braga
    Brito Bueno Caldas Camargo Campos Cardoso Carneiro Carvalho Castro Cavalcanti Chaves Coelho Cordeiro Correia
    Costa Coutinho Cunha Diniz Domingues Duarte Esteves Farias Ferraz Ferreira Figueiredo Fonseca Franco Freitas
    Furtado Garcia Gomes Gonçalves Gouveia Guimarães Jardim Lacerda Leite Lemos Lima Lopes Macedo Machado
    Magalhães Maia Marinho Marques Martins Medeiros Melo Mendes Menezes Miranda Monteiro Moraes Moreira Moura
    Nascimento Neves Nogueira Novaes Nunes Oliveira Pacheco Paiva Passos Peixoto Pereira Pinheiro Pinto Pires
    Prado Queiroz Ramos Rangel Rezende Ribeiro Rocha Rodrigues Sales Sampaio Santana Santos Schmidt Silva
    Silveira Siqueira Soares Souza Tavares Teixeira Toledo Torres Valente Vargas Vasconcelos Vaz Veloso Viana
    Vieira Xavier
    """
)
_TRADES: Final = _words(
    """
    Comércio Transportes Distribuidora Materiais Serviços Alimentos Ferragens Móveis Confecções
    """
)
_STREETS: Final = ("Rua das Flores", "Avenida Brasil", "Rua São João", "Rua Tiradentes", "Alameda dos Ipês")
_HEARD_ALIKE: Final = tuple(
    tuple(pair.split("/"))
    for pair in _words(
        """
        Luiz/Luis Souza/Sousa Thiago/Tiago Vitor/Victor Melo/Mello Moraes/Morais William/Willian Gonçalves/Gonsalves
        Thaís/Taís Correia/Corrêa Valter/Walter Felipe/Phelipe Luiza/Luísa
        """
    )
)


@dataclass(frozen=True, slots=True)
class Person:
    """A record of the set. `phone` is E.164; `city` an IBGE code."""

    kind: str
    name: str
    document: str | None
    birth_date: date | None
    phone: str
    email: str
    city: int
    cep: str
    street: str
    number: str


@dataclass(frozen=True, slots=True)
class Case:
    """Two records; `is_same` is the truth about them, `label` the story."""

    label: str
    one: Person
    other: Person
    is_same: bool


@dataclass(slots=True)
class Drawing:
    """Draws records that share nothing with those drawn before, but by chance."""

    random: Random
    cities: tuple[int, ...]
    documents: set[str] = field(default_factory=set)

    def person(self) -> Person:
        random = self.random
        names = [random.choice(GIVEN), *random.sample(SURNAMES, random.choice((2, 2, 3)))]
        return self._record("person", " ".join(names), self._unique(self._cpf))

    def company(self) -> Person:
        random = self.random
        name = f"{random.choice(SURNAMES)} {random.choice(SURNAMES)} {random.choice(_TRADES)} Ltda"
        return self._record("organization", name, self._unique(self._cnpj))

    def _record(self, kind: str, name: str, document: str) -> Person:
        random = self.random
        handle = name.split()[0].encode("ascii", "ignore").decode().lower()
        return Person(
            kind=kind,
            name=name,
            document=document,
            birth_date=date(1950, 1, 1) + timedelta(days=random.randrange(19_000)),
            phone=f"+55{random.choice(('11', '19', '41'))}9{random.randrange(60_000_000, 99_999_999)}",
            email=f"{handle}{random.randrange(10**9)}@exemplo.com.br",
            city=random.choice(self.cities),
            cep=f"{random.randrange(1_000_000, 19_999_999):08}",
            street=random.choice(_STREETS),
            number=str(random.randrange(1, 4_000)),
        )

    def _unique(self, draw: Callable[[], str]) -> str:
        while (document := draw()) in self.documents:
            continue
        self.documents.add(document)
        return document

    def _cpf(self) -> str:
        body = f"{self.random.randrange(10_000_000, 999_999_998):09}"
        return body + cpf.check_digits(body)

    def _cnpj(self) -> str:
        body = f"{self.random.randrange(1_000_000, 99_999_999):08}0001"
        return body + cnpj.check_digits(body)


def cases(count: int, cities: tuple[int, ...], seed: int = 20261126) -> Iterator[Case]:
    """`count` cases, each story in turn."""
    drawing = Drawing(Random(seed), cities)
    stories = (*_SAME, *_DIFFERENT)
    for position in range(count):
        label, story = stories[position % len(stories)]
        one, other = story(drawing)
        yield Case(label, one, other, position % len(stories) < len(_SAME))


def alone(count: int, cities: tuple[int, ...], seed: int = 7) -> Iterator[Person]:
    """Records of nobody's: the base around the cases."""
    drawing = Drawing(Random(seed), cities)
    for position in range(count):
        yield drawing.company() if position % 5 == 0 else drawing.person()


# --- One person twice ------------------------------------------------------------------------------------------

Pair = tuple[Person, Person]


def _elsewhere(drawing: Drawing, person: Person, **kept: object) -> Person:
    """The same person registered again by somebody who asked other things: another handle, no document."""
    fields: dict[str, Any] = {"kind": person.kind, "name": person.name, "document": None, "birth_date": None, **kept}
    return replace(drawing.person(), **fields)


def _typed_wrong(drawing: Drawing) -> Pair:
    one = drawing.person()
    words = one.name.split()
    place = max(range(len(words)), key=lambda index: len(words[index]))
    word, at = words[place], drawing.random.randrange(1, len(words[place]) - 2)
    words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return one, replace(_elsewhere(drawing, one, birth_date=one.birth_date, city=one.city), name=" ".join(words))


def _heard(drawing: Drawing) -> Pair:
    one = drawing.person()
    written, heard = drawing.random.choice(_HEARD_ALIKE)
    given, *surnames = one.name.split()
    names = [written, *surnames] if written in GIVEN else [given, written, *surnames[1:]]
    one = replace(one, name=" ".join(names))
    return one, replace(_elsewhere(drawing, one, phone=one.phone), name=one.name.replace(written, heard))


def _swapped(drawing: Drawing) -> Pair:
    one = drawing.person()
    given, *surnames = one.name.split()
    again = f"{surnames[-1]}, {given} {' '.join(surnames[:-1])}"
    return one, replace(_elsewhere(drawing, one, email=one.email), name=again)


def _married(drawing: Drawing) -> Pair:
    one = drawing.person()
    again = f"{one.name} {drawing.random.choice(SURNAMES)}"
    return one, replace(_elsewhere(drawing, one, birth_date=one.birth_date, city=one.city), name=again)


def _married_and_moved(drawing: Drawing) -> Pair:
    one = drawing.person()
    again = f"{one.name.split()[0]} {drawing.random.choice(SURNAMES)}"
    return one, replace(_elsewhere(drawing, one, birth_date=one.birth_date, phone=one.phone), name=again)


def _ninth_digit(drawing: Drawing) -> Pair:
    one = drawing.person()
    landed = f"{one.phone[:5]}{one.phone[6:]}"
    return one, _elsewhere(drawing, one, phone=landed)


def _first_name_only(drawing: Drawing) -> Pair:
    one = drawing.person()
    return one, replace(_elsewhere(drawing, one, phone=one.phone), name=one.name.split()[0])


def _initials(drawing: Drawing) -> Pair:
    one = drawing.person()
    given, *surnames = one.name.split()
    again = f"{given} {' '.join(word[0] + '.' for word in surnames[:-1])} {surnames[-1]}"
    return one, replace(_elsewhere(drawing, one, email=one.email), name=again)


def _same_house(drawing: Drawing) -> Pair:
    one = drawing.person()
    return one, _elsewhere(drawing, one, city=one.city, cep=one.cep, street=one.street, number=one.number)


def _swapped_date(drawing: Drawing) -> Pair:
    one = replace(
        drawing.person(), birth_date=date(1980, drawing.random.randrange(1, 13), drawing.random.randrange(1, 13))
    )
    assert one.birth_date is not None
    swapped = date(1980, one.birth_date.day, one.birth_date.month)
    return one, replace(_elsewhere(drawing, one, phone=one.phone), birth_date=swapped)


def _company_again(drawing: Drawing) -> Pair:
    one = drawing.company()
    again = one.name.replace("Ltda", "ME").replace("Comércio", "Com.")
    return one, replace(drawing.company(), name=again, document=None, birth_date=None, phone=one.phone)


# --- Two people ------------------------------------------------------------------------------------------------


def _couple(drawing: Drawing) -> Pair:
    one = drawing.person()
    given = next(name for name in drawing.random.sample(GIVEN, 8) if name[:3] != one.name[:3])
    other = drawing.person()
    name = f"{given} {' '.join(one.name.split()[1:])}"
    return one, replace(one, name=name, document=other.document, birth_date=other.birth_date)


def _couple_without_documents(drawing: Drawing) -> Pair:
    one, other = _couple(drawing)
    return replace(one, document=None, birth_date=None), replace(other, document=None, birth_date=None)


def _father_and_son(drawing: Drawing) -> Pair:
    one = replace(drawing.person(), birth_date=None, document=None)
    return one, replace(one, name=f"{one.name} {drawing.random.choice(('Filho', 'Júnior', 'Neto'))}")


def _branches(drawing: Drawing) -> Pair:
    one = drawing.company()
    assert one.document is not None
    body = one.document[:8] + "0002"
    other = drawing.company()
    return one, replace(other, name=one.name, document=body + cnpj.check_digits(body), phone=one.phone, email=one.email)


def _namesakes(drawing: Drawing) -> Pair:
    one, other = drawing.person(), drawing.person()
    return one, replace(other, name=one.name, city=one.city)


def _person_and_company(drawing: Drawing) -> Pair:
    one = drawing.person()
    other = drawing.company()
    return one, replace(other, name=f"{one.name} ME", phone=one.phone, email=one.email, city=one.city)


def _namesakes_of_one_day(drawing: Drawing) -> Pair:
    one, other = drawing.person(), drawing.person()
    return one, replace(other, name=one.name, birth_date=one.birth_date, city=one.city)


def _colleagues(drawing: Drawing) -> Pair:
    """One company mailbox and one switchboard, two people."""
    one, other = drawing.person(), drawing.person()
    if one.name.split()[0] == other.name.split()[0]:
        other = replace(other, name=f"Zuleica {other.name}")
    return one, replace(other, phone=one.phone, email=one.email, document=None, birth_date=None)


Story = Callable[[Drawing], Pair]
_SAME: Final[tuple[tuple[str, Story], ...]] = (
    ("nome com erro de digitação", _typed_wrong),
    ("nome que soa igual", _heard),
    ("nome invertido", _swapped),
    ("nome de casada", _married),
    ("outro sobrenome, mesmo telefone e nascimento", _married_and_moved),
    ("sem o nono dígito", _ninth_digit),
    ("só o prenome", _first_name_only),
    ("sobrenomes abreviados", _initials),
    ("mesmo endereço", _same_house),
    ("dia e mês trocados", _swapped_date),
    ("razão social abreviada", _company_again),
)
_DIFFERENT: Final[tuple[tuple[str, Story], ...]] = (
    ("casal", _couple),
    ("casal sem CPF", _couple_without_documents),
    ("pai e filho", _father_and_son),
    ("filiais", _branches),
    ("homônimos da cidade", _namesakes),
    ("homônimos do mesmo dia", _namesakes_of_one_day),
    ("pessoa e a sua empresa", _person_and_company),
    ("colegas de um telefone", _colleagues),
)
