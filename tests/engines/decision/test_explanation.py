"""Why a row won, why the others lost, and what would have to change."""

from datetime import date
from decimal import Decimal

from tests.engines.decision.test_table import DAY, KIND, row
from vinculo.engines.decision import Explanation, Fact, Row, Table, explain

NAMES = {("customer", "7"): "Padaria do João", ("destination_uf", "RJ"): "Rio de Janeiro"}


def told(rows: list[Row], on: date = DAY, **facts: Fact) -> Explanation:
    return explain(Table(KIND, rows), facts, on, words=lambda key, code: NAMES.get((key.name, code), code))


def test_the_winner_says_what_it_fills_and_the_loser_what_it_lacks() -> None:
    rows = [row(1), row(2, destination_uf="RJ"), row(3, customer="7", destination_uf="RJ")]
    answer = told(rows, customer="7", destination_uf="RJ")
    assert answer.winner
    assert answer.runner_up
    assert answer.sentence == "A linha 3 vence entre as 3 que se aplicam."
    assert answer.winner.reason == "Cliente (Padaria do João) 64 + UF de destino (Rio de Janeiro) 2 = 66 pontos."
    assert (answer.runner_up.row.id, answer.runner_up.reason) == (
        2,
        "Soma 2 pontos; a linha 3 soma 66, porque também preenche Cliente.",
    )
    other = "(outro valor, sem linha própria)"
    assert answer.runner_up.would_win == f"Venceria se Cliente não fosse Padaria do João {other}."
    assert [(loser.row.id, loser.would_win) for loser in answer.losers[1:]] == [
        (1, f"Venceria se UF de destino não fosse Rio de Janeiro {other}.")
    ]


def test_an_older_row_loses_by_its_start() -> None:
    answer = told([row(1, date(2026, 1, 1), line="L"), row(2, date(2026, 6, 1), line="L")], line="L")
    assert answer.runner_up
    assert answer.runner_up.reason == (
        "Mesmo peso, mas vigência mais antiga: desde 01/01/2026; a da linha 2, desde 01/06/2026."
    )


def test_a_near_miss_says_what_would_make_it_win() -> None:
    rows = [row(1), row(2, destination_uf="RJ"), row(3, customer="7"), row(4, customer="9", line="L")]
    answer = told(rows, customer="7", destination_uf="SP")
    [near] = [each for each in answer.near if each.row.id == 2]
    assert near.reason == "UF de destino teria de ser Rio de Janeiro, e é SP."
    assert near.would_win == "Mesmo se UF de destino fosse Rio de Janeiro, perderia para a linha 3, que soma 64 pontos."
    alone = told(rows, destination_uf="SP")
    assert [(each.row.id, each.would_win, each.wins) for each in alone.near] == [
        (3, "Venceria se Cliente fosse Padaria do João.", True),
        (2, "Venceria se UF de destino fosse Rio de Janeiro.", True),
    ]
    assert alone.near[0].reason == "Cliente teria de ser Padaria do João, e não foi informado."


def test_bands_days_and_inactive_rows_are_near_too() -> None:
    rows = [
        row(1, quantity="10..20"),
        row(2, date(2027, 1, 1), line="L"),
        row(3, date(2026, 1, 1), date(2026, 7, 1), line="L"),
        row(4, line="L", active=False),
    ]
    answer = told(rows, line="L", quantity=Decimal("9.5"))
    assert answer.sentence == "Matriz Teste: nenhuma linha vale para este caso."
    assert {near.row.id: (near.reason, near.would_win) for near in answer.near} == {
        1: ("Quantidade teria de ser 10 a 20, e é 9,5.", "Venceria se Quantidade fosse 10 a 20."),
        2: ("Só vale a partir de 01/01/2027.", "Venceria se a data fosse a partir de 01/01/2027."),
        3: ("Valeu até 30/06/2026.", "Venceria se a data fosse de 01/01/2026 a 30/06/2026."),
        4: ("Está inativa ou tem erro.", "Venceria se estivesse ativa."),
    }


def test_with_nothing_one_step_away_two_steps_are_told() -> None:
    answer = told([row(1, customer="7", line="L")], line="M")
    [near] = answer.near
    assert near.would_win == "Venceria se Cliente fosse Padaria do João e Linha fosse L."


def test_a_tie_says_how_to_break_it() -> None:
    answer = told([row(4, establishment="1"), row(9, origin_uf="SP"), row(5)], establishment="1", origin_uf="SP")
    assert answer.winner is None
    assert [each.id for each in answer.tied] == [4, 9]
    assert answer.sentence.startswith("Matriz Teste: as linhas 4 e 9 empatam neste caso; nenhuma foi escolhida.")
    assert [loser.row.id for loser in answer.losers] == [4, 9, 5]
    assert [loser.reason.partition(":")[0] for loser in answer.losers[:2]] == [
        "Empata com a linha 9",
        "Empata com a linha 4",
    ]


def ways(rows: list[Row], **facts: Fact) -> dict[int, str]:
    """What would make each row that did not win the winner, when asked on the day of the tests."""
    answer = told(rows, **facts)
    return {each.row.id: each.would_win for each in (*answer.losers, *answer.near)}


def test_the_figures_told_are_those_for_which_it_would_win() -> None:
    heavier = row(2, quantity="10..15", line="L")
    assert ways([row(1, quantity="10..20"), heavier], line="L", quantity=Decimal(3))[1] == (
        "Venceria se Quantidade fosse 15,1 a 20."
    )
    wider = [row(1, quantity="5..20"), heavier, row(3)]
    assert ways(wider, line="L", quantity=Decimal(1))[1] == "Venceria se Quantidade fosse 5 a 9,9."
    assert ways(wider, line="L", quantity=Decimal(30))[1] == "Venceria se Quantidade fosse 15,1 a 20."
    split = [row(1, quantity="1..20"), row(2, quantity="..10", line="L"), row(3, quantity="10.1..", line="L")]
    assert ways(split, line="L", quantity=Decimal(30))[1] == (
        "Mesmo se Quantidade fosse 1 a 20, perderia para as linhas 2 e 3, cada uma onde vale."
    )
    assert ways([row(1), row(2, quantity="10..20"), row(3, quantity="30..")], quantity=Decimal(12))[1] == (
        "Venceria se Quantidade fosse até 9,9."
    )


def test_the_days_told_are_those_on_which_it_would_win() -> None:
    begun, ended = date(2027, 1, 1), date(2026, 2, 1)
    rows = [row(1, begun, line="L"), row(2, date(2027, 6, 1), line="L"), row(3, None, ended, line="L")]
    assert ways(rows, line="L") == {
        1: "Venceria se a data fosse de 01/01/2027 a 31/05/2027.",
        2: "Venceria se a data fosse a partir de 01/06/2027.",
        3: "Venceria se a data fosse até 31/01/2026.",
    }
    taken = [row(1, date(2026, 1, 1), ended, line="L"), row(2, None, date(2026, 1, 20), line="L", customer="7")]
    assert ways(taken, line="L", customer="7")[1] == "Venceria se a data fosse de 20/01/2026 a 31/01/2026."
