"""Why a sale cannot be taxed. Each error knows the line it speaks of and says what is wrong in Portuguese."""

from vinculo.kernel.refusal import Refused


class TaxError(Refused):
    """A line cannot be taxed. `line` counts from 1, 0 being the sale as a whole."""

    code = "tax_error"

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line

    def at(self, line: int) -> "TaxError":
        """The same error, about line number `line`."""
        self.line = line
        return self


class InvalidSale(TaxError):
    """An amount, quantity or state of the sale makes no sense."""

    code = "invalid_sale"


class MissingRule(TaxError):
    """A tax is due and no rule of the book says how."""

    code = "missing_rule"


class InvalidSituation(TaxError):
    """The tax situation does not exist, or is not for the seller's regime."""

    code = "invalid_situation"


class RuleConflict(TaxError):
    """The rule contradicts itself, or another rule of the line."""

    code = "rule_conflict"


class NegativeBase(TaxError):
    """A base of calculation came out below zero."""

    code = "negative_base"


class CannotTax(Exception):
    """The sale was refused; `problems` are all the errors found, line by line."""

    def __init__(self, problems: tuple[TaxError, ...]) -> None:
        super().__init__("; ".join(problem.sentence for problem in problems))
        self.problems = problems
