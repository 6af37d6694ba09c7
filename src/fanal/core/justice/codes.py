"""Codes that records of a proceeding answer with, and their words."""

from __future__ import annotations

from fanal.core.words import say

HOW_TOLD = (
    ("in_person", say("face to face, in her language")),
    ("interpreter", say("face to face, with an interpreter")),
    ("telephone", say("by telephone")),
    ("letter", say("by a letter that somebody read to her")),
)
MET, NOT_APPLICABLE, PASSED = "met", "not_applicable", "passed"
LIMIT_NEWS = (
    (MET, say("it was met")),
    (NOT_APPLICABLE, say("it does not apply here")),
    (PASSED, say("it passed")),
)
RAISED, ACCEPTED, REFUSED, APPEALED, CLEARED = (
    "raised", "accepted", "refused", "appealed", "cleared",
)  # fmt: skip
ACT_NEWS = (
    (RAISED, say("raised with the authority")),
    (ACCEPTED, say("accepted: she is not punished")),
    (REFUSED, say("refused")),
    (APPEALED, say("appealed")),
    (CLEARED, say("cleared from her record")),
)
MEASURES = (
    ("no_contact", say("no contact with her")),
    ("witness_protection", say("witness protection")),
    ("anonymity", say("anonymity")),
    ("screen", say("a screen in court")),
    ("video", say("heard by video")),
    ("closed_court", say("closed court")),
    ("early_testimony", say("heard before the trial")),
    ("residence", say("residence permit")),
    ("reflection", say("recovery and reflection period")),
    ("relocation", say("another place to live")),
    ("other", say("another measure")),
)
GRANTED, EXPIRED, BROKEN, LIFTED = "granted", "expired", "broken", "lifted"
MEASURE_NEWS = (
    (GRANTED, say("it was granted")),
    (REFUSED, say("refused")),
    (BROKEN, say("it was broken: act today")),
    (EXPIRED, say("it ran out")),
    (LIFTED, say("it was lifted")),
)
MEASURE_OVER = frozenset({REFUSED, EXPIRED, LIFTED})
INFORMATION = (
    ("rights", say("her rights, and legal aid")),
    ("trial", say("time and place of the trial")),
    ("not_prosecuted", say("a decision not to prosecute")),
    ("result", say("the judgment, and the penalty")),
    ("release", say("the release of the accused, or that he is on bail")),
    ("money", say("what becomes of her claim")),
)
ANSWERED, NO_ANSWER = "answered", "no_answer"
INFORMATION_NEWS = (
    (ANSWERED, say("they told us")),
    (NO_ANSWER, say("they do not answer: asked again")),
    (REFUSED, say("refused")),
)
# Codes of news that end what they are written below.
ENDS = {
    "limit_news": {MET, NOT_APPLICABLE, PASSED},
    "act_news": {ACCEPTED, CLEARED},
    "measure_news": MEASURE_OVER,
    "information_news": {ANSWERED, REFUSED},
    "hearing_news": {"held", "fell_through"},
}
# What was told of before the first of these, in order: an answer to what was not raised is asked
# about by nobody, and refused.
AFTER_RAISED = frozenset({ACCEPTED, REFUSED, APPEALED, CLEARED})
OTHER_CURRENCY = "other"
