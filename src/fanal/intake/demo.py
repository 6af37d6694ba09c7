"""Signals: the two calls that began the operations of 2011, and three of today."""

from datetime import date, timedelta
from typing import TypedDict

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.answers import DOES_NOT_WANT_TO_SAY, NOT_KNOWN
from fanal.intake.actions import add_to_case, mark_duplicate, set_aside, take_signal
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.web.typing import Answers


class DemoDecider(TypedDict):
    """Who decides, with which keys."""

    by: User
    ring: Ring


FIRST_CALLS: dict[date, Answers] = {
    date(2011, 9, 16): {
        "who_calls": "herself",
        "calling_from": "a locked room above a karaoke bar",
        "where": "Sattahip, near the naval port",
        "known": "She is locked in with others; some of them are younger than she is.",
        "danger_now": True,
        "may_answer": "only herself; hang up if a man answers",
    },
    date(2011, 12, 14): {
        "who_calls": "mother",
        "about_whom": "her daughter and the friends she left with",
        "where": "Sungai Kolok, on the Malaysian border",
        "known": "Her daughter called once and cried. The passports say older than they are.",
        "danger_now": NOT_KNOWN,
    },
}
OPEN: tuple[tuple[str, str, bool, Answers], ...] = (
    (
        "vientiane",
        "kham",
        True,
        {
            "who_calls": "embassy",
            "about_whom": "two women who ran away",
            "where": NOT_KNOWN,
            "known": "They wait in the embassy's garden and are afraid to leave it.",
        },
    ),
    (
        "saigon",
        "linh",
        False,
        {
            "who_calls": "friend",
            "caller": DOES_NOT_WANT_TO_SAY,
            "about_whom": "a girl of her class",
            "known": "Someone holds pictures of her and sends her to meet men.",
            "callback": "+000 555 0199",
            "callback_when": "school breaks",
            "code_word": "homework",
        },
    ),
)


def play(cast: Cast, today: date) -> None:
    """Play the calls; those of 2011 belong to the first case of their operation."""
    ring = cast.ring(cast.sokha)
    decide: DemoDecider = {"by": cast.sokha, "ring": ring}
    for day, answers in FIRST_CALLS.items():
        signal = take_signal(team=cast.bangkok, answers=answers, urgent=True, on=day, **decide)
        cases = Case.objects.exclude(operation=None).select_related("operation")
        cases = cases.order_by("opened_on", "id")
        case = next(case for case in cases if case.operation and case.operation.day == day)
        add_to_case(signal=signal, case=case, reason="the call that began it", on=day, **decide)
    _play_today(cast, decide, today)
    for team, worker, urgent, answers in OPEN:
        who = getattr(cast, worker)
        take_signal(
            team=getattr(cast, team), answers=answers, urgent=urgent, **cast.acting(who), on=today
        )


def _play_today(cast: Cast, decide: DemoDecider, today: date) -> None:
    """Play one call that waits, one that is the same again, and one that was not for us."""
    answers = {"who_calls": "hotline", "about_whom": "three workers on a boat", "danger_now": True}
    before = today - timedelta(days=1)
    first = take_signal(team=cast.bangkok, answers=answers, urgent=True, on=before, **decide)
    again = take_signal(team=cast.bangkok, answers=answers, on=today, **decide)
    mark_duplicate(signal=again, of=first, reason="the hotline called twice", on=today, **decide)
    wages = {"who_calls": "herself", "known": "Wages unpaid for two months; free to leave."}
    other = take_signal(team=cast.bangkok, answers=wages, on=before, **decide)
    set_aside(
        signal=other,
        referred_to="labour protection office",
        reason="unpaid wages, no control",
        on=today,
        **decide,
    )
