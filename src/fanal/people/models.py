"""Columns and constraints of people. What tells who she is, is sealed in `identity`."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.tiers import T0, T1, T2
from fanal.core.words import Sentence, say
from fanal.keys.fields import ServerSealedTextField
from fanal.keys.sealed import SealedRecord

QUESTIONS: dict[str, Sentence] = {
    "gender": say("Gender, as she says it"),
    "citizenship": say("Citizenship"),
    "origin": say("The province or town she comes from"),
    "languages": say("Languages she speaks"),
    "reads": say("Languages she reads"),
    "papers": say("Papers she has"),
    "telephone": say("Her telephone number: to find her file again, not to call"),
}


def random_number() -> int:
    """A number that says nothing, not even in which order rows were made."""
    return secrets.randbits(62)


class Person(models.Model):
    """A folder. She may have several cases, or none. `merged_into`: the file that stands for it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT)
    code_name = ServerSealedTextField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.RESTRICT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT)
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    TIERS = {
        "id": T0,
        "team": T0,
        "code_name": T1,
        "merged_into": T0,
        "made_by": T0,
        "made_on": T0,
        "version": T0,
    }

    class Meta:
        ordering = ["-made_on", "id"]

    def __str__(self) -> str:
        return str(self.id)


class AlsoIn(models.Model):
    """Another team that works on her: while both have a case of hers, both read her file."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="also_in")
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    since = models.DateField(auto_now_add=True)

    TIERS = {"id": T0, "person": T0, "team": T0, "since": T0}

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "team"], name="once_also_in_a_team")
        ]


class PersonName(SealedRecord):
    """One name: text, script, language, kind. At most one of a person is the one to be used."""

    COMPARTMENT = Compartment.IDENTITY

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="names")
    to_use = models.BooleanField(default=False)
    made_on = models.DateField()

    TIERS = SealedRecord.TIERS | {"person": T0, "to_use": T0, "made_on": T0}

    class Meta:
        ordering = ["-to_use", "made_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(to_use=True), name="one_name_to_use"
            )
        ]


class Birth(SealedRecord):
    """What one source says of her birth. Sources that disagree stand side by side."""

    COMPARTMENT = Compartment.IDENTITY

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="births")
    made_on = models.DateField()

    TIERS = SealedRecord.TIERS | {"person": T0, "made_on": T0}

    class Meta:
        ordering = ["made_on", "id"]


class Details(SealedRecord):
    """Sex, citizenships, languages: answers about her, one row a person."""

    COMPARTMENT = Compartment.IDENTITY

    person = models.OneToOneField(Person, on_delete=models.RESTRICT, related_name="details")

    TIERS = SealedRecord.TIERS | {"person": T0}


class SearchRow(SealedRecord):
    """What the team's search reads: sealed under one key of the team, opened in memory."""

    COMPARTMENT = Compartment.IDENTITY

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="search_rows")
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT)
    # By which the tokens of the keyed index point here: random, and shorter than the id.
    number = models.BigIntegerField(unique=True, default=random_number)
    indexed = models.BooleanField(default=False)

    TIERS = SealedRecord.TIERS | {"person": T0, "team": T0, "number": T0, "indexed": T0}

    class Meta:
        indexes = [
            models.Index(
                fields=["team"], condition=models.Q(indexed=False), name="search_rows_not_indexed"
            )
        ]
        constraints = [models.UniqueConstraint(fields=["person", "team"], name="one_search_row")]


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
    """The keyed index of one team. Sealed: which tokens are too common to be stored, and how
    common the words of names are. `generation` of the team's search key made the tokens.
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


class Comparison(SealedRecord):
    """What a person answered about two files: the same, not the same, or (None) cannot tell.

    The reason is sealed with the identity of `one`. Never asked twice.
    """

    COMPARTMENT = Compartment.IDENTITY

    one = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    same = models.BooleanField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.RESTRICT, related_name="+"
    )
    undone_on = models.DateField(null=True)

    TIERS = SealedRecord.TIERS | {
        "one": T0,
        "other": T0,
        "same": T0,
        "by": T0,
        "on": T0,
        "undone_by": T0,
        "undone_on": T0,
    }

    class Meta:
        ordering = ["-on", "id"]

    def reason(self, ring: Any) -> str:
        """Why, as it was written down; nothing where none was given or the reader has no key."""
        data = self.try_unseal(ring) if self.version else None
        return data["reason"] if data else ""


class TakenCodeName(models.Model):
    """A keyed hash of a code name that somebody or something has had: it is not given again."""

    mark = models.CharField(max_length=64, primary_key=True)

    TIERS = {"mark": T0}


class EmergencyGroup(models.Model):
    """The team whose key opens every folder in an emergency. It has no cases of its own.

    Its members hold a key; whether they may use it is decided by `EmergencyAccess`, for 24 hours.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    team = models.OneToOneField("accounts.Team", on_delete=models.RESTRICT, related_name="+")

    TIERS = {"id": T0, "team": T0}


class EmergencyAccess(models.Model):
    """Someone may open this person's file until a moment: written when a case is broken open."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    until = models.DateTimeField()

    TIERS = {"id": T0, "person": T0, "user": T0, "until": T0}
