"""What was said about one person of a case, and what authorities found: all of it `legal`."""

from django.conf import settings
from django.db import models

from fanal.accounts.second_person import two_people
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable, one_or_zero
from fanal.core.sealing.compartments import Compartment
from fanal.keys.sealed import SealedRecord

USER = settings.AUTH_USER_MODEL


class LegalRecord(OfADay, SealedRecord):
    """A record about one person of a case, sealed with the legal part of that case."""

    COMPARTMENT = Compartment.LEGAL
    FOLDER_OF = "case_id"

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")

    class Meta:
        abstract = True


class Circumstances(LegalRecord):
    """Sex, age at the time, days and countries: what decides which texts apply. One a person."""

    objects = RowsOfADay["Circumstances"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_circumstances_a_person")
        ]


class Interview(LegalRecord):
    """One interview: the rules confirmed before it, its languages, and whether it was stopped."""

    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    ended_on = models.DateField(null=True)
    stopped = models.BooleanField(default=False)

    objects = RowsOfADay["Interview"].as_manager()

    class Meta:
        ordering = ["-on", "id"]


class Statement(LegalRecord):
    """What one source said on one day: answers by code. Rows are only added."""

    interview = models.ForeignKey(
        Interview, null=True, on_delete=models.RESTRICT, related_name="statements"
    )
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["Statement"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="statements_in_order")
        ]


class Finding(LegalRecord):
    """What a body found: status, step, day, country, reason, where the paper is."""

    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["Finding"].as_manager()

    class Meta:
        ordering = ["made_on", "id"]


class SecondReading(LegalRecord):
    """Answers to the ILO indicators, and whether the adult or the child list is read."""

    objects = RowsOfADay["SecondReading"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_second_reading_a_person")
        ]


class RepeatRequest(LegalRecord):
    """A request that she be interviewed again: the reason, and the lead who accepted it or said no.

    `used_on`: an interview was begun on the strength of it; the next takes another.
    """

    asked_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    accepted_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    accepted_on = models.DateField(null=True)
    declined_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    declined_on = models.DateField(null=True)
    used_on = models.DateField(null=True)

    objects = RowsOfADay["RepeatRequest"].as_manager()

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            two_people("accepted_by", "asked_by", name="another_accepts_a_second_interview")
        ]


class VictimStatement(LegalRecord):
    """A statement that was taken of her, by us or by an authority: by whom, in which language, with
    which interpreter, whether it was read back and signed, what was not asked. Taken once, it is
    read instead of asking her again. Rows are only added to."""

    on = models.DateField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["VictimStatement"].as_manager()

    class Meta:
        ordering = ["on", "id"]


MARKED = (
    MarkedTable("identification_circumstances", ("id", "person_id"), (), "1 = 0"),
    MarkedTable("identification_secondreading", ("id", "person_id"), (), "1 = 0"),
    MarkedTable(
        "identification_interview",
        ("id", "person_id", "by_id", '"on"', "ended_on", one_or_zero("stopped")),
        (),
        "1 = 0",
    ),
    MarkedTable(
        "identification_statement",
        ("id", "person_id", "interview_id", "number", "made_by_id", "made_on"),
        (),
        "1 = 0",
    ),
    MarkedTable(
        "identification_finding", ("id", "person_id", "made_by_id", "made_on"), (), "1 = 0"
    ),
    MarkedTable(
        "identification_repeatrequest",
        (
            "id",
            "person_id",
            "asked_by_id",
            "asked_on",
            "accepted_by_id",
            "accepted_on",
            "declined_by_id",
            "declined_on",
            "used_on",
        ),
        (),
        "used_on IS NULL",
    ),
    MarkedTable(
        "identification_victimstatement",
        ("id", "person_id", '"on"', "made_by_id", "made_on"),
        (),
        "1 = 0",
    ),
)
