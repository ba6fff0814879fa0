"""The sections of the complete form in a spreadsheet: complementary and fiscal data, responsible people, roles, IE.

Pure reading of texts into what the staging table holds. R-18: what a row says of these sections replaces what was there
before, mapped column by mapped column; a row that says nothing of a section leaves it as it is.
"""
# ruff: noqa: E501  (tables of words read better in long lines)

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from vinculo.customers.models import Channel, Complement, LegalBasis, PartyRole, Responsible
from vinculo.imports.customers import sales
from vinculo.kernel.brazil import cnae
from vinculo.kernel.brazil import inscricao_estadual as registrations
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.text import fold

_MORE_WORDS: Final[Mapping[str, str]] = {
    "contribuinte": "contributor", "1": "contributor", "isento": "exempt", "2": "exempt", "nao contribuinte": "non_contributor",
    "9": "non_contributor", "simples": "simples", "me epp": "simples", "lucro presumido": "normal", "lucro real": "normal",
    "normal": "normal", "industria": "industry", "consumo": "own_use", "consumidor": "final_consumer", "ativo": "fixed_asset",
    "celular": "phone", "fone": "phone", "zap": "whatsapp", "email": "email", "carta": "mail", "f": "female", "m": "male",
    "solteiro": "single", "solteira": "single", "casado": "married", "casada": "married", "divorciado": "divorced",
    "divorciada": "divorced", "viuvo": "widowed", "viuva": "widowed", "seguro": "insurer", "transportador": "carrier",
    "banco": "financier", "opt in": "consent", "interesse legitimo": "legitimate_interest", "contrato": "contract",
}  # fmt: skip


def _choices(pairs: Any) -> Callable[[str], str]:
    """A reader of one of these choices, by its value or its label, accents and case aside. Raises `Refused`."""
    known = {fold(word): str(value) for value, label in pairs for word in (str(value), str(label))}
    values = {str(value) for value, _ in pairs}
    known |= {word: value for word, value in _MORE_WORDS.items() if value in values and word not in known}
    labels = ", ".join(str(label) for _, label in pairs)

    @lru_cache(maxsize=1_000)
    def read(text: str) -> str:
        try:
            return known[fold(text)]
        except KeyError:
            raise Refused(f"“{text}” não é um dos valores: {labels}.") from None

    return read


def _suframa(text: str) -> str:
    digits = "".join(filter(str.isdigit, text))
    if len(digits) not in (8, 9) or not set(text) <= set("0123456789.-/ "):
        raise Refused("A inscrição SUFRAMA tem oito ou nove dígitos.")
    return digits


# The columns of the complement and how each text is read; the rest are texts of the width of their column.
COMPLEMENT: Final[Mapping[str, Callable[[str], str]]] = {
    "cnae": lambda text: cnae.recover(text)[0],
    "tax_status": _choices(Complement.TaxStatus.choices),
    "tax_regime": _choices(Complement.TaxRegime.choices),
    "fiscal_category": _choices(Complement.FiscalCategory.choices),
    "suframa": _suframa,
    "preferred_channel": _choices(Channel.choices),
    "website": str,
    "gender": _choices(Complement.Gender.choices),
    "marital_status": _choices(Complement.MaritalStatus.choices),
    "identity_card": str,
    "identity_issuer": str,
    "occupation": str,
}
OF_ORGANIZATIONS: Final = frozenset({"cnae", "suframa"})
RESPONSIBLE: Final = tuple(f"responsible_{matter}" for matter in Responsible.Matter.values)
KEYS: Final = frozenset(
    {
        *COMPLEMENT,
        *RESPONSIBLE,
        "roles",
        "state_registration",
        "registration_state",
        "legal_basis",
        "source",
        *sales.KEYS,
    }
)

legal_basis: Final = _choices(LegalBasis.choices)
_role: Final = _choices([*PartyRole.Role.choices, ("customer", "Cliente")])
_EXEMPT: Final = frozenset({"isento", "isenta", "isento de inscricao"})


def is_exempt(text: str) -> bool:
    """ISENTO is what a company says of itself, and no number."""
    return fold(text) in _EXEMPT


def state_registration(state: str, text: str) -> tuple[str, str]:
    """The digits of an Inscrição Estadual of the state, and a note when zeros had to be put back. Raises `Refused`."""
    if not state:
        raise Refused("Informe a UF da inscrição estadual.")
    registration, note = registrations.recover(state, text)
    return registration.number, note


def roles(text: str) -> list[str]:
    """`Fornecedor; transportadora`: the roles besides customer, each once. Raises `Refused`."""
    found: list[str] = []
    for part in text.replace(",", ";").replace("/", ";").replace("|", ";").split(";"):
        if part.strip():
            role = _role(part.strip())
            if role != "customer" and role not in found:
                found.append(role)
    return found
