"""`vinculo tax FILE.json`: the file describes a `Sale`, rules and all (docs/algorithms/tax.md)."""

from typing import Final

from vinculo.engines import command
from vinculo.engines.tax.computing import tax
from vinculo.engines.tax.errors import CannotTax
from vinculo.engines.tax.inputs import Sale
from vinculo.engines.tax.results import SaleTaxes

USAGE: Final = "uso: python -m vinculo tax ARQUIVO.json\n     python -m vinculo tax --livro ARQUIVO.json"


def main(arguments: list[str]) -> int:
    """Tax the sale of the file and print the result with its derivation."""
    if len(arguments) != 1 or (arguments[0].startswith("-") and arguments[0] != "-"):
        return command.told([USAGE], command.BAD_INPUT)
    return command.run(arguments[0], Sale, taxed)


def taxed(sale: Sale) -> SaleTaxes:
    """The taxes of the sale, a refusal told line by line."""
    try:
        return tax(sale)
    except CannotTax as refused:
        raise command.Refusal(sentences(refused)) from refused


def sentences(refused: CannotTax) -> list[str]:
    """What was refused, with the number of the line in front."""
    return [
        f"Item {problem.line}: {problem.sentence}" if problem.line else problem.sentence for problem in refused.problems
    ]
