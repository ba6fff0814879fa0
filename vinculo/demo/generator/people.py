"""Names as frequent as in Brazil, roughly, including the spelling variants a search must bridge."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

# (name, relative frequency): common first names of several generations.
_WOMEN = """\
Maria 90|Ana 60|Juliana 22|Adriana 20|Márcia 18|Fernanda 18|Patrícia 18|Aline 16|Camila 15|Sandra 15|Bruna 14
Letícia 13|Amanda 13|Luciana 12|Vanessa 12|Mariana 12|Gabriela 11|Vera 10|Vitória 9|Larissa 9|Cláudia 9
Beatriz 9|Rita 8|Luana 8|Sônia 8|Renata 8|Eliane 8|Josefa 7|Simone 7|Natália 7|Cristiane 7|Carla 6|Débora 6
Rosângela 6|Jéssica 6|Rosa 6|Daniela 6|Aparecida 5|Marlene 5|Terezinha 5|Raimunda 5|Andréia 5|Fabiana 5|Lúcia 5
Raquel 5|Ângela 5|Rafaela 4|Joana 4|Luzia 4|Elaine 4|Daniele 4|Regina 4|Tatiane 4|Thaís 4|Tais 2|Isabela 4
Izabel 3|Isabel 3|Helena 4|Lívia 3|Sofia 3|Conceição 2|Yasmin 2|Iasmim 1|Nathália 2|Eloá 1|Heloísa 2|Marisa 2
Cecília 2|Antônia 3|Francisca 4|Michele 3|Priscila 5|Karina 3|Carolina 4|Viviane 4|Kátia 3|Giovanna 2|Giovana 1
Lorena 2|Alessandra 4|Mônica 3|Denise 3|Íris 1|Zilda 1"""
_MEN = """\
José 70|João 40|Antônio 30|Francisco 22|Carlos 25|Paulo 24|Pedro 20|Lucas 20|Luiz 19|Luís 8|Marcos 15|Gabriel 14
Rafael 14|Daniel 13|Marcelo 13|Bruno 12|Eduardo 12|Felipe 10|Filipe 2|Phelipe 1|Raimundo 8|Rodrigo 12|Manoel 5
Manuel 2|Mateus 4|Matheus 6|André 9|Fernando 9|Fábio 9|Leonardo 8|Gustavo 8|Guilherme 8|Leandro 7|Tiago 5
Thiago 7|Anderson 7|Ricardo 8|Márcio 6|Jorge 6|Sebastião 5|Alexandre 8|Roberto 7|Édson 4|Diego 6|Vitor 3
Victor 4|Sérgio 6|Cláudio 6|Matias 1|Rogério 5|Alan 2|Wesley 3|Jefferson 3|Geferson 1|Wellington 3|William 2
Willian 2|Walter 2|Valter 1|Vagner 2|Wagner 3|Renato 4|Júlio 4|Joaquim 3|Davi 4|Samuel 4|Caio 3|Vinícius 5
Murilo 2|Otávio 2|Erick 1|Eric 1|Igor 3|Cristiano 3|Christian 1|Maurício 3|Mário 4|Geraldo 4|Osvaldo 2
Benedito 2|Nélson 2|Hélio 2|Adriano 4|Flávio 3|Henrique 4|Arthur 3|Artur 1"""
_FAMILIES = """\
Silva 130|Santos 90|Oliveira 70|Souza 40|Sousa 22|Pereira 38|Ferreira 36|Alves 34|Lima 34|Rodrigues 34|Costa 32
Gomes 26|Ribeiro 24|Almeida 24|Martins 22|Carvalho 22|Rocha 20|Lopes 18|Barbosa 18|Araújo 20|Soares 18
Fernandes 18|Vieira 16|Barros 12|Dias 12|Freitas 12|Cardoso 12|Nascimento 18|Moreira 12|Castro 10|Melo 10
Mello 3|Moraes 5|Morais 5|Campos 8|Teixeira 10|Cavalcante 6|Cavalcanti 4|Monteiro 8|Moura 8|Batista 9|Baptista 1
Ramos 9|Nunes 9|Correia 6|Corrêa 4|Mendes 8|Duarte 6|Machado 7|Gonçalves 14|Azevedo 5|Borges 6|Farias 5|Pinto 6
Miranda 6|Cunha 5|Xavier 4|Guimarães 4|Tavares 4|Queiroz 3|Queirós 1|Menezes 3|Meneses 1|Macedo 4|Medeiros 4
Bezerra 4|Andrade 8|Reis 6|Peixoto 2|Vasconcelos 2|Vasconcellos 1|Figueiredo 3|Brito 4|Siqueira 3|Sales 3
Fonseca 4|Coelho 4|Leite 4|Assis 3|Aguiar 3|Neves 4|Pires 4|Paiva 2|Bastos 2|Toledo 1|Prado 2|Amaral 3
Yamamoto 1|Nakamura 1|Tanaka 1|Rossi 2|Bianchi 1|Schmidt 1|Müller 1|Ferrari 1"""
_TRADES = """\
Auto Peças 8|Comércio de Alimentos 8|Distribuidora 9|Transportes 9|Materiais de Construção 7|Supermercado 7
Farmácia 6|Clínica Médica 5|Hospital 2|Laboratório de Análises 2|Padaria e Confeitaria 5|Restaurante 6
Oficina Mecânica 6|Construtora 5|Indústria Metalúrgica 4|Logística 4|Engenharia 4|Agropecuária 5|Confecções 4
Móveis 4|Papelaria 3|Tecnologia da Informação 4|Locadora de Veículos 3|Cooperativa Agrícola 2|Escola 3|Hotel 3
Gráfica 2|Embalagens 3|Têxtil 2"""
# Too large to be what the law calls a micro or a small company.
_LARGE = frozenset(
    {
        *("Hospital", "Supermercado", "Construtora", "Indústria Metalúrgica", "Têxtil"),
        *("Cooperativa Agrícola", "Escola", "Distribuidora"),
    }
)
_SHAPES = ("Ltda.", "Ltda.", "Ltda.", "S.A.", "ME", "EPP", "Eireli")
_PARTICLES = {
    **dict.fromkeys(("Silva", "Costa", "Rocha", "Cunha"), "da "),
    **dict.fromkeys(("Oliveira", "Souza", "Lima", "Almeida", "Carvalho", "Araújo", "Castro"), "de "),
    **dict.fromkeys(("Santos", "Reis"), "dos "),
    "Nascimento": "do ",
}


class _Weighted:
    """Names drawn in proportion to their frequency."""

    def __init__(self, table: str) -> None:
        entries = [entry.strip().rsplit(" ", 1) for line in table.splitlines() for entry in line.split("|")]
        self._names = [name for name, _ in entries]
        self._cumulative = list(accumulate(int(weight) for _, weight in entries))

    def draw(self, random: Random, count: int = 1) -> list[str]:
        return random.choices(self._names, cum_weights=self._cumulative, k=count)


_women, _men, _families, _trades = (_Weighted(table) for table in (_WOMEN, _MEN, _FAMILIES, _TRADES))


@dataclass(frozen=True, slots=True)
class Name:
    """`full` is the registered name, `trade` an organisation's fantasy name, `handle` a stem for e-mail addresses."""

    full: str
    trade: str
    handle: str


def person(random: Random) -> Name:
    firsts = _women if random.random() < 0.52 else _men
    first = _distinct(firsts.draw(random, 2 if random.random() < 0.28 else 1))
    families = _distinct(_families.draw(random, 1 if random.random() < 0.35 else 2))
    particle = _PARTICLES.get(families[0], "") if random.random() < 0.6 else ""
    suffix = random.choice((" Filho", " Júnior", " Neto")) if firsts is _men and random.random() < 0.05 else ""
    return Name(f"{' '.join(first)} {particle}{' '.join(families)}{suffix}", "", f"{first[0]}.{families[-1]}")


def _distinct(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


def organization(random: Random) -> Name:
    trade = _trades.draw(random)[0]
    family = _families.draw(random)[0]
    fantasy = f"{trade} {family}"
    name = f"{family} {trade} {_shape(random, trade)}"
    if random.random() < 0.3:
        name = f"{family} & {_families.draw(random)[0]} {trade} {_shape(random, trade)}"
    return Name(name, fantasy if random.random() < 0.7 else "", f"contato.{family}")


def _shape(random: Random, trade: str) -> str:
    shape = random.choice(_SHAPES)
    return "Ltda." if shape in ("ME", "EPP") and trade in _LARGE else shape
