"""What is recorded about the invented people, and what invented authorities found.

The facts follow the published accounts of December 2011: recruited in Laos by deceit, kept in
karaoke bars of Sungai Kolok; who looked at the passports saw adults (Flash News 7).
"""

from datetime import date, timedelta

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case, Operation
from fanal.core.calendars.ages import OLDEST_AGE
from fanal.identification.access import Concern
from fanal.identification.actions.recording import add_finding, save_circumstances
from fanal.identification.actions.statements import add_statement
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.people.queries import ages

DECEMBER = date(2011, 12, 14)
KARAOKE = ("recruited", "deception", "harboured", "confined", "prostitution_of_others")
STORIES = {
    "surrogacy": ("VN", "KH", "female", ("recruited", "deception", "surrogacy", "confined")),
    "labour": ("MM", "TH", "female", ("transported", "documents_withheld", "forced_labour")),
    "forced_marriage": ("LA", "CN", "female", ("sold", "disguised_marriage", "forced_marriage")),
    "organ_removal": ("KH", "VN", "male", ("recruited", "deception", "organ_removal")),
}


def play(cast: Cast, today: date) -> None:
    """The people of the operations, and the cases of today that cross a border."""
    for worker in (cast.sokha, cast.kham, cast.linh):
        ring = cast.ring(worker)
        for case in cases_for(worker).select_related("operation").order_by("opened_on", "id"):
            _play_case(case, by=worker, ring=ring)


def _play_case(case: Case, *, by: User, ring: Ring) -> None:
    if case.operation:
        _play_operation(case, case.operation, by=by, ring=ring)
        return
    kind = next((kind for kind in case.kinds.split() if kind in STORIES), None)
    if kind:
        start, end, sex, codes = STORIES[kind]
        days = (case.opened_on - timedelta(days=90), case.opened_on)
        concern = _first_concern(case)
        _write_down(concern, sex, days, ([start], [end]), by=by, ring=ring)
        answers = dict.fromkeys(codes, "yes")
        add_statement(concern=concern, answers=answers, source="interview", by=by, ring=ring)


def _play_operation(case: Case, operation: Operation, *, by: User, ring: Ring) -> None:
    concern, day = _first_concern(case), operation.day
    _write_down(
        concern, "female", (day - timedelta(days=60), day), (["LA"], ["TH"]), by=by, ring=ring
    )
    after, answers = day + timedelta(days=1), dict.fromkeys(KARAOKE, "yes")
    add_statement(
        concern=concern, answers=answers, source="interview", said_on=after, by=by, ring=ring
    )
    if operation.day == DECEMBER:
        _play_papers(concern, after, by=by, ring=ring)


def _play_papers(concern: Concern, day: date, *, by: User, ring: Ring) -> None:
    """The police looked at a passport, the team at the person: both stand on record."""
    paper = {"confined": "no"}
    add_statement(
        concern=concern,
        answers=paper,
        source="document",
        said_by="police report",
        said_on=day,
        by=by,
        ring=ring,
    )
    add_finding(
        concern=concern,
        status="NotAVictimOfTrafficking",
        step="refused",
        body="police",
        reason="The passport says that she is of age.",
        found_on=day,
        country="TH",
        by=by,
        ring=ring,
    )
    add_finding(
        concern=concern,
        status="ActualVictimOfTrafficking",
        step="formally_identified",
        body="multidisciplinary_team",
        document="certificate of the ministry",
        found_on=day,
        country="TH",
        by=by,
        ring=ring,
    )


def _first_concern(case: Case) -> Concern:
    links = case.concerns.select_related("person")
    link = next(link for link in links if link.role == "concerned")
    return Concern(case, link.person, writes=True)


def _write_down(
    concern: Concern,
    sex: str,
    days: tuple[date, date],
    places: tuple[list[str], list[str]],
    *,
    by: User,
    ring: Ring,
) -> None:
    age = ages([concern.person], ring, days[1])[concern.person.id]
    save_circumstances(
        concern=concern,
        sex=sex,
        age=(age.youngest, age.oldest) if age else (0, OLDEST_AGE),
        when=days,
        places={"recruited": places[0], "moved_through": [], "exploited": places[1]},
        version=0,
        by=by,
        ring=ring,
    )
