"""One row of a customer spreadsheet: every fault it has, and what it means if it had none."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from vinculo.foundation import clock
from vinculo.foundation.reading import Row
from vinculo.foundation.ui.cards import CARD_REFUSAL
from vinculo.imports.customers import cells, sales, sections
from vinculo.imports.customers.directory import Directory, Portfolio, Refusal
from vinculo.imports.customers.fields import CONSENTS, LENGTHS
from vinculo.imports.customers.places import Place, Places
from vinculo.imports.customers.sales import SalesReader
from vinculo.imports.customers.section_reader import NO_SECTIONS, SectionReader
from vinculo.imports.importer import Identity, Setting, Validate, Validated
from vinculo.imports.remarks import Critic
from vinculo.kernel.brazil import cep as ceps
from vinculo.kernel.brazil import document as documents
from vinculo.kernel.brazil import email as emails
from vinculo.kernel.brazil import phone as phones
from vinculo.kernel.brazil.document import DocumentKind
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.payment_card import holds_card_number
from vinculo.kernel.text import fold

# The columns of the staging table, in the order of a record.
STAGING: Final = (
    ("kind", "text"), ("name", "text"), ("trade_name", "text"),
    ("document", "text"), ("is_foreign", "boolean"), ("foreign_document", "text"), ("birth_date", "date"),
    ("classification", "text"), ("is_active", "boolean"), ("establishment_id", "bigint"), ("team_id", "bigint"),
    ("owner_id", "bigint"), ("system", "text"), ("code", "text"), ("emails", "text[]"), ("phones", "text[]"),
    ("cep", "text"), ("street", "text"), ("house_number", "text"), ("complement", "text"), ("district", "text"),
    ("municipality_id", "integer"), ("note", "text"), ("consents", "boolean[]"),
    ("sections", "text"), ("roles", "text[]"), ("registration", "text[]"), ("legal_basis", "text"), ("source", "text"),
)  # fmt: skip
NO_STREET: Final = "Não informado"

_EXPECTED: Final = {cells.PERSON: DocumentKind.CPF, cells.ORGANIZATION: DocumentKind.CNPJ}
_TEXTS: Final = frozenset(LENGTHS) - {"email"}
_SHORTEST_LIMIT: Final = min(LENGTHS.values())
_IDENTIFICATION: Final = {
    "code": "o código externo",
    "origin": "a origem",
    "is_foreign": "a marca de estrangeiro",
    "kind": "o tipo",
}
_PHONES: Final = ("phone_1", "phone_2", "phone_3")
_EMAILS: Final = ("email_1", "email_2")
# What people write freely: there may be the number of a card in it.
_WRITTEN: Final = frozenset(
    {"name", "trade_name", "street", "number", "complement", "district", "note", "source", "website", "occupation"}
)
_SHORTEST_CARD: Final = 14
_SCIENTIFIC: Final = "A planilha guardou o código em notação científica e perdeu dígitos; formate a coluna como texto."


def compile_validator(setting: Setting, mapping: Mapping[int, str]) -> Validate:
    """The function of rows for this mapping. It asks the database nothing: the reference tables are read here, once."""
    return RowValidator(
        columns=tuple(sorted(mapping.items())),
        places=Places(),
        directory=Directory(setting),
        sales=SalesReader(setting) if sales.KEYS & set(mapping.values()) else None,
        origin=setting.origin,
        today=clock.today(),
        is_strict=bool(setting.options.get("strict")),
    ).validate


class RowValidator(Critic):
    def __init__(
        self,
        *,
        columns: tuple[tuple[int, str], ...],
        places: Places,
        directory: Directory,
        origin: str,
        today: date,
        sales: SalesReader | None = None,
        is_strict: bool = False,
    ) -> None:
        super().__init__()
        self._columns = columns
        self._places = places
        self._directory = directory
        self._origin = origin.lower()
        self._today = today
        self._formula_columns: set[int] = set()
        mapped = {key for _, key in columns}
        self._consent_keys = [key if key in mapped else None for key in (f"consent_{each}" for each in CONSENTS)]
        self._has_consents = any(self._consent_keys)
        self._is_strict = is_strict
        self._sections = SectionReader(mapped, directory, places, sales) if mapped & sections.KEYS else None

    def validate(self, row: Row) -> Validated:
        self.found = []
        texts = self._texts(row)
        get = texts.get
        name = self._name(texts)
        kind = self.parsed("kind", texts.get("kind"), cells.kind_of_party)
        document = self._document(texts, kind)
        if kind is None and document is not None:
            kind = cells.PERSON if len(document) == 11 else cells.ORGANIZATION
        system, code = self._reference(texts)
        place, cep = self._place(texts)
        portfolio = self._portfolio(texts)
        mails = self._emails(texts)
        numbers = self._phones(texts, place, self.parsed("area_code", texts.get("area_code"), cells.area_code))
        street = get("street")
        if place.municipality_id is not None and street is None:
            street = NO_STREET
        is_foreign = self.parsed("is_foreign", texts.get("is_foreign"), cells.yes_or_no)
        if not (document or code or mails or numbers or get("foreign_document")) and "document" not in texts:
            self.refuse(
                "document", "Sem CPF/CNPJ, código, telefone ou e-mail não há como reconhecer este cliente depois."
            )
        birth_date = self._birth_date(texts)
        is_active = self.parsed("is_active", texts.get("is_active"), cells.active_or_not)
        consents = self._consents(texts) if self._has_consents else None
        if self._is_strict:
            self._require_identification(texts)
        more = self._sections.read(texts, kind, place, self.found) if self._sections else NO_SECTIONS
        record = (
            kind,
            name,
            get("trade_name"),
            document,
            is_foreign,
            get("foreign_document"),
            birth_date,
            get("classification"),
            is_active,
            portfolio.establishment_id,
            portfolio.team_id,
            portfolio.owner_id,
            system,
            code,
            mails,
            numbers,
            cep,
            street,
            get("number"),
            get("complement"),
            get("district"),
            place.municipality_id,
            get("note"),
            consents,
            *more,
        )
        identities = _identities(
            document, system, code, name, (*numbers, *mails, *filter(None, [get("foreign_document")]))
        )
        return Validated(row.number, record, identities, self.found)

    def _require_identification(self, texts: dict[str, str]) -> None:
        """The complete form: each missing part is a refusal of its own."""
        for key, words in _IDENTIFICATION.items():
            if key not in texts:
                self.refuse(key, f"Falta {words}, obrigatório na identificação completa.")
        is_foreign = cells.is_yes(texts.get("is_foreign", ""))
        if "document" not in texts and not is_foreign:
            self.refuse("document", "Falta o CPF/CNPJ, obrigatório para quem não é estrangeiro.")

    def _texts(self, row: Row) -> dict[str, str]:
        """The mapped cells that hold something, clean; failed formulas and texts too long are refused here."""
        values = row.values
        width = len(values)
        texts: dict[str, str] = {}
        for position, key in self._columns:
            if position >= width:
                break
            text = values[position]
            if text in cells.BLANKS:
                continue
            if text[0] == "#" and cells.is_error(text):
                self.refuse(key, f"A fórmula desta célula resultou em erro ({text}).", text)
                continue
            if text[0] in "'=":
                text = cells.bare(text)
            if key == "note":
                text = cells.clean_paragraphs(text)
            elif "  " in text or not text.isprintable():
                text = cells.clean_line(text)
            if len(text) > _SHORTEST_LIMIT and key in _TEXTS and len(text) > LENGTHS[key]:
                self.refuse(key, f"Tem {len(text)} caracteres; o máximo é {LENGTHS[key]}.", text[:200])
                text = text[: LENGTHS[key]]
            if len(text) >= _SHORTEST_CARD and key in _WRITTEN and holds_card_number(text):
                self.refuse(key, CARD_REFUSAL)
                continue
            if text:
                texts[key] = text
        if row.formulas:
            self._note_formulas(row)
        return texts

    def _note_formulas(self, row: Row) -> None:
        """Said once a column: a sheet of formulas has one in every row."""
        for position, key in self._columns:
            if position in row.formulas and position not in self._formula_columns:
                self._formula_columns.add(position)
                self.note(key, "A coluna tem fórmulas; vale o último valor calculado e salvo na planilha.", "")

    def _name(self, texts: dict[str, str]) -> str | None:
        name = texts.get("name")
        if name is None:
            if not any(each.field == "name" for each in self.found):  # else its formula failed
                self.refuse("name", "Informe o nome ou a razão social.")
        elif not any(character.isalpha() for character in name):
            self.refuse("name", "O nome não tem nenhuma letra.", name)
        return name

    def _document(self, texts: dict[str, str], kind: str | None) -> str | None:
        text = texts.get("document")
        if text is None:
            return None
        try:
            recovery = documents.recover(text, _EXPECTED[kind] if kind else None)
        except Refused as refusal:
            self.refuse("document", refusal.sentence, text)
            return None
        if recovery.note:
            self.note("document", recovery.note, text)
        return recovery.document.value

    def _reference(self, texts: dict[str, str]) -> tuple[str | None, str | None]:
        code = texts.get("code")
        if code is None:
            return None, None
        system = texts.get("origin", self._origin).lower()
        if not system:
            self.refuse("origin", "Informe a origem (sistema) do código externo.")
            return None, None
        if documents.is_scientific_notation(code.upper()):
            self.refuse("code", _SCIENTIFIC, code)
            return None, None
        return system, code

    def _place(self, texts: dict[str, str]) -> tuple[Place, str | None]:
        get = texts.get
        cep = self._cep(get("cep"))
        place = self._places.resolve(
            get("municipality", ""), get("state", ""), get("ibge_code", "").removesuffix(".0"), cep or ""
        )
        if place.found:
            self.found.extend(place.found)
        if place.municipality_id is None:
            begun = any(key in texts for key in ("street", "number", "complement", "district", "cep"))
            if begun and not place.found and ("cep" not in texts or cep):
                self.refuse("municipality", "O endereço está sem município; informe-o, ou um CEP que o indique.")
        elif "street" not in texts and any(key in texts for key in ("cep", "number", "complement", "district")):
            self.warn("street", f"Endereço sem logradouro: gravado como “{NO_STREET}”.")
        return place, cep

    def _cep(self, text: str | None) -> str | None:
        if text is None:
            return None
        try:
            cep, note = ceps.recover(text)
        except Refused as refusal:
            self.refuse("cep", refusal.sentence, text)
            return None
        if note:
            self.note("cep", note, text)
        return cep

    def _portfolio(self, texts: dict[str, str]) -> Portfolio:
        try:
            return self._directory.portfolio(texts.get("seller", ""), texts.get("establishment", ""))
        except Refusal as refusal:
            self.refuse(refusal.field, refusal.sentence, texts.get(refusal.field, ""))
            return Portfolio()

    def _emails(self, texts: dict[str, str]) -> list[str]:
        addresses: list[str] = []
        for key in _EMAILS:
            text = texts.get(key)
            if text is None:
                continue
            try:
                address = emails.parse(text)
            except Refused as refusal:
                self.refuse(key, refusal.sentence, text)
                continue
            if len(address) > LENGTHS["email"]:
                self.refuse(key, f"Tem {len(address)} caracteres; o máximo é {LENGTHS['email']}.", text)
            elif address not in addresses:
                addresses.append(address)
        return addresses

    def _phones(self, texts: dict[str, str], place: Place, area_code: str | None) -> list[str]:
        numbers: list[str] = []
        for key in _PHONES:
            text = texts.get(key)
            if text is None:
                continue
            number = self._phone(key, text, place.area_code, area_code)
            if number is not None and number not in numbers:
                numbers.append(number)
        return numbers

    def _phone(self, key: str, text: str, area_code: str | None, given: str | None) -> str | None:
        """`area_code` is what the town completes a local number by, `given` what the sheet's own column does."""
        try:
            return phones.parse(text.removesuffix(".0"), given).e164
        except phones.MissingAreaCode as refusal:
            if area_code is None:
                self.refuse(key, refusal.sentence, text)
                return None
        except Refused as refusal:
            self.refuse(key, refusal.sentence, text)
            return None
        try:
            phone = phones.parse(text, area_code)
        except Refused as refusal:
            self.refuse(key, refusal.sentence, text)
            return None
        self.note(key, f"DDD {area_code} completado pelo município: {phone.masked}.", text)
        return phone.e164

    def _birth_date(self, texts: dict[str, str]) -> date | None:
        text = texts.get("birth_date")
        if text is None:
            return None
        try:
            value, note = cells.day(text, self._today)
        except Refused as refusal:
            self.refuse("birth_date", refusal.sentence, text)
            return None
        if note:
            self.note("birth_date", note, text)
        return value

    def _consents(self, texts: dict[str, str]) -> list[bool | None]:
        return [self.parsed(key, texts.get(key), cells.yes_or_no) if key else None for key in self._consent_keys]


def _identities(
    document: str | None, system: str | None, code: str | None, name: str | None, contacts: tuple[str, ...]
) -> list[Identity]:
    """What makes this row the same customer as another row: document, code, or else name and contact."""
    identities = []
    if document is not None:
        identities.append(Identity(f"d:{document}", "document", "Mesmo CPF/CNPJ", document))
    if code is not None:
        identities.append(Identity(f"c:{system}:{code}", "code", "Mesmo código externo", code))
    if not identities and name is not None and contacts:
        identities.append(Identity(f"n:{fold(name)}:{contacts[0]}", "name", "Mesmo nome e contato", name))
    return identities
