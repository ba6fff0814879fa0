"""Rows of one file that are the same record: the first one claims its identities, the others are refused naming it."""

from array import array
from typing import Final

from vinculo.imports.importer import Validated
from vinculo.imports.remarks import Found, Severity

_SMALLEST: Final = 1 << 16


class Claims:
    """The first row of each identity of a file whose rows come in order.

    An identity is kept as its hash of 64 bits, keyed afresh in each process: 12 bytes in a table at most two thirds
    full, some 50 MB for the largest file. That two identities of a file of a million rows share one is a matter of one
    file in ten million; the second row would be refused, and named.
    """

    def __init__(self) -> None:
        self._count = 0
        self._make_room(_SMALLEST)

    def claim(self, row: Validated) -> None:
        """Claim the identities of the row, and add a refusal to it for each that an earlier row has."""
        for identity in row.identities:
            first = self._first(hash(identity.key), row.number)
            if first != row.number:
                sentence = f"{identity.words} da linha {first}."
                row.found.append(Found(identity.field, Severity.REFUSAL, sentence, identity.value))

    def _first(self, key: int, row: int) -> int:
        """The row that claimed the key: this one when none did before."""
        key = key or 1  # a slot of 0 is free
        keys, mask = self._keys, self._mask
        slot = key & mask
        while keys[slot]:
            if keys[slot] == key:
                return self._rows[slot]
            slot = (slot + 1) & mask
        keys[slot] = key
        self._rows[slot] = row
        self._count += 1
        if self._count * 3 > mask * 2:
            self._grow()
        return row

    def _grow(self) -> None:
        keys, rows = self._keys, self._rows
        self._make_room(2 * len(keys))
        mask = self._mask
        for key, row in zip(keys, rows, strict=True):
            if key:
                slot = key & mask
                while self._keys[slot]:
                    slot = (slot + 1) & mask
                self._keys[slot] = key
                self._rows[slot] = row

    def _make_room(self, slots: int) -> None:
        self._keys = array("q", bytes(8 * slots))
        self._rows = array("I", bytes(4 * slots))
        self._mask = slots - 1
