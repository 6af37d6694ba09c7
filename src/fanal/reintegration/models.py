"""The plan of a person after her return, her goals, what happened, and assessments of families."""

from django.conf import settings
from django.db import models

from fanal.accounts.second_person import two_people
from fanal.cases.models.case_days import OfHerCases, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable, of_her_cases
from fanal.core.sealing.compartments import Compartment
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedJSONField
from fanal.sealed.scoped_codes import ScopedCodeField

USER = settings.AUTH_USER_MODEL


class PlanRecordKind(models.TextChoices):
    """The kind of a record in a plan."""

    CONTACT = "contact"
    DECISION = "decision"
    REVIEW = "review"
    SIGN = "sign"
    PROMISE = "promise"
    SUPPORT = "support"
    CHILD = "child"
    GIVEN = "given"


class Plan(OfHerCases, SealedRecord):
    """One plan of one person, whatever cases she has. Sealed: her contact rules, what was agreed.

    `start`: the day from which waves are counted, None while nobody knows it. `due`: by when
    something is done next. `coded`: the next step, the kind of start, whether there is a safe
    person or a partner to ask, when her rules were asked, whether she was asked as an adult, and
    why it ended. `tally`: what the rates of all plans read of this one, written anew with it.
    """

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    COMPARTMENT = Compartment.NARRATIVE
    FOLDER_OF = "person_id"

    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="plans")
    worker = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    start = models.DateField(null=True)
    due = models.DateField(null=True)
    coded = ServerSealedJSONField(bound_to=("person_id",), default=dict)
    tally = ServerSealedJSONField(bound_to=("person_id",), null=True)
    asked_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField(null=True)
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    ended_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["Plan"].as_manager()

    class Meta:
        ordering = ["-made_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_on=None), name="one_plan_runs"
            ),
            two_people("ended_by", "asked_by", name="a_plan_ends_by_two"),
        ]
        indexes = [models.Index(fields=["ended_on", "due"], name="plans_open_due")]


class PlanGoal(OfHerCases, SealedRecord):
    """A goal of hers. Sealed: her words, what each level means to her, its domain, and the earlier
    wordings with the day on which each was closed. `edition`: which wording a review is of."""

    COMPARTMENT = Compartment.NARRATIVE

    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="goals")
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField(default=1)
    dropped_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["PlanGoal"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_goals_in_order")
        ]


class PlanRecord(OfHerCases, SealedRecord):
    """What happened in a plan: a contact, what a lead decided, how far a goal is, a sign, a
    promise of ours, money or training of hers, how her child is, or a contact that a partner
    abroad makes for us.

    `on`: the day it tells of; `due`: by when; `over_on`: settled. `referral`: by which the gate
    let the partner know of her; `task`: which asks whether they reported back. `coded`: what rules
    and counts read while nobody has unlocked; hours and words are sealed. `words_mark`: of the
    report of a partner, a keyed hash that is equal for the same words of the same partner.
    """

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    COMPARTMENT = Compartment.NARRATIVE

    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="records")
    goal = models.ForeignKey(PlanGoal, null=True, on_delete=models.RESTRICT, related_name="reviews")
    referral = models.ForeignKey(
        "sharing.Referral", null=True, on_delete=models.RESTRICT, related_name="followed_up"
    )
    task = models.OneToOneField(
        "cases.Task", null=True, on_delete=models.RESTRICT, related_name="follow_up"
    )
    kind = ScopedCodeField(scope="plan_id", choices=PlanRecordKind.choices)
    coded = ServerSealedJSONField(bound_to=("plan_id",), default=dict)
    on = models.DateField()
    due = models.DateField(null=True)
    over_on = models.DateField(null=True)
    words_mark = models.CharField(max_length=64, default="")
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["PlanRecord"].as_manager()

    PLAIN = ("words_mark",)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_records_in_order")
        ]
        indexes = [
            models.Index(
                fields=["words_mark"], condition=~models.Q(words_mark=""), name="reports_by_words"
            )
        ]


class FamilyAssessment(OfHerCases, SealedRecord):
    """What one of us found out about a family before somebody goes there, and a second assessor's
    agreement. Sealed: what was seen and said. `coded`: the result, and the conditions with those
    that are met. `due`: when the family is looked at again."""

    COMPARTMENT = Compartment.NARRATIVE
    FOLDER_OF = "person_id"

    person = models.ForeignKey(
        "people.Person", on_delete=models.RESTRICT, related_name="family_assessments"
    )
    coded = ServerSealedJSONField(bound_to=("person_id",), default=dict)
    on = models.DateField()
    due = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    second = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    second_on = models.DateField(null=True)
    made_on = models.DateField()
    number = models.PositiveIntegerField()

    objects = RowsOfADay["FamilyAssessment"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="assessments_in_order"),
            models.CheckConstraint(
                condition=~models.Q(second=models.F("made_by")), name="two_assessors"
            ),
        ]


MARKED = (
    MarkedTable(
        "reintegration_plan",
        (
            "id",
            "person_id",
            "worker_id",
            "start",
            "due",
            "asked_by_id",
            "asked_on",
            "ended_by_id",
            "ended_on",
            "made_by_id",
            "made_on",
        ),
        ("coded",),
        "ended_on IS NULL",
        of_her_cases("reintegration_plan"),
    ),
    MarkedTable(
        "reintegration_plangoal",
        ("id", "plan_id", "number", "edition", "dropped_on", "made_by_id", "made_on"),
        (),
        "1 = 0",
        of_her_cases("reintegration_plangoal"),
    ),
    MarkedTable(
        "reintegration_planrecord",
        (
            "id",
            "plan_id",
            "goal_id",
            "referral_id",
            "task_id",
            '"on"',
            "due",
            "over_on",
            "words_mark",
            "number",
            "made_by_id",
            "made_on",
        ),
        ("kind", "coded"),
        "due IS NOT NULL AND over_on IS NULL",
        of_her_cases("reintegration_planrecord"),
    ),
    MarkedTable(
        "reintegration_familyassessment",
        (
            "id",
            "person_id",
            '"on"',
            "due",
            "made_by_id",
            "second_id",
            "second_on",
            "made_on",
            "number",
        ),
        ("coded",),
        "due IS NOT NULL",
        of_her_cases("reintegration_familyassessment"),
    ),
)
