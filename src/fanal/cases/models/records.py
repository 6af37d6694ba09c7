"""What is written down in a case: entries, consent, tasks, documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import time
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models.expressions import RawSQL

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case import Case
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.core.casework.consent import GivenBy
from fanal.core.casework.entries import KINDS, entry_kind
from fanal.core.casework.recurrence import Repeat, Timing, timing_of
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence
from fanal.database.sql import these, these_values
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord, Versioned
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.scoped_codes import ScopedCodeField
from fanal.sealed.substitutes import LABEL, Substitute, code
from fanal.web.words import translated

USER = settings.AUTH_USER_MODEL
MANY = 50  # values of a condition: of more, Django takes longer to write it than is read by it
STILL_DUE = models.Q(due__isnull=False, done_on__isnull=True)
type ConsentCode = str | UUID | bool | None
type ConsentCodes = dict[str, ConsentCode]  # of a consent, by name; the id of a partner as text


def sealed_kinds(cases: Iterable[UUID], *kinds: str) -> RawSQL:
    """Return these kinds as they are sealed in these cases, for `kind__in=`; of none one that no
    entry has."""
    held = [code.blob for code in KIND.in_scopes(cases, kinds)]
    return these_values(held or [b""])


class Entries(RowsOfADay["CaseEntry"]):
    """Kinds are sealed: whoever asks for some says of which cases."""

    def of_kinds(self, cases: Iterable[UUID], *kinds: str) -> Entries:
        """Those of these cases that are of one of these kinds."""
        cases = list(cases)
        if len(cases) * len(kinds) >= MANY:
            return self.filter(case__in=these(cases), kind__in=sealed_kinds(cases, *kinds))
        return self.filter(case__in=cases, kind__in=KIND.in_scopes(cases, kinds))

    def kinds_in(self, case: UUID) -> Counter[str]:
        """How many entries of each kind the case has."""
        return KIND.counted(self.filter(case=case), case)


class CaseEntry(OfADay, SealedRecord):
    """One entry of a section; its fields are those of its kind in `fanal.core.casework.entries`,
    which says whose key opens it, too.

    A correction is a new entry that points to the old one (`corrects`). `about`: whom it is about,
    where the case concerns several; None is everybody in it.
    """

    FOLDER_OF = "case_id"

    case = models.ForeignKey(Case, models.RESTRICT, related_name="entries", db_index=False)
    about = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    kind = ScopedCodeField(scope="case_id", choices=[(kind.code, kind.code) for kind in KINDS])
    under = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="below")
    corrects = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="+")
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    number = models.PositiveIntegerField()
    # without an index, as nobody looks for it and an account is never deleted
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+", db_index=False)
    made_on = models.DateField()

    objects = Entries.as_manager()

    class Meta:
        db_table = "cases_entry"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="entries_in_order")]
        indexes = [
            # Of few entries something is due: the calendar of a team reads the first of them.
            models.Index(fields=["due", "id"], condition=STILL_DUE, name="entries_due"),
            # Every page counts what is late in one's own cases: not by way of all their entries.
            models.Index(fields=["case", "due"], condition=STILL_DUE, name="due_in_a_case"),
        ]

    @property
    def compartment(self) -> Compartment:
        return entry_kind(self.kind).compartment


KIND: ScopedCodeField = CaseEntry._meta.get_field("kind")


def entries_in(cases: RawSQL, kinds: RawSQL) -> Entries:
    """Those of these cases that are of these kinds (`sealed_kinds`), for a kept question."""
    return CaseEntry.objects.filter(case__in=cases, kind__in=kinds)


def _coded(name: str) -> property:
    """One code of `coded`, read and written as if it were a column."""

    def read(row: Consent) -> ConsentCode:
        code = row.coded[name]
        return UUID(str(code)) if code and name == "partner" else code

    def write(row: Consent, value: ConsentCode) -> None:
        row.coded = {**row.coded, name: str(value) if isinstance(value, UUID) else value}

    return property(read, write)


def not_coded() -> ConsentCodes:
    """The codes of a conversation of which nothing was said yet."""
    return {
        "purpose": "",
        "answer": "",
        "data_class": "",
        "partner": None,
        "given_by": GivenBy.HERSELF.value,
        "interpreter": None,
        "assent": None,
    }


def not_known() -> ConsentCodes:
    """What a page says of a conversation whose codes do not open: it is no yes to anything."""
    return not_coded() | {"purpose": "other", "answer": "not_able_now"}


class Consent(OfADay, SealedRecord, Attested):
    """A conversation about one purpose. Its codes are under the server's key, so that the gate can
    read them while nobody has unlocked; her words, the language and the interpreter are sealed.

    `giver`: who of the people around her answered, where that is recorded. `corrects`: the same
    conversation as it was written before, when a partner was typed in words.
    """

    COMPARTMENT = Compartment.NARRATIVE
    FOLDER_OF = "case_id"

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="consents")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    coded = ServerSealedJSONField(
        bound_to=("case_id", "person_id"), default=not_coded, instead=Substitute(not_known)
    )
    recipient = ServerSealedTextField(default="", blank=True, instead=code(""))
    giver = models.ForeignKey(CaseEntry, null=True, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    until = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    # without an index, as nobody looks for it and an account is never deleted
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+", db_index=False)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.RESTRICT, related_name="corrected"
    )
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 3
    UNDECIDING = ("version", "sealed", "coded", "recipient")  # sealed for this row alone, once
    COUNTED_BY = ("case_id",)  # a no that is gone would leave the yes before it

    class Meta:
        ordering = ["-on", "id"]
        indexes = [
            models.Index(
                fields=["until"], condition=models.Q(withdrawn_on=None), name="consents_by_end"
            )
        ]

    purpose, answer, data_class = _coded("purpose"), _coded("answer"), _coded("data_class")
    given_by, interpreter, assent = _coded("given_by"), _coded("interpreter"), _coded("assent")
    partner = _coded("partner")


class Task(UUIDModel, OfADay, Versioned):
    """Something to do in a case, for someone, by a day.

    `sentence`: what it says where nobody typed it (template, values): each reads it in her
    language. `times`: its hour, whether it comes again and when to remind of it
    (`Timing.kept`), sealed like its title. `comes_from`: the task that was done and whose
    repetition this is.
    """

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="tasks")
    title = ServerSealedTextField(instead=LABEL)
    sentence = ServerSealedJSONField(null=True, instead=code(None))
    times = ServerSealedJSONField(default=list, instead=Substitute(list))
    comes_from = models.OneToOneField(
        "self", null=True, on_delete=models.RESTRICT, related_name="comes_again"
    )
    assignee = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="tasks")
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["Task"].as_manager()

    class Meta:
        ordering = [models.F("due").asc(nulls_last=True), "made_on", "id"]
        indexes = [models.Index(fields=["assignee", "done_on", "due"])]

    @property
    def heading(self) -> str:
        """What is to be done, in the language of the page."""
        if self.sentence is None:
            return self.title
        template, values = self.sentence
        return translated(Sentence(template, values))

    @property
    def timing(self) -> Timing:
        return timing_of(self.times)

    @property
    def hour(self) -> time | None:
        return self.timing.hour

    @property
    def repeat(self) -> Repeat | None:
        return self.timing.repeat


class Document(OfADay, SealedRecord):
    """A file: its name, kind, size and SHA-256 sealed; its content in parts."""

    COMPARTMENT = Compartment.FILES
    FOLDER_OF = "case_id"

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="documents")
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["Document"].as_manager()

    class Meta:
        ordering = ["made_on", "id"]


class RefusedFile(UUIDModel):
    """A file that was said to show sexual abuse: a keyed hash of its bytes, by which the same file
    is refused again. Nothing of the file is kept, nor of which case or by whom."""

    mark = models.CharField(max_length=64, unique=True)
    on = models.DateField()

    PLAIN = ("mark",)

    class Meta:
        ordering = ["on", "id"]


class DocumentPart(SealedRecord):
    """A part of a document, at most 256 KiB, in order."""

    COMPARTMENT = Compartment.FILES

    document = models.ForeignKey(Document, on_delete=models.RESTRICT, related_name="parts")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="parts_in_order")
        ]
