"""Codes that records of a proceeding answer with, and their words."""

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
    "raised",
    "accepted",
    "refused",
    "appealed",
    "cleared",
)
ACT_NEWS = (
    (RAISED, say("raised with the authority")),
    (ACCEPTED, say("accepted: she is not punished")),
    (REFUSED, say("refused")),
    (APPEALED, say("appealed")),
    (CLEARED, say("cleared from her record")),
)
REFLECTION, RESIDENCE = "reflection", "residence"
MEASURES = (
    ("no_contact", say("no contact with her")),
    ("witness_protection", say("witness protection")),
    ("anonymity", say("anonymity")),
    ("screen", say("a screen in court")),
    ("video", say("heard by video")),
    ("closed_court", say("closed court")),
    ("early_testimony", say("heard before the trial")),
    (RESIDENCE, say("residence permit")),
    (REFLECTION, say("recovery and reflection period")),
    ("relocation", say("another place to live")),
    ("other", say("another measure")),
)
# What protects her in the court room: without an answer it is not there on the day.
IN_COURT = frozenset({"anonymity", "screen", "video", "closed_court"})
# What an office decides about her stay, and what she can challenge until a day (Council of Europe
# Convention, articles 13, 14 and 15(1)); how long that is, the law of the country says.
MEASURES_TO_CHALLENGE = frozenset({RESIDENCE, REFLECTION})
GRANTED, EXPIRED, BROKEN, LIFTED = "granted", "expired", "broken", "lifted"
MEASURE_NEWS = (
    (GRANTED, say("it was granted")),
    (REFUSED, say("refused")),
    (BROKEN, say("it was broken: act today")),
    (EXPIRED, say("it ran out")),
    (LIFTED, say("it was lifted")),
)
# A measure that was broken is not over: it still binds whoever broke it.
MEASURE_OVER = frozenset({REFUSED, EXPIRED, LIFTED})
HEARD, NOT_HEARD = "heard", "not_heard"
HEARD_OR_NOT = (
    (HEARD, say("yes: she told what happened to her")),
    (NOT_HEARD, say("no: she was not asked, or did not speak")),
)
# Pressure on her as a witness; `NOT_SAID`: one tap, before anybody had time to write.
NOT_SAID, OVER = "not_said", "over"
PRESSURES = (
    (NOT_SAID, say("not said yet: ask her today")),
    ("approached", say("somebody came to her, or called")),
    ("family", say("through her family")),
    ("money", say("money or a gift was offered")),
    ("threat", say("a threat against her or her family")),
    ("official", say("by an official")),
)
PRESSURE_NEWS = (
    ("learned", say("more is known")),
    ("told", say("the court or the prosecutor was told")),
    (OVER, say("it is over")),
)
PROVISIONAL, RECOGNISED, WITHDRAWN = "provisional", "recognised", "withdrawn"
STATUSES = (
    ("asked", say("asked for")),
    (PROVISIONAL, say("recognised for the time being")),
    (RECOGNISED, say("recognised as a victim")),
    (REFUSED, say("refused")),
    (WITHDRAWN, say("taken back")),
)
# What an authority decided: who did is asked.
DECIDED = frozenset({PROVISIONAL, RECOGNISED, REFUSED, WITHDRAWN})
MAY_BE_APPEALED = frozenset({REFUSED, WITHDRAWN})
GRANTED_ON_APPEAL, REFUSED_ON_APPEAL, NO_APPEAL = "on_appeal", "appeal_refused", "no_appeal"
APPEAL_WITHDRAWN = "appeal_withdrawn"
STATUS_NEWS = (
    (APPEALED, say("appealed")),
    (GRANTED_ON_APPEAL, say("recognised on appeal")),
    (REFUSED_ON_APPEAL, say("the appeal was refused")),
    (APPEAL_WITHDRAWN, say("the appeal was taken back")),
    (NO_APPEAL, say("she wants no appeal")),
)
PAID_BY_US = "us"
PAYERS = (
    ("waived", say("nobody: waived, or without cost")),
    ("legal_aid", say("legal aid of the state")),
    (PAID_BY_US, say("we do")),
    ("partner", say("a partner")),
    ("lawyer", say("her lawyer works without pay")),
    ("herself", say("she does")),
    ("not_settled", say("not settled yet")),
)
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
    "pressure_news": {OVER},
    "status_news": {GRANTED_ON_APPEAL, REFUSED_ON_APPEAL, APPEAL_WITHDRAWN, NO_APPEAL},
}
# What was told of before the first of these, in order: an answer to what was not raised is asked
# about by nobody, and refused.
AFTER_RAISED = frozenset({ACCEPTED, REFUSED, APPEALED, CLEARED})
OTHER_CURRENCY = "other"
