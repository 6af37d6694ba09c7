"""One woman in care with Ploy: a visit, a summary that she released, somebody to see again today;
and one who is to be seen today and waits for an answer. The licence of one scale, and one that
waits."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from fanal.care.actions import asking, licences, records
from fanal.care.models import CareRequest
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.colleagues.actions import qualify
from fanal.core.care.licences import LicenceUse
from fanal.core.care.notes import NoteKind
from fanal.core.care.scales import scales
from fanal.core.care.windows import ActTime
from fanal.core.colleagues.validity import QualificationKind
from fanal.keys.demo import Cast
from fanal.people.models import Person

DAY = timedelta(days=1)


def play(cast: Cast, today: date) -> None:
    _licence(cast, today)
    since = today - 200 * DAY
    qualify(colleague=cast.ploy, kind=QualificationKind.SCALES, on=since, by=cast.claire)
    people = _two_of_sokha(cast)
    if len(people) < 2:
        return
    (first, she), (second, her) = people
    _in_care(cast, first, she, today)
    long_ago = timezone.now().astimezone(ZoneInfo("Asia/Bangkok")) - timedelta(hours=30)
    _ask_for_care(
        cast, second, her, ActTime(long_ago, long_ago), "She came last night. She is calm."
    )


def _licence(cast: Cast, today: date) -> None:
    """Record the licence of a scale whose manual was ordered; a second one waits for Claire."""
    for code, words in (("hscl25", "letter 14/2026"), ("cepat", "letter 15/2026")):
        licence = licences.record_licence(
            shell=scales()[code],
            use=LicenceUse.PAPER,
            holder="Alliance Anti Trafic",
            reference=words,
            languages=["km"],
            checked="",
            since=today - 90 * DAY,
            until=None,
            by=cast.ploy,
        )
        if code == "hscl25":
            licences.agree_licence(licence=licence, by=cast.claire)


def _two_of_sokha(cast: Cast) -> list[tuple[Case, Person]]:
    rows = cases_for(cast.sokha).filter(assignee=cast.sokha, closed=False, operation=None)
    people: list[tuple[Case, Person]] = []
    for case in rows.order_by("opened_on", "id"):
        link = case.concerned.order_by("id").first()
        if link and link.person_id not in {other.pk for _case, other in people}:
            people.append((case, link.person))
        if len(people) == 2:
            break
    return people


def _ask_for_care(
    cast: Cast, case: Case, person: Person, act: ActTime | None, words: str
) -> CareRequest:
    return asking.ask(
        case=case,
        person=person,
        to=cast.ploy,
        agreed="yes",
        words=words,
        act=act,
        happened=act is not None,
        **cast.acting(cast.sokha),
    )


def _in_care(cast: Cast, case: Case, person: Person, today: date) -> None:
    ring = cast.ring(cast.ploy)
    request = _ask_for_care(
        cast, case, person, None, "She cannot sleep, and does not want to say why."
    )
    file = asking.take(request=request, by=cast.ploy, ring=ring)
    answers = {"agreed": True, "words": "She slept three hours. We talked about the dog."}
    records.note(
        file=file,
        kind=NoteKind.EXAMINATION,
        answers=answers,
        on=today - 6 * DAY,
        due=today,
        next_words="sleep",
        by=cast.ploy,
        ring=ring,
    )
    asking.release(
        request=request,
        words="Needs a quiet room; eats with the tablets.",
        agreed="yes",
        by=cast.ploy,
        ring=ring,
    )
