"""What is found out before our own people go to her: read by the rules of trust.

The codes are those of `fanal.core.trust.situation`; nothing of it leaves the house.
"""

from __future__ import annotations

from dataclasses import replace

from fanal.core.casework.fields import EntryKind, choice, text
from fanal.core.casework.sections import Section
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import say

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
