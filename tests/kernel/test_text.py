import pytest

from vinculo.kernel.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  São  JOSÉ dos Campos ", "sao jose dos campos"),
        ("Maçã e Pêssego", "maca e pessego"),
        ("Mac\u0327a\u0303", "maca"),
        ("D'Oeste", "d'oeste"),
        ("", ""),
    ],
)
def test_folding_drops_accents_case_and_spare_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded
