"""One trial in two countries, from the arrest to compensation that is paid: in Thailand she is the
victim, in Viet Nam she was fined for leaving. Everybody is invented."""

from datetime import date, timedelta

from fanal.cases.access import cases_with
from fanal.cases.models import Case
from fanal.core.calendars import PartialDate
from fanal.core.calendars.working_days import is_working_day
from fanal.core.justice.kinds import JusticeKind
from fanal.core.sealing.compartments import LEGAL
from fanal.justice.actions.proceedings import begin
from fanal.justice.actions.recording import record
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.web.typing import Answers

K = JusticeKind
DAY = timedelta(days=1)
# days ago, step, what was decided, days later she was told (None: not yet)
TRIAL: tuple[tuple[int, str, str, int | None], ...] = (
    (400, "arrest", "Two men and the owner of the karaoke are arrested.", 1),
    (396, "filed", "She lodges a complaint with her lawyer beside her.", 0),
    (310, "charged", "Trafficking, section 6; forced prostitution of a minor.", 3),
    (250, "trial", "She is heard by video, once, with a woman as interpreter.", 1),
    (180, "judged", "Eight years for the owner; compensation of 200,000 baht.", 2),
    (150, "final", "Nobody appealed.", 5),
    (9, "release", "One of the two men leaves prison on the 3rd.", None),
)


class Player:
    """A writer of one proceeding as Mai, each record on its day."""

    def __init__(self, cast: Cast, ring: Ring, proceeding: Proceeding, today: date) -> None:
        self.by, self.ring, self.proceeding, self.today = cast.mai, ring, proceeding, today

    def write(
        self,
        kind: JusticeKind,
        answers: Answers,
        days: int = 0,
        under: JusticeRecord | None = None,
        due: date | None = None,
    ) -> JusticeRecord:
        return record(
            proceeding=self.proceeding,
            kind=kind,
            answers=answers,
            under=under,
            due=due,
            on=self.today - days * DAY,
            by=self.by,
            ring=self.ring,
            sure=True,
        )


def play(cast: Cast, today: date) -> None:
    rows = cases_with(cast.mai, LEGAL).exclude(closed=True).order_by("opened_on", "id")
    case = rows.first()
    ring = cast.ring(cast.mai)
    if case is None or LEGAL not in ring.compartments(case.id):
        return
    trial = Player(cast, ring, _begun(cast, ring, case, TOLD_TRIAL), today)
    _play_trial(trial)
    _play_money(trial)
    _play_entry(Player(cast, ring, _begun(cast, ring, case, TOLD_ENTRY), today))


TOLD_TRIAL: Answers = {
    "kind": "criminal",
    "country": "TH",
    "role": "victim",
    "body": "Criminal Court",
    "reference": "KM 114/2568",
    "lawyer": "Mai Lê, with an advocate of the bar of Bangkok",
    "matter": "She was held in a karaoke and made to pay a debt.",
    "language": "Lao",
}
TOLD_ENTRY: Answers = {
    "kind": "administrative",
    "country": "VN",
    "role": "accused",
    "body": "Border police",
    "matter": "Left the country without a stamp: a fine.",
    "language": "Vietnamese",
}


def _begun(cast: Cast, ring: Ring, case: Case, answers: Answers) -> Proceeding:
    person = case.concerned.order_by("id")[0].person
    return begin(case=case, person=person, answers=answers, by=cast.mai, ring=ring)


def _play_trial(play: Player) -> None:
    for days, step, words, told_before in TRIAL:
        step_written = play.write(K.STEP, {"step": step, "words": words}, days)
        if told_before is not None:
            answers: Answers = {"language": "Lao", "how": "interpreter"}
            play.write(K.TOLD, answers, days - told_before, under=step_written)
    _play_evidence(play)
    shield = play.write(K.MEASURE, {"measure": "video", "body": "Criminal Court"}, 300)
    play.write(K.MEASURE_NEWS, {"news": "granted"}, 280, under=shield)
    play.write(K.INFORMATION, {"topic": "release", "body": "The prison"}, 149)
    _play_hearing(play)


def _play_evidence(play: Player) -> None:
    bag = play.write(
        K.EVIDENCE,
        {
            "what": "Her notebook of days and debts",
            "seal": "0098",
            "keeper": "Mai Lê, the safe of the office",
        },
        395,
    )
    play.write(
        K.CUSTODY,
        {
            "from_hand": "Mai Lê, the safe of the office",
            "why": "authority",
            "to_hand": "The prosecutor",
            "seal": "0098",
            "intact": True,
            "receipt": "44/2568",
        },
        312,
        under=bag,
    )


def _play_hearing(play: Player) -> None:
    """Write down a hearing in four days, and that it moved by one."""
    court = play.write(
        K.HEARING,
        {
            "day": _court_day(play.today + 4 * DAY, "TH"),
            "hour": "9:30",
            "presence": "may",
            "wish": "video",
            "place": "Criminal Court, room 7",
            "interpreter": "Ms Noy, Lao",
            "leaves": "7:00",
            "back": "14:00",
        },
    )
    play.write(
        K.HEARING_NEWS,
        {
            "news": "moved",
            "hour": "13:30",
            "day": _court_day(play.today + 5 * DAY, "TH"),
            "words": "The judge is ill.",
        },
        under=court,
    )


def _play_money(play: Player) -> None:
    """Write down what was claimed, ordered, and paid in part."""
    for head, amount in (("pay", "86 812.50"), ("pain", "150 000"), ("return", "6 400")):
        play.write(
            K.CLAIM,
            {
                "head": head,
                "amount": amount,
                "currency": "THB",
                "against": "The owner of the karaoke",
            },
            300,
        )
    for step, amount, days in (
        ("ordered", "200 000", 180),
        ("paid", "120 000", 60),
        ("in_her_hands", "120 000", 58),
    ):
        play.write(
            K.MONEY,
            {
                "money": step,
                "amount": amount,
                "currency": "THB",
                "to_whom": "An account in her name",
            },
            days,
        )
    start = play.today - 300 * DAY
    play.write(
        K.LIMIT,
        {"rule": "th_state_compensation", "start": PartialDate(start.year, start.month)},
        100,
    )


def _play_entry(play: Player) -> None:
    """Raise what she was made to do, which is not answered yet."""
    play.write(K.STEP, {"step": "decision", "words": "A fine of three million dong."}, 40)
    act = play.write(
        K.ACT,
        {"act": "Crossed the border without a stamp", "constraint": "The man had her passport."},
        30,
    )
    play.write(K.ACT_NEWS, {"news": "raised", "body": "Border police"}, 12, under=act)
    play.write(
        K.HEARING,
        {
            "day": _court_day(play.today + 3 * DAY, "VN"),
            "hour": "8:00",
            "presence": "must",
            "wish": "stays_away",
        },
    )


def _court_day(day: date, country: str) -> date:
    """Return the first working day from then on."""
    while not is_working_day(day, country):
        day += DAY
    return day
