"""The sections of the complete form in one row: read, criticised, and put as the staging table holds them."""

import json
from collections.abc import Collection
from typing import Any, Final, NamedTuple

from vinculo.imports.customers import cells, sections
from vinculo.imports.customers.directory import Directory, Refusal
from vinculo.imports.customers.places import Place, Places
from vinculo.imports.customers.sales import SalesReader
from vinculo.imports.remarks import Critic, Found
from vinculo.kernel.brazil import cnae
from vinculo.kernel.brazil.refusal import Refused


class Sections(NamedTuple):
    """`sections` is JSON of `complement`, `responsible` and `sales`, each absent where the row says nothing of it.

    In the first two "" and null clear what was there. `registration` is state and number.
    """

    sections: str | None = None
    roles: list[str] | None = None
    registration: list[str] | None = None
    legal_basis: str | None = None
    source: str | None = None


NO_SECTIONS: Final = Sections()


class SectionReader(Critic):
    """Without `sales` the columns of sales tables are not read."""

    def __init__(
        self, mapped: Collection[str], directory: Directory, places: Places, sales: SalesReader | None = None
    ) -> None:
        super().__init__()
        self._complement = tuple(key for key in sections.COMPLEMENT if key in mapped)
        self._responsible = tuple(key for key in sections.RESPONSIBLE if key in mapped)
        self._directory = directory
        self._places = places
        self._sales = sales

    def read(self, texts: dict[str, str], kind: str | None, place: Place, found: list[Found]) -> Sections:
        """What the row says of the sections; its faults are added to `found`."""
        self.found = found
        told: dict[str, Any] = {}
        if any(key in texts for key in self._complement):
            told["complement"] = self._read_complement(texts, kind)
        if any(key in texts for key in self._responsible):
            told["responsible"] = self._read_responsible(texts)
        sales = self._sales.read(texts, found) if self._sales else None
        if sales:
            told["sales"] = sales
        registration = self._read_registration(texts, place, told)
        return Sections(
            sections=json.dumps(told) if told else None,
            roles=self.parsed("roles", texts.get("roles"), sections.roles),
            registration=registration,
            legal_basis=self.parsed("legal_basis", texts.get("legal_basis"), sections.legal_basis),
            source=texts.get("source"),
        )

    def _read_complement(self, texts: dict[str, str], kind: str | None) -> dict[str, object]:
        values: dict[str, object] = {}
        for key in self._complement:
            values[key] = self.parsed(key, texts.get(key), sections.COMPLEMENT[key]) or ""
            if values[key] and kind == cells.PERSON and key in sections.OF_ORGANIZATIONS:
                self.refuse(key, "Só organizações têm esta informação, e a linha é de pessoa física.", texts[key])
        if values.get("cnae") and (note := cnae.recover(texts["cnae"])[1]):
            self.note("cnae", note, texts["cnae"])
        return values

    def _read_responsible(self, texts: dict[str, str]) -> dict[str, object]:
        values: dict[str, object] = {}
        for key in self._responsible:
            matter = key.removeprefix("responsible_")
            values[matter] = None
            if key in texts:
                try:
                    values[matter] = self._directory.user(texts[key])
                except Refusal as refusal:
                    self.refuse(key, refusal.sentence, texts[key])
        return values

    def _read_registration(self, texts: dict[str, str], place: Place, told: dict[str, Any]) -> list[str] | None:
        text, written = texts.get("state_registration"), texts.get("registration_state", "")
        state = self._places.state_named(written)
        if written and state is None:
            self.refuse("registration_state", f"A UF “{written}” não existe.", written)
            return None
        if text is None:
            return None
        if sections.is_exempt(text):
            told.setdefault("complement", {}).setdefault("tax_status", "exempt")
            return None
        state = state or place.state or self._places.state_named(texts.get("state", "")) or ""
        try:
            number, note = sections.state_registration(state, text)
        except Refused as refusal:
            self.refuse("state_registration", refusal.sentence, text)
            return None
        if note:
            self.note("state_registration", note, text)
        return [state, number]
