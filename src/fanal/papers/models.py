"""A paper of one person in one case, and the files that show it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import models

from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.states import PaperState
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence, stored_codes
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.scoped_codes import ScopedCodeField
from fanal.sealed.substitutes import code

USER = settings.AUTH_USER_MODEL


class Papers(RowsOfADay["TypedPaper"]):
    """The papers of cases. Kinds are sealed: whoever asks for some says of which cases."""

    def in_parts(self, cases: Iterable[UUID], parts: Iterable[Compartment]) -> Papers:
        """Return the papers of these cases that are in one of these parts of the file."""
        cases, parts = list(cases), set(parts)
        kinds = [kind for kind in PaperKind if kind.part in parts]
        return self.filter(case__in=cases, kind__in=KIND.in_scopes(cases, kinds))


class TypedPaper(OfADay, SealedRecord):
    """A paper of a person in a case; its kind says whose key opens it.

    Sealed: body, number, language, whose original, where it is kept, its days, remarks, and where
    it stood before. `state`: under the server's key, so that lists find what waits. `due`: the
    deadline.
    """

    # The seal is bound to the folder of the case, so that a row put under another case does not
    # open.
    FOLDER_OF = "case_id"
    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    # RESTRICT everywhere: what becomes of each row is said by an erasure, not by a cascade (ADR
    # 24).
    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="papers")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    # Sealed by case: equal kinds of two cases do not look alike to a thief.
    kind = ScopedCodeField(scope="case_id", choices=stored_codes(PaperKind))
    # Under the server's key, so that a sweep finds what waits without anybody's key.
    state = ServerSealedTextField(
        choices=stored_codes(PaperState), instead=code(PaperState.TO_MAKE)
    )
    due = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = Papers.as_manager()

    class Meta:
        ordering = ["made_on", "id"]
        indexes = [
            # For the page of a case, and for the list of all days that are due.
            models.Index(fields=["case", "due"], name="papers_case_due"),
            models.Index(
                fields=["due", "id"], condition=models.Q(due__isnull=False), name="papers_due"
            ),
        ]

    @property
    def compartment(self) -> Compartment:
        return PaperKind(self.kind).part

    @property
    def says(self) -> Sentence:
        return PaperKind(self.kind).sentence()

    stands = StoredAs(PaperState, "state")


KIND: ScopedCodeField = TypedPaper._meta.get_field("kind")


class PaperFile(UUIDModel):
    """An uploaded file that shows a paper: a scan, an answer."""

    paper = models.ForeignKey(TypedPaper, on_delete=models.RESTRICT, related_name="files")
    # One to one: a scan that showed two papers would be erased with the first.
    document = models.OneToOneField(
        "cases.Document", on_delete=models.RESTRICT, related_name="shows"
    )

    class Meta:
        ordering = ["id"]


MARKED = MarkedTable(
    "papers_typedpaper",
    ("id", "person_id", "due", "made_by_id", "made_on"),
    ("kind", "state"),
    # What is to be done in the case: only rows with a day can be missed.
    "due IS NOT NULL",
)
