"""The kinds of dated records, what each asks, and whose key opens it.

After the steps of the Inter-Agency Guidelines for Case Management and Child Protection (2014) and
of the OSCE/ODIHR NRM Handbook (2022). What a clock or a guard of closing asks of a record is in
`coded`; everything else is sealed with the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fanal.core.casework.fields import Field, choice, day, long, text, yes_no
from fanal.core.justice.codes import PRESSURES
from fanal.core.protection.codes import (
    CHILD_AT_CLOSING,
    DECISIONS,
    GOALS_AT_CLOSING,
    GUARDIANS,
    HER_VIEW,
    REACHED,
    REVIEW_FORMS,
    RiskEvent,
    RiskLevel,
)
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, Compartment
from fanal.core.words import Sentence, labels, say

# What the dated records ask: at most seven questions on a page, the rest on demand.
LEVELS = tuple(labels(RiskLevel).items())
EVENTS = tuple(labels(RiskEvent).items())

RISK: tuple[Field, ...] = (
    choice("level", say("How high is the risk now?"), LEVELS),
    choice("because", say("Why is it looked at now?"), EVENTS),
    long("dangers", say("From whom or what, and how likely is it?")),
    long("protects", say("What protects her?")),
    long("her_words", say("What she says of it, in her own words")),
    text("to_do", say("What we do about it until then")),
)
SAFETY_PLAN: tuple[Field, ...] = (
    text("warning_signs", say("How will she know that it gets worse?")),
    text("safe_people", say("Who can she go to?")),
    text("safe_places", say("Where is she safe, and how does she get there?")),
    text("code", say("How does she call for help without saying so?")),
    text("carry", say("What must she have with her?")),
    text("children", say("What is agreed for her children?")),
    text("who_has_it", say("Who has this plan? Is a copy safe with her?")),
)
DIGITAL_SAFETY: tuple[Field, ...] = (
    text("phone", say("Who else holds, pays for or can unlock her telephone?")),
    text("accounts", say("Which accounts and passwords do others know?")),
    text("location", say("Is her location shared by the telephone, an app or a car?")),
    text("online", say("Who threatens her online, with which pictures or messages?")),
    text("traces", say("Which of our messages and calls does she delete, and how?")),
)
RECOVERY: tuple[Field, ...] = (
    choice("decision", say("What did she decide?"), DECISIONS),
    text("body", say("Who granted it, or was asked for it")),
    text("given", say("What she is given meanwhile: place, care, interpreter, papers")),
    long("her_words", say("What she says of it, in her own words")),
)
BEST_INTERESTS: tuple[Field, ...] = (
    long("own_view", say("What does the child want? Heard how, by whom, in which language?")),
    choice("guardian", say("Who speaks for the child?"), GUARDIANS),
    long("safety", say("Safety, and harm that happened or may happen")),
    long("family", say("Family, those who care for the child, and what each of them wants")),
    long("development", say("Health, school, language, faith, friends: what must go on")),
    long("options", say("Which ways are open, and what speaks for and against each")),
    long("recommended", say("What is recommended, and why")),
)
DUTY: tuple[Field, ...] = (
    yes_no("explained", say("Was it explained to her before she was asked anything?")),
    text("explained_how", say("By whom, in which language, what she said to it")),
    yes_no("reported", say("Was it reported?")),
    text("reported_to", say("To whom, on which day")),
    long("why_not", say("If it was not: why")),
)
REVIEW: tuple[Field, ...] = (
    choice("form", say("What was it?"), REVIEW_FORMS),
    text("who", say("Who took part")),
    long("looked_at", say("What was looked at: her view, safety, plan, goals, consent")),
    long("decided", say("What was decided, who does it, by when")),
    long("lead_says", say("What the lead says")),
)
EVENT: tuple[Field, ...] = (
    choice("event", say("What happened, or will happen?"), EVENTS),
    long("words", say("What is known of it, and from whom")),
)
PRESSURE: tuple[Field, ...] = (
    choice("how", say("What happened?"), PRESSURES),
    long("words", say("What is known of it, and from whom")),
)
CLOSING: tuple[Field, ...] = (
    day("last_contact", say("When did one of us last speak with her?")),
    choice("her_view", say("What does she say about closing?"), HER_VIEW),
    choice("child", say("How are her children, or the child herself?"), CHILD_AT_CLOSING),
    choice("open_goals", say("What becomes of goals that are still open?"), GOALS_AT_CLOSING),
    yes_no("way_back", say("Does she know how to come back to us?")),
    yes_no("wants_contact", say("May we ask afterwards how she is?")),
    long("words", say("In her own words, and what to know")),
)
FOLLOW_UP: tuple[Field, ...] = (
    choice("reached", say("Was she reached?"), REACHED),
    yes_no("safe", say("Is she safe?")),
    yes_no("spoke_freely", say("Could she speak freely?")),
    long("words", say("How she is, in her own words")),
    text("signs", say("Signs that somebody approaches her again")),
    text("promised", say("What we promised her, by when")),
    yes_no("wants_contact", say("May we ask again?")),
)


class RecordKind(StrEnum):
    """The kind of a dated record, in the order of the page."""

    RISK = "risk"
    SAFETY_PLAN = "safety_plan"
    RECOVERY = "recovery"
    BEST_INTERESTS = "best_interests"
    DUTY = "duty"
    REVIEW = "review"
    EVENT = "event"
    PRESSURE = "pressure"
    CLOSING = "closing"
    FOLLOW_UP = "follow_up"

    def sentence(self) -> Sentence:
        return DESCRIBED[self].title

    @property
    def described(self) -> DescribedKind:
        return DESCRIBED[self]


@dataclass(frozen=True)
class DescribedKind:
    """A kind with what it asks. `coded`: answers that clocks and guards read while nobody has
    unlocked. `next_day`: the words of the day by which somebody looks at it again. `of_case`: it is
    about the case, not one person. `later`: fields that stand closed, by the title of their
    part."""

    title: Sentence
    add: Sentence
    fields: tuple[Field, ...]
    coded: tuple[str, ...] = ()
    next_day: Sentence | None = None
    compartment: Compartment = NARRATIVE
    of_case: bool = False
    later: tuple[tuple[Sentence, tuple[str, ...]], ...] = ()

    def field(self, name: str) -> Field:
        return next(one for one in self.fields if one.name == name)


DESCRIBED = {
    RecordKind.RISK: DescribedKind(
        say("Risk level"),
        say("Assess the risk"),
        RISK,
        coded=("level", "because"),
        next_day=say("Review it on"),
    ),
    RecordKind.SAFETY_PLAN: DescribedKind(
        say("Safety plan"),
        say("Make the safety plan with her"),
        (*SAFETY_PLAN, *DIGITAL_SAFETY),
        next_day=say("Go through it with her again on"),
        later=(
            (say("Telephone and internet"), tuple(one.name for one in DIGITAL_SAFETY)),
            (say("Children, and who has the plan"), ("children", "who_has_it")),
        ),
    ),
    RecordKind.RECOVERY: DescribedKind(
        say("Recovery and reflection period"),
        say("Record what she decided"),
        RECOVERY,
        coded=("country", "decision"),
        next_day=say("Last day, where it differs from the days of the country"),
        compartment=LEGAL,
    ),
    RecordKind.BEST_INTERESTS: DescribedKind(
        say("Best interests of the child"),
        say("Assess the best interests"),
        BEST_INTERESTS,
        coded=("guardian",),
        next_day=say("Assess again on"),
        later=((say("Health, school and what must go on"), ("development",)),),
    ),
    RecordKind.DUTY: DescribedKind(
        say("Duty to report"),
        say("Record what was explained or reported"),
        DUTY,
        coded=("country", "explained", "reported"),
        compartment=LEGAL,
    ),
    RecordKind.REVIEW: DescribedKind(
        say("Case review"),
        say("Record a case review or conference"),
        REVIEW,
        coded=("form",),
        next_day=say("Next review on"),
        of_case=True,
    ),
    RecordKind.EVENT: DescribedKind(
        say("Event that changes the risk"),
        say("Something happened, or will"),
        EVENT,
        coded=("event",),
    ),
    RecordKind.PRESSURE: DescribedKind(
        say("Pressure because of a proceeding"),
        say("Somebody is putting pressure on her because of a proceeding"),
        PRESSURE,
        coded=("how",),
        compartment=LEGAL,
    ),
    RecordKind.CLOSING: DescribedKind(
        say("Before closing"),
        say("Answer what closing asks"),
        CLOSING,
        coded=("last_contact", "her_view", "child", "open_goals", "way_back", "wants_contact"),
    ),
    RecordKind.FOLLOW_UP: DescribedKind(
        say("Follow-up after closing"),
        say("Record a follow-up"),
        FOLLOW_UP,
        coded=("reached", "safe", "wants_contact"),
    ),
}
