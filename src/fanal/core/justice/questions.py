"""The questions of each kind of record of a proceeding."""

from fanal.core.casework.amounts import CURRENCIES
from fanal.core.casework.fields import Field, FieldType, choice, day, long, text, yes_no
from fanal.core.casework.recording import RECORDED
from fanal.core.justice import codes
from fanal.core.justice.courts import WISHES, HearingNews, HearingPresence
from fanal.core.justice.custody import EvidenceMove
from fanal.core.justice.money import CompensationStep, DamageHead, WhoClaims
from fanal.core.justice.proceedings import StepKind, WhereAccused
from fanal.core.law.findings import Body
from fanal.core.words import Sentence, labels, say

HOUR_HINT = say("Like 9:30, in the time of the court. Empty: not known.")


def _of[
    Code: (
        Body,
        EvidenceMove,
        DamageHead,
        HearingNews,
        CompensationStep,
        HearingPresence,
        StepKind,
        WhereAccused,
        WhoClaims,
    )
](codes: type[Code]) -> tuple[tuple[str, Sentence], ...]:
    return tuple(labels(codes).items())


HOUR = text("hour", say("Hour"), HOUR_HINT)
HOURS_AWAY = (text("leaves", say("She leaves at"), HOUR_HINT), text("back", say("She is back at")))
WHO_COMES = (
    text("interpreter", say("Interpreter: who, which language")),
    text("ties", say("Interpreter: asked about ties to her, her village, or the accused")),
    text("escort", say("Who goes with her")),
    text("child_care", say("Who looks after her child")),
    text("adult", say("Where she is a child: her guardian, or which adult stands by her")),
)
HEARING = (
    Field("day", say("Day in court"), FieldType.DAY, ahead=True),
    HOUR,
    text("place", say("Court and room")),
    choice("presence", say("Must she come?"), _of(HearingPresence)),
    choice("wish", say("What does she want?"), WISHES),
    *WHO_COMES,
    *HOURS_AWAY,
    text("measures", say("Measures for that day, asked for and granted")),
    long("needs", say("What she needs that day")),
    Field(
        "recorded",
        say("Is what she says to be recorded, in sound or picture?"),
        FieldType.YES_NO,
        hint=say("Ask her first: it takes her own yes, and she may say no."),
    ),
    text("zone", say("Time zone of the court")),
)
HEARING_NEWS = (
    choice("news", say("What became of it?"), _of(HearingNews)),
    Field("day", say("If it was moved: the new day in court"), FieldType.DAY, ahead=True),
    HOUR,
    *WHO_COMES,
    *HOURS_AWAY,
    choice("heard", say("If it was held: was she heard?"), codes.HEARD_OR_NOT),
    choice("recorded", say("Was what she said recorded?"), RECORDED),
    long("words", say("Why, and what happened")),
)
STEP = (
    choice("step", say("What happened?"), _of(StepKind)),
    long("words", say("What was decided, and what comes next")),
    text("body", say("Who decided")),
    choice(
        "the_accused",
        say("Where is the accused now?"),
        _of(WhereAccused),
        say("Whoever is free may come to her: her risk is looked at anew."),
    ),
)
TOLD = (
    text("language", say("In which language")),
    choice("how", say("How was she told?"), codes.HOW_TOLD),
    long("words", say("What she asked, and what she wants")),
)
LIMIT = (
    choice("rule", say("Which time limit?"), ()),
    Field(
        "start",
        say("Counted from"),
        FieldType.DAY,
        hint=say("As far as it is known: a month is enough. The earliest day counts."),
    ),
    text("checked", say("Who set or checked the day")),
    long("words", say("What to know about it")),
)
LIMIT_NEWS = (
    choice("news", say("What became of it?"), codes.LIMIT_NEWS),
    long("words", say("What happened")),
)
ACT = (
    long("act", say("The act, and when")),
    long("constraint", say("How she was made to do it")),
    text("rule", say("The rule that protects her: law, article")),
)
ACT_NEWS = (
    choice("news", say("What became of it?"), codes.ACT_NEWS),
    text("body", say("With whom")),
    long("words", say("What was said")),
)
MEASURE = (
    choice("measure", say("Which measure?"), codes.MEASURES),
    text("body", say("Asked of whom")),
    long("words", say("Why, and on which conditions")),
)
MEASURE_NEWS = (
    choice("news", say("What became of it?"), codes.MEASURE_NEWS),
    long("words", say("Conditions, or how it was broken")),
)
EVIDENCE = (
    text(
        "what",
        say("What it is"),
        say("Never a picture of abuse: the platform, the day and the number of the report."),
    ),
    text("from_whom", say("From whom")),
    text("keeper", say("Who holds it, where it is kept"), say("Decide it before you take it.")),
    long("words", say("In which state, and why it matters")),
    text("place", say("Where it was collected")),
    text("seal", say("Number of the seal")),
    text("digest", say("Check sum of the file (SHA-256)")),
    yes_no("photographed", say("Photographed before it was touched?")),
)
CUSTODY = (
    text("from_hand", say("From whose hand")),
    text("to_hand", say("To whose hand")),
    choice("why", say("Why?"), _of(EvidenceMove)),
    text("seal", say("Number of the seal, as the one who receives it reads it")),
    yes_no("intact", say("Was the seal intact?")),
    text("hour", say("Hour"), say("Like 9:30. Empty: not known.")),
    text("new_seal", say("Number of the new seal")),
    text("receipt", say("Receipt: number, from whom")),
)
MONEY_OF = (
    text("amount", say("How much")),
    choice("currency", say("Currency"), (*CURRENCIES, (codes.OTHER_CURRENCY, say("another one")))),
    text(
        "other_currency",
        say("Which one, if another"),
        say("It is kept as you write it, and added to nothing."),
    ),
)
CLAIM = (
    choice("head", say("For what?"), _of(DamageHead)),
    *MONEY_OF,
    choice("claimed_by", say("Who claims it?"), _of(WhoClaims)),
    text("against", say("Against whom")),
    long("words", say("What proves it, and what would settle it")),
)
MONEY = (
    choice(
        "money",
        say("What happened?"),
        _of(CompensationStep),
        say("After an appeal: first what is no longer ordered, then what is ordered in its place."),
    ),
    *MONEY_OF,
    text("to_whom", say("Paid to whom, and how")),
    text("percent", say("Interest: per cent a year")),
    day("interest_from", say("Interest from")),
)
INFORMATION = (
    choice("topic", say("Of what does she want to be told?"), codes.INFORMATION),
    text("body", say("Asked of whom")),
    long("words", say("How she is to be told, and who may not be")),
)
INFORMATION_NEWS = (
    choice("news", say("What did they answer?"), codes.INFORMATION_NEWS),
    long("words", say("In words")),
)
PRESSURE = (
    choice("how", say("What happened?"), codes.PRESSURES),
    text("who", say("Who did it, as far as she knows")),
    yes_no("official", say("Was it an official?")),
    long("words", say("In her words")),
)
PRESSURE_NEWS = (
    choice("news", say("What is new?"), codes.PRESSURE_NEWS),
    choice("how", say("What happened?"), codes.PRESSURES),
    text("who", say("Who did it, as far as she knows")),
    yes_no("official", say("Was it an official?")),
    long("words", say("In her words, and what was done")),
)
STATUS = (
    choice("status", say("What was decided?"), codes.STATUSES),
    choice("decided_by", say("Which kind of body decided?"), _of(Body)),
    text("body", say("Who decided")),
    text("reference", say("Number of the decision")),
    text("checked", say("Who set or checked the day of the appeal")),
    long(
        "words",
        say("On which grounds"),
        say("For a refusal: the reason given, or that none was given."),
    ),
)
STATUS_NEWS = (
    choice("news", say("What became of it?"), codes.STATUS_NEWS),
    long("words", say("In words"), say("For a refusal: the reason given, or that none was given.")),
)
COST = (
    text("what", say("For what")),
    choice("payer", say("Who pays it?"), codes.PAYERS),
    *MONEY_OF,
    long("words", say("What to know about it")),
)
