"""What other apps learn of proceedings: at a closing, of recognition, releases, the line."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.age_changes import open_cases_of
from fanal.cases.queries.story import StoryQuery
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.timeline import TimelineKind
from fanal.core.casework.whose_consent import AgeTurn
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.proceedings import ProceedingKind, is_over
from fanal.core.law.recognition import RecognitionRight
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.facts import Happened
from fanal.core.roles import Permission, Role
from fanal.core.sealing.compartments import LEGAL
from fanal.core.words import Sentence, say
from fanal.database.kept_questions import Kept
from fanal.database.sql import these, these_values, with_rows_of_cases
from fanal.justice import access
from fanal.justice.models import KIND, JusticeRecord, Proceeding
from fanal.justice.queries.records import ShownProceeding, proceedings_in
from fanal.justice.queries.shown_records import ShownJustice
from fanal.justice.queries.steps import accused_is_free, steps_of
from fanal.justice.queries.story import steps_read
from fanal.people.age_changes import AgeChange, AgeConsequence
from fanal.people.models import Person
from fanal.web.codes import COUNTRIES
from fanal.web.set_up import SetUpItem, programme
from fanal.web.words import labelled, translated

AS_A_CHILD = say(
    "A proceeding was begun for a child: ask the lawyer what of its protection goes on, and who "
    "stands by her there"
)
AS_AN_ADULT = say(
    "A proceeding was begun for an adult: ask the lawyer what protects a child in it, and who "
    "stands by her there"
)
# What of her proceedings keeps a case in sight when it is to be closed: once it is, it stands in
# no calendar and on no lawyer's list.
WAITING = {
    JusticeKind.PRESSURE: say("times pressure on her that nobody has answered: {n}"),
    JusticeKind.HEARING: say("hearings that are not over: {n}"),
    JusticeKind.LIMIT: say("time limits of a court that are running: {n}"),
    JusticeKind.STATUS: say("decisions on her status that may be appealed, or were: {n}"),
    JusticeKind.ACT: say("acts that she was made to do, and may still be punished for: {n}"),
    JusticeKind.MEASURE: say("protection measures that run, or were asked for: {n}"),
    JusticeKind.STEP: say("steps of proceedings that she has not been told of: {n}"),
    JusticeKind.INFORMATION: say("things that she asked to be told of, without an answer: {n}"),
    JusticeKind.EVIDENCE: say("pieces of evidence that somebody still keeps: {n}"),
    JusticeKind.MONEY: say("proceedings in which money was ordered that has not reached her: {n}"),
}


def proceedings_again(change: AgeChange, reader: User | None) -> Iterator[AgeConsequence]:
    """Yield once for each of her cases in which a proceeding is not over."""
    if change.turn is None or not (cases := open_cases_of(change.person, reader)):
        return
    rows = Proceeding.objects.filter(person=change.person, case__in=cases).order_by("id")
    if reader is not None:
        rows = rows.filter(case__in=access.legal_cases_for(reader))
    says = AS_A_CHILD if change.turn is AgeTurn.ADULT else AS_AN_ADULT
    over = {id: is_over(steps) for id, steps in steps_of(rows).items()}
    for id in dict.fromkeys(row.case_id for row in rows if not over[row.id]):
        page = reverse("justice:case", args=[id])
        yield AgeConsequence(says, id, cases[id].code_name, page)


def courts_still_open(case: Case, user: User, _now: datetime) -> Iterator[StillOpen]:
    """Yield what is open before courts for whoever opens the legal part; no key is needed."""
    if not with_rows_of_cases([JusticeRecord, Proceeding], [case.id]):
        return  # of most cases: one small question in place of six
    if not access.opens(user, case):
        return
    rows = access.records_of(case).filter(waits=True).defer("sealed").order_by()
    waiting = Counter(row.record_kind for row in rows)
    for kind, sentence in WAITING.items():
        if n := waiting[kind]:
            yield StillOpen(OpenEnd.COURT, Sentence(sentence.template, {"n": n}))
    if n := _not_over(case):
        yield StillOpen(OpenEnd.COURT, say("proceedings that are not over: {n}", n=n))


def _not_over(case: Case) -> int:
    """How many are not over: whoever follows them for her does so from a case that is open."""
    return sum(not is_over(steps) for steps in steps_of(access.proceedings_of(case)).values())


# What is written down already of what her recognition may begin.
RESIDENCE = "residence"  # among the measures


def stay_or_claim_begun(case: Case, person: Person) -> Iterator[RecognitionRight]:
    hers = list(Proceeding.objects.filter(case=case, person=person))
    records = list(JusticeRecord.objects.filter(case=case, proceeding__in=hers))
    claimed = any(record.record_kind is JusticeKind.CLAIM for record in records)
    if claimed or any(proceeding.kind is ProceedingKind.STATE_COMPENSATION for proceeding in hers):
        yield RecognitionRight.COMPENSATION
    if any(record.coded.get("measure") == RESIDENCE for record in records):
        yield RecognitionRight.STAY


# The days since which an accused is free, without a key: each asks for a look at her risk.
def releases_in(cases: Collection[UUID]) -> dict[UUID, list[Happened]]:
    """Return these days of each case, from its steps; a step's code is sealed to the server."""
    by_case: dict[UUID, list[Happened]] = defaultdict(list)
    steps = [code.blob for code in KIND.in_scopes(cases, [JusticeKind.STEP])]
    for row in STEPS.ask(these(cases), these_values(steps)) if cases else ():
        if accused_is_free(row):
            by_case[row.case_id].append(_release(row))
    return by_case


def _steps(cases: RawSQL, kinds: RawSQL) -> QuerySet[JusticeRecord]:
    rows = JusticeRecord.objects.filter(case__in=cases, kind__in=kinds).order_by("number")
    return rows.select_related("proceeding").defer("sealed", "away", "proceeding__sealed")


STEPS = Kept(_steps)


def with_proceedings() -> list[UUID]:
    return list(Proceeding.objects.order_by().values_list("case", flat=True).distinct())


def releases_on_screen(query: StoryQuery) -> Iterator[Happened]:
    return (_release(step) for step in steps_read(query) if accused_is_free(step))


def _release(step: JusticeRecord) -> Happened:
    # Written down late, it was not known to whoever looked at her risk meanwhile.
    return Happened(RiskEvent.RELEASE, step.on, step.made_on)


def keeps_hearings(case: Case) -> bool:
    """Whether a proceeding of this case is there to write them in."""
    return Proceeding.objects.filter(case=case).exists()


# How far work in court is set up, as the administrator reads it: counts and colleagues.
def justice_set_up() -> SetUpItem:
    rows = User.objects.who_may(Permission.WORK_LEGAL)
    names = ", ".join(str(row) for row in rows.order_by("display_name"))
    return programme(
        _("A lawyer"),
        names or _("none yet"),
        _(
            "Invite a lawyer. A lead then gives her access to the legal part of a case, in that "
            "case."
        ),
        done=bool(names),
        invites=Role.LAWYER,
    )


# Proceedings on the line of a case: each record on its day, hearings on the day of court.
def proceedings_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if LEGAL not in query.may_open:
        return
    for proceeding in proceedings_in(query.case, query.ring):
        for record in proceeding.records:
            yield _record(proceeding, record)
            for below in record.below:
                yield _record(proceeding, below)


def _record(shown: ShownProceeding, record: ShownJustice) -> TimelineItem:
    row, of = record.row, shown.row
    kind, role = capfirst(translated(of.kind.sentence())), translated(of.role.sentence())
    title = f"{kind} · {COUNTRIES.name(of.country)} · {role}"
    text = "\n".join(
        labelled(str(answer["key"]), translated(answer["value"])) for answer in record.rows
    )
    return TimelineItem(
        id=str(row.id),
        kind=TimelineKind.LAW,
        said=row.on,
        written=row.made_on,
        by=str(row.made_by),
        number=row.number,
        title=title,
        details=(_what(record),),
        text=text,
        person=of.person_id,
        code=of.person.code_name,
        part=LEGAL if record.data is not None else None,
        address=reverse("justice:proceeding", args=[row.case_id, of.id]),
        leads_to=_("Proceeding"),
    )


def _what(record: ShownJustice) -> str:
    kind, title = translated(record.kind.sentence()), translated(record.title)
    return capfirst(title if kind == title else labelled(kind, title))
