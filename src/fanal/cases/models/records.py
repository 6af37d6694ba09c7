"""What is written down in a case: entries, consent, tasks, documents."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from fanal.cases.models.case import Case, codes
from fanal.core.casework.consent import ConsentAnswer, GivenBy, Purpose
from fanal.core.casework.entries import KINDS
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.tiers import T0, T1
from fanal.keys.fields import ServerSealedTextField
from fanal.keys.sealed import SealedRecord, Versioned

USER = settings.AUTH_USER_MODEL


class Entry(SealedRecord):
    """One entry of a section; its fields are those of its kind in `fanal.core.casework.entries`.

    A correction is a new entry that points to the old one (`corrects`). `about`: whom it is about,
    where the case concerns several; None is everybody in it.
    """

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="entries")
    about = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=[(kind.code, kind.code) for kind in KINDS])
    compartment = models.CharField(max_length=12, choices=codes(Compartment))
    under = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="below")
    corrects = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="+")
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    TIERS = SealedRecord.TIERS | {
        "case": T0,
        "about": T0,
        "kind": T0,
        "compartment": T0,
        "under": T0,
        "corrects": T0,
        "due": T0,
        "done_on": T0,
        "number": T0,
        "made_by": T0,
        "made_on": T0,
    }

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="entries_in_order")]


class Consent(SealedRecord):
    """A conversation about one purpose. Codes and days are plain so that the gate can read them
    without a key; her words, the language and the interpreter are sealed.

    `giver`: who of the people around her answered, where that is recorded. `corrects`: the same
    conversation as it was written before, when a partner was typed in words.
    """

    COMPARTMENT = Compartment.NARRATIVE

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="consents")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    purpose = models.CharField(max_length=16, choices=codes(Purpose))
    answer = models.CharField(max_length=12, choices=codes(ConsentAnswer))
    data_class = models.CharField(max_length=12, choices=codes(Compartment), blank=True, default="")
    partner = models.UUIDField(null=True)
    recipient = ServerSealedTextField(default="", blank=True)
    given_by = models.CharField(max_length=28, choices=codes(GivenBy), default=GivenBy.HERSELF)
    giver = models.ForeignKey(Entry, null=True, on_delete=models.RESTRICT, related_name="+")
    interpreter = models.BooleanField(null=True)
    assent = models.BooleanField(null=True)
    on = models.DateField()
    until = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.RESTRICT, related_name="corrected"
    )

    TIERS = SealedRecord.TIERS | {
        "case": T0,
        "person": T0,
        "purpose": T0,
        "answer": T0,
        "data_class": T0,
        "partner": T0,
        "recipient": T1,
        "given_by": T0,
        "giver": T0,
        "interpreter": T0,
        "assent": T0,
        "on": T0,
        "until": T0,
        "withdrawn_on": T0,
        "made_by": T0,
        "corrects": T0,
    }

    class Meta:
        ordering = ["-on", "id"]


class Task(Versioned):
    """Something to do in a case, for someone, by a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="tasks")
    title = ServerSealedTextField()
    assignee = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="tasks")
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    TIERS = Versioned.TIERS | {
        "id": T0,
        "case": T0,
        "title": T1,
        "assignee": T0,
        "due": T0,
        "done_on": T0,
        "done_by": T0,
        "made_by": T0,
        "made_on": T0,
    }

    class Meta:
        ordering = [models.F("due").asc(nulls_last=True), "made_on", "id"]
        indexes = [models.Index(fields=["assignee", "done_on", "due"])]


class Document(SealedRecord):
    """A file: its name, kind, size and SHA-256 sealed; its content in parts."""

    COMPARTMENT = Compartment.FILES

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="documents")
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    TIERS = SealedRecord.TIERS | {"case": T0, "made_by": T0, "made_on": T0}

    class Meta:
        ordering = ["made_on", "id"]


class DocumentPart(SealedRecord):
    """A part of a document, at most 256 KiB, in order."""

    COMPARTMENT = Compartment.FILES

    document = models.ForeignKey(Document, on_delete=models.RESTRICT, related_name="parts")
    number = models.PositiveIntegerField()

    TIERS = SealedRecord.TIERS | {"document": T0, "number": T0}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="parts_in_order")
        ]
