"""What a team's search reads: rows, their packs, and the keyed index of names. All sealed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.tiers import T0, T2
from fanal.keys.sealed import Content, KeyRing, SealedRecord
from fanal.people.models.people import Person

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def random_number() -> int:
    """A number that says nothing, not even in which order rows were made."""
    return secrets.randbits(62)


STRIP = b"\0"  # after it the strip of a row; no JSON holds one


class SearchPack(SealedRecord):
    """Copies of many search rows of a team in one, so that a search opens one and not thousands.

    A row that is written anew leaves its pack (`SearchRow.pack`); of two packs that hold it, the
    one of the higher number is right.
    """

    COMPARTMENT = Compartment.IDENTITY

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveIntegerField()

    TIERS = SealedRecord.TIERS | {"team": T0, "number": T0}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "number"], name="packs_of_a_team_in_order")
        ]


class SearchRow(SealedRecord):
    """What the team's search reads: sealed under one key of the team, opened in memory."""

    COMPARTMENT = Compartment.IDENTITY
    strip = b""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="search_rows")
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT)
    # By which the tokens of the keyed index point here: random, and shorter than the id.
    number = models.BigIntegerField(unique=True, default=random_number)
    indexed = models.BooleanField(default=False)
    pack = models.ForeignKey(
        SearchPack, null=True, on_delete=models.SET_NULL, related_name="rows", editable=False
    )

    TIERS = SealedRecord.TIERS | {
        "person": T0, "team": T0, "number": T0, "indexed": T0, "pack": T0,
    }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(
                fields=["team", "number"],
                condition=models.Q(indexed=False),
                name="search_rows_not_indexed",
            ),
            models.Index(
                fields=["team"], condition=models.Q(pack=None), name="search_rows_not_packed"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "team"], name="one_search_row")]

    def seal(self, ring: KeyRing, data: Content, strip: bytes = b"") -> None:
        """As any record; the pack that holds the row as it was does not hold it any more.

        `strip`: the same made ready for a search (`scriptnames.row_columns`).
        """
        self.pack, self.strip = None, strip
        super().seal(ring, data)

    def seal_bytes(self, ring: KeyRing, data: bytes) -> None:
        super().seal_bytes(ring, data + STRIP + self.strip)

    def unseal_bytes(self, ring: KeyRing) -> bytes:
        """The data without the strip."""
        return super().unseal_bytes(ring).partition(STRIP)[0]


class MergedInto(TypedDict):
    """Of a row with the file that hers was merged into."""

    into: UUID | None


type RowMergedInto = WithAnnotations[SearchRow, MergedInto]


class SearchFolder(models.Model):
    """Which folder holds the key of a team's search rows."""

    team = models.OneToOneField("accounts.Team", primary_key=True, on_delete=models.RESTRICT)
    folder = models.UUIDField(default=uuid4, unique=True, editable=False)

    TIERS = {"team": T0, "folder": T0}


class NameIndexDecision(models.Model):
    """Whether large teams keep a keyed index of names: asked by one, agreed to by another.

    The newest one that was agreed to holds; without any there is no index. `above`: people in a
    team's search, above which it is made.
    """

    number = models.PositiveIntegerField(primary_key=True)
    on = models.BooleanField()
    above = models.PositiveIntegerField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+"
    )
    asked_on = models.DateField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.RESTRICT, related_name="+"
    )
    agreed_on = models.DateField(null=True)

    TIERS = {
        "number": T0, "on": T0, "above": T0, "asked_by": T0, "asked_on": T0, "agreed_by": T0,
        "agreed_on": T0,
    }  # fmt: skip

    class Meta:
        ordering = ["-number"]


class NameIndex(SealedRecord):
    """The keyed index of one team. Sealed: how common the words of names are, and whole names.
    `generation` of the team's search key made the tokens.
    """

    COMPARTMENT = Compartment.IDENTITY

    team = models.OneToOneField("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    people = models.PositiveIntegerField()
    generation = models.PositiveSmallIntegerField()

    TIERS = SealedRecord.TIERS | {"team": T0, "people": T0, "generation": T0}


class NameToken(models.Model):
    """That a search row holds a token: the keyed hash of a sound of a name, cut to 40 bits."""

    row = models.ForeignKey(
        SearchRow, to_field="number", on_delete=models.CASCADE, related_name="tokens"
    )
    token = models.BinaryField(max_length=5)

    TIERS = {"id": T0, "row": T0, "token": T2}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "row"], name="one_token_a_search_row")
        ]
