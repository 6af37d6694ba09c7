"""Everybody with an open case: what her present state adds to her row, or makes a row of her.

Whoever has no journey stands on the board too: the girl who is locked in has none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fanal.core.casework.past_whereabouts import NOT_BY_US
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.journeys.board import BoardRow, Colour
from fanal.core.journeys.custody import NOW_DO, CustodyReason
from fanal.core.journeys.problems import TO_DO, ProblemKind
from fanal.core.journeys.state import JourneyStage
from fanal.core.words import Sentence, Translatable, say


@dataclass(frozen=True, slots=True)
class Alert:
    """What makes a row red or amber, and what to do about it."""

    sentence: Sentence
    to_do: Sentence
    red: bool = True


IN_DANGER = Alert(
    say("She is in danger."),
    say("Read what was said of her safety, and who can go there. Call the lead."),
)
DISPUTED = Alert(
    say("Two answers on her safety do not agree: she counts as in danger."),
    say("A lead reads both answers and decides, with a reason."),
)
UNHEARD = Alert(
    say("Not heard from since the day agreed."),
    say("Call her by the contact rules, and save who was seen or spoken to."),
)
HELD = Alert(
    say("People hold her against her will."),
    say("None of us is with her: say with the lead who can reach her."),
)
UNFIT = Alert(
    say("Nothing known says that the partner whom she is with may take her in."),
    NOW_DO[CustodyReason.TRUST_MISSING],
)
UNSAFE = Alert(
    say("The partner whom she is with was found not to be safe."),
    NOW_DO[CustodyReason.DANGEROUS],
)
NOBODY = Alert(
    say("None of us is with her."),
    say("Say who is with her: us, a partner, her family, or nobody by her own wish."),
)
NOBODY_SINCE = say("Nobody has said who is with her since she is back.")
# By the day, which is all that is stored: the hour is opened with her case.
DUE_TODAY = say("A sign of life is due today.")
# Beside a partner who may take her in: for whoever may know what was found.
ONE_OF_THEM = say("Somebody of the partner whom she is with was found not to be safe.")
MISSED_ELSEWHERE = Alert(
    say(
        "Another team of ours follows her journey: no sign of life has come since the time agreed."
    ),
    say("See her, or call her by the contact rules. Save it here, and tell that team."),
)
UNFIT_ELSEWHERE = Alert(
    say(
        "Another team of ours knows her with a partner. Nothing known says that it may take her in."
    ),
    say("Call that team today, and ask where she is safe."),
)
# In place of `NOBODY` where the reader cannot read it, or reads otherwise than it is stored.
NOT_KNOWN_TO_ALL = Alert(
    say("Who is with her is not known to all of us."),
    say("Ask whoever is responsible for her who is with her tonight."),
)
NOT_KNOWN = Alert(
    say("It is not known whether she is safe."),
    say("Ask her, or whoever is with her, and save the answer."),
    # Amber: not to know is work for today, and red that is always there is read by nobody.
    red=False,
)
# Her row says what has happened where that may be told (`in_doubt`).
DOUBTED = Alert(
    say("She was said to be safe before; that is in doubt."),
    NOT_KNOWN.to_do,
    red=False,
)
GIVEN = Alert(ProblemKind.NOT_CONFIRMED.label, TO_DO[ProblemKind.NOT_CONFIRMED])
OF_STATE = {
    DangerState.IN_DANGER: IN_DANGER,
    DangerState.DISPUTED: DISPUTED,
    DangerState.UNHEARD: UNHEARD,
    DangerState.GIVEN: GIVEN,
    DangerState.UNKNOWN: NOT_KNOWN,
    DangerState.DOUBTED: DOUBTED,
}


@dataclass(frozen=True, slots=True)
class StoredState:
    """What is stored of a person: the code of her state, since which day, who she is with, and
    whether that is a partner who may not hold people."""

    code: DangerState = DangerState.UNKNOWN
    since: date | None = None
    due: date | None = None
    custody: Custody | None = None
    unfit: bool = False


def on_a_journey(row: BoardRow, standing: StoredState) -> tuple[BoardRow, tuple[Alert, ...]]:
    """Return her row of a journey: danger makes it red, whatever the journey says. The journey has
    its own custodian and its own hours; while she is in danger none that is later than her own: it
    is then read from her case, or not at all by whoever opens none."""
    if not standing.code.counts_as_danger:
        return _held(row, standing)
    alert = OF_STATE[standing.code]
    # None rather than her own hour: that one is sealed in her case, and the direction opens none.
    sooner = standing.due and row.due and standing.due < row.due.date()
    due = None if sooner else row.due
    return replace(row, colour=Colour.RED, due=due, why=(alert.sentence, *row.why)), (alert,)


def _held(row: BoardRow, standing: StoredState) -> tuple[BoardRow, tuple[Alert, ...]]:
    """Return the row; whoever was chosen for the way does not have her while people hold her."""
    if standing.custody is not Custody.HOLDER:
        return row, ()
    return replace(row, colour=Colour.RED, why=(HELD.sentence, *row.why)), (HELD,)


def in_doubt(row: BoardRow, what: Translatable) -> BoardRow:
    """Return the row of whom it was said that she is safe before this happened."""
    return in_amber(row, say("Said to be safe before. Since then: {what}.", what=what))


def in_amber(row: BoardRow, why: Sentence) -> BoardRow:
    """Return the row to be looked at today for this too: it never makes a red one less."""
    colour = Colour.RED if row.colour is Colour.RED else Colour.AMBER
    return replace(row, colour=colour, why=(*row.why, why))


def nobody_since(row: BoardRow) -> BoardRow:
    """Return the row of who is back, and of whom nobody has said since who has her."""
    return in_amber(row, NOBODY_SINCE)


def as_known(row: BoardRow) -> BoardRow:
    """Return the row of who is with a partner of whom the reader may know what was found."""
    says = (UNSAFE.sentence if why is UNFIT.sentence else why for why in row.why)
    return replace(row, why=tuple(says))


def red_elsewhere(row: BoardRow, alert: Alert) -> BoardRow:
    """Return the row of whom another team of ours knows what makes it red."""
    return replace(row, colour=Colour.RED, why=(alert.sentence, *row.why))


def is_unheld(stage: JourneyStage | None, custody: Custody | None, *, back: bool = False) -> bool:
    """Whether nobody answers for her: on a journey somebody does, unless it is said that people
    hold her, of whoever has her now nothing is known but a name, or she is back from it (`back`)
    and nobody has said since who has her."""
    # Who has no journey has no custodian by an event: only what is said in her case counts.
    if stage is None:
        return Custody.nobody_answers(custody)
    return back or (custody is not None and not custody.answers_for_her)


def is_said_since(kept: bool | None, custody: Custody | None) -> bool:
    """Whether somebody has said since she is back who has her. `kept`: as of her journey."""
    # What another file of hers told is stored without its day (`HeardOn.kept`), and no journey says
    # this of who is back.
    return custody in NOT_BY_US if kept is None else kept


@dataclass(frozen=True, slots=True)
class OnAJourney:
    """Who has a row of a journey, as the tables of offices count her. `late`: the hour of her next
    sign of life has passed; `back`: those who had her on it have her no more; `kept`: as there."""

    stage: JourneyStage
    late: bool
    back: bool
    kept: bool | None

    def is_unheld(self, custody: Custody | None) -> bool:
        since = self.back and not is_said_since(self.kept, custody)
        return is_unheld(self.stage, custody, back=since)


def without_journey(
    person: str, standing: StoredState, today: date | None = None
) -> tuple[BoardRow, tuple[Alert, ...]]:
    """The row of somebody with an open case who is on no journey: from the day on which she is to
    be heard from she is not as planned until she was."""
    alerts = tuple(_alerts(standing))
    red = any(alert.red for alert in alerts)
    colour = Colour.RED if red else Colour.AMBER if alerts else Colour.GREEN
    why = tuple(alert.sentence for alert in alerts)
    row = BoardRow(person, None, "", None, None, None, colour, why, ())
    awaited = today is not None and standing.due == today and not red
    return in_amber(row, DUE_TODAY) if awaited else row, alerts


def _alerts(standing: StoredState) -> Iterator[Alert]:
    if standing.code in OF_STATE:
        yield OF_STATE[standing.code]
    if standing.custody is Custody.HOLDER:
        yield HELD
    # `HELD` says it already, with another thing to do: two lines of one fact hide each other.
    elif Custody.nobody_answers(standing.custody):
        yield NOBODY
    elif standing.unfit:
        yield UNFIT
