"""Answers to choose from in the entries of a case: codes, each with its words. What she may need is
asked one domain after the other, each once, whatever the answer was."""

from collections.abc import Collection

from fanal.core.words import Sentence, say

# The outcome domains of reintegration, agreed with each person; her child has its own answer.
DOMAINS = (
    ("safety", say("safety")),
    ("housing", say("a place to live")),
    ("income", say("work and income")),
    ("health", say("health")),
    ("mind", say("peace of mind")),
    ("papers", say("papers and legal status")),
    ("family", say("family and community")),
    ("schooling", say("school and training")),
    ("child", say("her child")),
    ("other", say("something else")),
)
URGENCY = (
    ("today", say("today")),
    ("this_week", say("this week")),
    ("later", say("later")),
    ("none", say("no help needed")),
)
# Types of support of the Human Trafficking Case Data Standard 2.0 (IOM, 2021), spl_Type.
SUPPORT = (
    ("education", say("education")),
    ("financial", say("financial")),
    ("health", say("health care")),
    ("labour_rehabilitation", say("recovery from labour exploitation")),
    ("legal", say("legal help")),
    ("livelihood", say("livelihood")),
    ("rights_training", say("training on rights")),
    ("sexual_rehabilitation", say("recovery from sexual exploitation")),
    ("social_care", say("social care")),
    ("shelter", say("shelter")),
    ("travel", say("travel and escort")),
)
OUTCOMES = (
    ("reached", say("reached")),
    ("partly", say("partly reached")),
    ("not_reached", say("not reached")),
    ("dropped", say("dropped at her request")),
)
RELATIONS = (
    ("mother", say("mother")),
    ("father", say("father")),
    ("child", say("her child")),
    ("sibling", say("brother or sister")),
    ("partner", say("husband, wife or partner")),
    ("relative", say("other relative")),
    ("friend", say("friend")),
    ("neighbour", say("neighbour or village head")),
    ("employer", say("employer")),
    ("recruiter", say("the one who recruited her")),
    ("official", say("official")),
    ("other", say("something else")),
)
SAFE_TO_TELL = (
    ("safe", say("may be told")),
    ("careful", say("only after asking her")),
    ("danger", say("must never be told: part of the danger")),
    ("suspect", say("must never be told: suspected")),
)
# Read by the gate: both count as part of the danger, whatever paper this person has.
NEVER_TOLD = frozenset({"danger", "suspect"})
GUARDIAN_ROLES = (
    ("legal_guardian", say("legal guardian")),
    ("temporary_carer", say("temporary carer")),
)
HOW_MET = (
    ("visit", say("visit")),
    ("call", say("call")),
    ("message", say("message")),
    ("through_partner", say("through a partner")),
)
# That somebody tried is no sign of life: whoever does not answer was not heard from.
NOT_REACHED = ("not_reached", say("tried, and not reached"))
HOW_FOLLOWED_UP = (*HOW_MET, NOT_REACHED)


# "Something else" is no question: it is written in her words.
ASKED_DOMAINS = tuple((code, words) for code, words in DOMAINS if code != "other")
URGENCIES = tuple(code for code, _words in URGENCY)


def number_of(domain: str) -> int:
    """The place of a question, counted from 1."""
    return [code for code, _words in ASKED_DOMAINS].index(domain) + 1


def domain_at(number: int) -> tuple[str, Sentence] | None:
    """The domain and its words; None where there is none of that number."""
    return ASKED_DOMAINS[number - 1] if 1 <= number <= len(ASKED_DOMAINS) else None


def next_number(answered: Collection[str]) -> int | None:
    """The first question that nobody asked yet."""
    left = [code for code, _words in ASKED_DOMAINS if code not in answered]
    return number_of(left[0]) if left else None
