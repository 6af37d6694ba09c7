"""What a team's search reads: rows, and packs of them. All sealed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID, uuid4

from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import BrokenSeal
from fanal.keys.sealed import Content, KeyRing, SealedRecord
from fanal.people.models.people import Person

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def random_number() -> int:
    """A number that says nothing, not even in which order rows were made."""
    # 62 bits fit the signed 8-byte integers of both databases and of the packs.
    return secrets.randbits(62)


# Behind it older rows hold the same once more, made ready for an index that is no more (ADR 14); no
# JSON holds one.
STRIP = b"\0"
OF = "of"  # in what is sealed: whose the row is


class SearchPack(SealedRecord):
    """Copies of many search rows of a team in one, so that a search opens one and not thousands.

    A row that is written anew leaves its pack (`SearchRow.pack`); of two packs that hold it, the
    one of the higher number is right.
    """

    COMPARTMENT = Compartment.IDENTITY

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "number"], name="packs_of_a_team_in_order")
        ]


class SearchRow(SealedRecord):
    """What the team's search reads: sealed under one key of the team, opened in memory."""

    COMPARTMENT = Compartment.IDENTITY

    person = models.ForeignKey(
        Person, on_delete=models.RESTRICT, related_name="search_rows", db_index=False
    )  # found by the constraint below
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT)
    # By which a pack says whose a name is: random, and shorter than the id.
    number = models.BigIntegerField(unique=True, default=random_number)
    pack = models.ForeignKey(
        SearchPack, null=True, on_delete=models.SET_NULL, related_name="rows", editable=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["team"], condition=models.Q(pack=None), name="search_rows_not_packed"
            ),
            # Each search asks whether the packs hold them all.
            models.Index(
                fields=["team", "number"], condition=~models.Q(pack=None), name="search_rows_packed"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "team"], name="one_search_row")]

    def seal(self, ring: KeyRing, data: Content) -> None:
        """Seal the row like any record; the pack that holds the row as it was does not hold it any
        more."""
        self.pack = None
        super().seal(ring, data | {OF: self._of()})

    def unseal(self, ring: KeyRing) -> Content:
        """Return the data. Raises BrokenSeal as well where the row was pointed at another person,
        or its number at another name: by it a pack says whose a name is."""
        data = super().unseal(ring)
        if data.pop(OF, self._of()) != self._of():  # rows of before do not say
            raise BrokenSeal(str(self.pk))
        return data

    def _of(self) -> list[str | int]:
        return [self.person_id.hex, self.number]

    def unseal_bytes(self, ring: KeyRing) -> bytes:
        """The data, without what older rows hold behind it."""
        return super().unseal_bytes(ring).partition(STRIP)[0]


class MergedInto(TypedDict):
    """The part of a row that names the file that hers was merged into."""

    into: UUID | None


type RowMergedInto = WithAnnotations[SearchRow, MergedInto]


class SearchFolder(models.Model):
    """The folder that holds the key of a team's search rows."""

    team = models.OneToOneField("accounts.Team", primary_key=True, on_delete=models.RESTRICT)
    folder = models.UUIDField(default=uuid4, unique=True, editable=False)
