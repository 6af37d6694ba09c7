"""What is written down of her present state: in danger or no longer, heard from, a decision.

Each has its page; none is changed afterwards (`fanal.core.casework.statements`).
"""

from fanal.core.casework.contact_evidence import SAID_WORD, WHICH_WORD, WORDS
from fanal.core.casework.fields import (
    EntryKind,
    Field,
    FieldType,
    choice,
    long,
    moment,
    text,
    yes_no,
)
from fanal.core.casework.sections import Section
from fanal.core.casework.statements import Custody, StatementSource
from fanal.core.journeys.events import Sign
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import labels, say

# Who can be named as having said it; a lead decides and is not asked.
SAYERS = tuple(
    (source.value, source.sentence())
    for source in StatementSource
    if source not in (StatementSource.LEAD, StatementSource.NOT_SAID)
)
# Who spoke is nobody's business outside: her mother, or a neighbour.
SAID_BY = Field("said_by", say("Who says so?"), FieldType.CHOICE, SAYERS, inside=True)
FREE = yes_no("free", say("Could she speak freely, apart from those who hold or held her?"))
SIGNS = tuple((sign.value, sign.label) for sign in Sign)
OWN_SIGNS = tuple(sign for sign in SIGNS if sign[0] != Sign.SAID_BY_THIRD_PERSON)

CUSTODIES = tuple(labels(Custody).items())
WITH_WHOM = (
    choice("with_whom", say("Who is with her now?"), CUSTODIES),
    text("with_name", say("Name or place of whoever is with her")),
)

STATE = EntryKind(
    "state",
    Section.SAFETY,
    Compartment.NARRATIVE,
    say("In danger, or no longer"),
    (
        yes_no("danger_now", say("Is she in danger now?")),
        SAID_BY,
        text("who", say("Name of who says so")),
        choice("sign", say("How was she heard from?"), SIGNS),
        FREE,
        moment("said_at", say("Since when?"), or_day=True),
        long("what_changed", say("What changed?")),
        *WITH_WHOM,
    ),
    append_only=True,
    own_page=True,
)
SIGN = EntryKind(
    "sign",
    Section.SAFETY,
    Compartment.NARRATIVE,
    say("Sign of life"),
    (
        choice("sign", say("How was she heard from?"), SIGNS),
        choice(SAID_WORD, WHICH_WORD, WORDS),
        moment("said_at", say("When?"), or_day=True),
        text("who", say("Who heard from her")),
        *WITH_WHOM,
        long("words", say("What she said")),
        moment("next_by", say("Next sign of life agreed for")),
    ),
    append_only=True,
    own_page=True,
)
DECISION = EntryKind(
    "decision",
    Section.SAFETY,
    Compartment.NARRATIVE,
    say("Decision of a lead"),
    (yes_no("danger_now", say("Is she in danger now?")), long("what_changed", say("Why"))),
    append_only=True,
    own_page=True,
)
