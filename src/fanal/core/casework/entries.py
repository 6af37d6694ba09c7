"""What can be written down in each section of a case, as data: one table, one form, one page.

Every field takes a value or one of the three answers that are not values. The compartment says
whose key opens it: the lawyer reads the legal entries and not the medical ones.
"""

from collections.abc import Collection
from dataclasses import replace

from fanal.core.casework.choices import (
    DOMAINS,
    GUARDIAN_ROLES,
    HOW_FOLLOWED_UP,
    HOW_MET,
    OUTCOMES,
    RELATIONS,
    SAFE_TO_TELL,
    SUPPORT,
    URGENCY,
)
from fanal.core.casework.contact_evidence import SAID_WORD, WHICH_WORD, WORDS
from fanal.core.casework.fields import EntryKind as EntryKind
from fanal.core.casework.fields import Field as Field
from fanal.core.casework.fields import FieldType as FieldType
from fanal.core.casework.fields import choice, day, long, moment, text, yes_no
from fanal.core.casework.particulars import PARTICULARS
from fanal.core.casework.sections import Section
from fanal.core.casework.state_entries import DECISION, FREE, SAID_BY, SIGN, STATE
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import say

# What is found out before our own people go to her: read by the rules of trust.
# The codes are those of `fanal.core.trust.situation`; nothing of it leaves the organisation.
GROUNDS = (
    ("guardian", say("her guardian agrees")),
    ("court", say("a court has decided")),
    ("child_protection_authority", say("the authority for children where she is agrees")),
    ("consulate", say("her consulate asks for it")),
    ("necessity", say("none of these can be reached, and her life is at risk")),
    ("none", say("there is none")),
)
DANGER_TO_US = (
    ("low", say("no more than usual")),
    ("high", say("dangerous")),
    ("not_known", say("not known")),
)
IF_SHE_STAYS = (
    ("can_wait", say("she can wait there")),
    ("harm_goes_on", say("what is done to her goes on")),
    ("life_at_risk", say("her life is at risk")),
    ("not_known", say("not known")),
)
FIELDS = (
    choice("ground", say("On which lawful ground may a child be taken?"), GROUNDS),
    text("ground_paper", say("Paper that says so, and where it is")),
    choice("danger_to_us", say("How dangerous is the place to our own people?"), DANGER_TO_US),
    choice("if_she_stays", say("What if she stays there?"), IF_SHE_STAYS),
    text("way_out", say("Way out, and the hour to call in")),
)
GOING = EntryKind(
    "going",
    Section.SAFETY,
    Compartment.NARRATIVE,
    say("Before our own people go"),
    tuple(replace(field, inside=True) for field in FIELDS),
)


_OF_EVERY_CASE = (
    EntryKind(
        "safety",
        Section.SAFETY,
        Compartment.NARRATIVE,
        say("Safety now"),
        (
            yes_no("danger_now", say("Is she in danger now?")),
            SAID_BY,
            long("dangers", say("What or whom does she fear?")),
            yes_no("can_leave", say("Can she leave the place where she is?")),
            text("warning_signs", say("How will we know that it gets worse?")),
            text("safe_people", say("Who can she go to?")),
            text("carry", say("What must she have with her to leave?")),
        ),
    ),
    EntryKind(
        "whereabouts",
        Section.SAFETY,
        Compartment.WHEREABOUTS,
        say("Where she is"),
        (
            text("place", say("Place")),
            long("address", say("Address, or how to find it")),
            text("who_knows", say("Who else knows where she is?")),
            day("since", say("Since which day")),
        ),
    ),
    STATE,
    SIGN,
    DECISION,
    GOING,
    EntryKind(
        "need",
        Section.NEEDS,
        Compartment.NARRATIVE,
        say("Need"),
        (
            choice("domain", say("It concerns"), DOMAINS),
            long("words", say("In her own words")),
            choice("urgency", say("How soon"), URGENCY),
            SAID_BY,
        ),
    ),
    EntryKind(
        "health",
        Section.NEEDS,
        Compartment.MEDICAL,
        say("Health"),
        (
            long("complaint", say("What hurts or worries her")),
            text("pregnant", say("Pregnant, or with a small child")),
            text("medicine", say("Medicine she takes")),
            yes_no("wants_examination", say("Does she want to be examined?")),
            long("findings", say("What was found, by whom")),
        ),
        own_page=True,  # as it was written before care had files of its own (fanal.care)
    ),
    EntryKind(
        "legal",
        Section.NEEDS,
        Compartment.LEGAL,
        say("Legal situation"),
        (
            text("papers", say("Papers she has, and where they are")),
            text("status", say("Her status here")),
            text("charged", say("Is she charged with anything?")),
            yes_no("wants_complaint", say("Does she want to lodge a complaint?")),
            long("matter", say("What is going on")),
            day("hearing", say("Next hearing"), ahead=True),
        ),
    ),
    EntryKind(
        "money",
        Section.NEEDS,
        Compartment.FINANCE,
        say("Money and debts"),
        (
            text("owes", say("What she is said to owe, and to whom")),
            text("demanded", say("Payment demanded from her or her family, by whom")),
            text("owed", say("What is owed to her")),
        ),
    ),
    EntryKind(
        "goal",
        Section.PLAN,
        Compartment.NARRATIVE,
        say("Goal"),
        (
            long("words", say("The goal in her own words")),
            choice("domain", say("It concerns"), DOMAINS),
            choice("outcome", say("Outcome"), OUTCOMES),
        ),
    ),
    EntryKind(
        "action",
        Section.PLAN,
        Compartment.NARRATIVE,
        say("Action"),
        (
            text("what", say("What will be done")),
            text("who", say("Who does it")),
            choice("outcome", say("Outcome"), OUTCOMES),
        ),
        under="goal",
        has_due_day=True,
    ),
    EntryKind(
        "service",
        Section.SERVICES,
        Compartment.NARRATIVE,
        say("Service"),
        (
            choice("support", say("What kind"), SUPPORT),
            text("by_whom", say("Provided by")),
            day("on", say("On which day")),
            long("result", say("What came of it")),
        ),
        own_page=True,  # as it was written before services had steps (fanal.services)
    ),
    EntryKind(
        "contact",
        Section.CONTACT,
        Compartment.IDENTITY,
        say("Contact rule"),
        (
            text("when", say("When it is safe to reach her"), say("Days and hours, her time")),
            text("code_word", say("Code word")),
            text("may_answer", say("Who may answer")),
            text("cover", say("What we say if somebody else answers")),
            text("never", say("What must never be said or done")),
            text("number", say("Number or account")),
        ),
    ),
    EntryKind(
        "around",
        Section.PEOPLE,
        Compartment.IDENTITY,
        say("Person around her"),
        (
            text("name", say("Name as said")),
            choice("relation", say("Relation to her"), RELATIONS),
            choice("safe", say("May this person be told?"), SAFE_TO_TELL),
            yes_no("close", say("Close to a suspect, by family, work or debt?")),
            text("reach", say("How to reach this person")),
            long("remarks", say("What to know about this person")),
        ),
    ),
    EntryKind(
        "guardianship",
        Section.PEOPLE,
        Compartment.IDENTITY,
        say("Paper of a guardian or temporary carer"),
        (
            choice("role", say("This person is her"), GUARDIAN_ROLES),
            text(
                "paper",
                say("Which paper says so, from whom and of which day"),
                say("Without a paper a yes from this person does not count."),
            ),
            day("until", say("Valid until"), ahead=True),
            yes_no("disputed", say("Does somebody else claim this role?")),
            text("kept", say("Where the paper is kept")),
        ),
        under="around",
    ),
    EntryKind(
        "note",
        Section.NOTES,
        Compartment.NARRATIVE,
        say("Note"),
        (
            long("text", say("Note")),
            SAID_BY,
            text("who", say("Name of who says so")),
            choice("how", say("How"), HOW_MET),
            moment("said_at", say("When?")),
        ),
        append_only=True,
    ),
    EntryKind(
        "visit",
        Section.FOLLOW_UP,
        Compartment.NARRATIVE,
        say("Follow-up"),
        (
            day("on", say("On which day")),
            choice("how", say("How"), HOW_FOLLOWED_UP),
            choice(SAID_WORD, WHICH_WORD, WORDS),
            yes_no("safe", say("Is she safe?")),
            SAID_BY,
            replace(FREE, inside=True),
            choice("domain", say("What matters most to her now"), DOMAINS),
            long("words", say("How she is, in her own words")),
            long("signs", say("Signs that someone approaches her again")),
        ),
        has_due_day=True,
    ),
)
KINDS = (*_OF_EVERY_CASE, *PARTICULARS)
BY_CODE = {kind.code: kind for kind in KINDS}


def entry_kind(code: str) -> EntryKind:
    """The kind with this code. Raises `BadInput`."""
    try:
        return BY_CODE[code]
    except KeyError:
        raise BadInput("kind", say("{code} is not a kind of entry", code=repr(code))) from None


def kinds_of(section: Section) -> tuple[EntryKind, ...]:
    """The kinds that can be written down in a section; empty where it has pages of its own."""
    return tuple(kind for kind in KINDS if kind.section is section)


def codes_in(compartments: Collection[Compartment]) -> list[str]:
    """The kinds that the keys of these compartments open."""
    return [kind.code for kind in KINDS if kind.compartment in compartments]
