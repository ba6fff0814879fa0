import pytest

from vinculo.kernel.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  São  JOSÉ dos Campos ", "sao jose dos campos"),
        ("Maçã e Pêssego", "maca e pessego"),
        ("Mac\u0327a\u0303", "maca"),
        ("Alta Floresta D'Oeste", "alta floresta d oeste"),
        ("Guarda-Mor", "guarda mor"),
        ("", ""),
    ],
)
def test_folding_drops_accents_case_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded
