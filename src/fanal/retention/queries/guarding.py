"""What speaks against erasing the cases of a plan, in the database and in what the reader opens."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import batched
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone

from fanal.audit import tokens
from fanal.audit.models import JournalEntry
from fanal.authority import reading
from fanal.cases.models import Case, CaseEntry, CasePerson, Closure, Consent
from fanal.cases.models.case_days import last_written
from fanal.cases.queries.changed_cases import changed_among
from fanal.cases.queries.closed_with_unsafe import ClosedWithUnsafe, closed_with_unsafe
from fanal.cases.queries.codes import codes_of
from fanal.core.calendars import read_text
from fanal.core.calendars.months import add_years
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.present import DangerState
from fanal.core.casework.retention import Guard, RetentionFacts, ends_on, guards
from fanal.core.casework.stages import CaseStage
from fanal.core.errors import BadInput
from fanal.funds.models import MoneyRequest
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.board import open_journeys
from fanal.journeys.queries.open_journeys import not_over
from fanal.justice.queries.court_days import court_dates
from fanal.justice.queries.money import cases_before_courts, cases_with_claims
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import births
from fanal.retention.policy import policy
from fanal.retention.queries.plans import ErasurePlan
from fanal.sealed.columns import opens
from fanal.shelters.models import ShelterStay

READ_BACK = timedelta(days=3660)  # how far the journal is asked who read
OF_THE_READER = frozenset({Guard.COURT, Guard.CLOSED_TO_YOU, Guard.CHILD})
AT_ONCE = 500


# By case: the day on which it ends by itself, if any.
type GuardedCases = dict[Guard, dict[UUID, date | None]]


def of_plan(plan: ErasurePlan, ring: Ring) -> GuardedCases:
    """Return what speaks against erasing, in the order in which it is told, with her cases of which
    it is said."""
    return _guards_of(plan, ring)


def without_keys(plan: ErasurePlan) -> GuardedCases:
    """Return it as far as a second person can tell who opens none of it: the first looked at the
    rest."""
    found = _guards_of(plan, None)
    return {guard: cases for guard, cases in found.items() if guard not in OF_THE_READER}


def _facts_of_plan(plan: ErasurePlan, ring: Ring | None) -> dict[UUID, RetentionFacts]:
    """Return the facts of her cases. One that stays for others may be open; but where she is
    herself, and whether a period is over, is asked of it too."""
    found = facts_of(Case.objects.filter(pk__in=plan.cases), ring)
    if not plan.shared:
        return found
    hers = CasePerson.objects.filter(case__in=plan.shared, person__in=plan.files)
    danger, beds = _in_danger(hers), _beds(plan.shared, plan.files)
    travelling = _travelling(plan.shared, plan.files)
    unsafe = {
        one.case.id for one in _with_unsafe(plan.shared) if not one.who.isdisjoint(plan.files)
    }
    for case, facts in facts_of(Case.objects.filter(pk__in=plan.shared), ring).items():
        found[case] = replace(
            facts,
            open=False,
            with_others=facts.open,
            travelling=case in travelling,
            danger=case in danger,
            bed=case in beds,
            unsafe=case in unsafe,
        )
    return found


def _guards_of(plan: ErasurePlan, ring: Ring | None) -> GuardedCases:
    today, rules = timezone.localdate(), policy()
    found: GuardedCases = {}
    for case, known in _facts_of_plan(plan, ring).items():
        for guard in guards(known, rules, today):
            found.setdefault(guard, {})[case] = ends_on(guard, known, rules)
    if not plan.of and _is_kept_without_a_case(plan):
        found[Guard.PERIOD] = {}
    return {guard: found[guard] for guard in Guard if guard in found}


def _is_kept_without_a_case(plan: ErasurePlan) -> bool:
    """Whether a file that is in no case was made within the period of what is of no kind."""
    made = Person.objects.filter(pk__in=plan.files).order_by().values_list("made_on", flat=True)
    years = policy().otherwise.years
    return any(add_years(day, years) > timezone.localdate() for day in made)


def facts_of(cases: QuerySet[Case], ring: Ring | None) -> dict[UUID, RetentionFacts]:
    """Return the facts of each of these cases, in a constant number of queries but for the
    journal."""
    rows = list(cases.order_by("opened_on", "id"))
    ids = [row.id for row in rows]
    written, contacts = last_days(ids), _contacts(ids)
    youngest, court, closed = _youngest(ids, ring), *_hearings(ids, ring)
    travelling, courts = _travelling(ids), cases_before_courts(ids)
    links = CasePerson.objects.filter(case__in=ids).exclude(of_family=True)
    danger, beds = _in_danger(links), _beds(ids)
    money = cases_with_claims(ids) | _asked_for_money(ids)
    changed = changed_among(ids) | _attested_otherwise(ids)
    unsafe = {one.case.id for one in _with_unsafe(ids)}
    return {
        row.id: RetentionFacts(
            kinds=tuple(row.kinds.split()),
            opened_on=row.opened_on,
            last_written=written[row.id],
            last_contact=contacts.get(row.id),
            youngest=youngest.get(row.id),
            open=not (row.closed and opens(row, "stage") and row.stage == CaseStage.CLOSED),
            travelling=row.id in travelling,
            court=row.id in court,
            closed_to_reader=row.id in closed,
            unread=_unread(row.id),
            proceedings=row.id in courts,
            money=row.id in money,
            changed=row.id in changed,
            danger=row.id in danger,
            bed=row.id in beds,
            unsafe=row.id in unsafe,
        )
        for row in rows
    }


def last_days(ids: Collection[UUID]) -> dict[UUID, date]:
    """The last day on which anything was written in each, or it was closed."""
    found = last_written(ids)
    closed = Closure._base_manager.filter(case__in=ids).order_by().values_list("case")
    for case, last in closed.annotate(last=Max("agreed_on")):
        if last is not None:
            found[case] = max(last, found[case])
    return found


def _attested_otherwise(ids: Collection[UUID]) -> set[UUID]:
    """The cases of which a closing or a consent is not as it was made: whoever moves their days in
    the database ends the period early, or hides that it has begun anew."""
    closings = Closure._base_manager.filter(case__in=ids)
    consents = Consent._base_manager.filter(case__in=ids)
    wrong = {row.case_id for row in closings if not reading.row_counts(row)}
    return wrong | {row.case_id for row in consents if not reading.row_counts(row)}


def _contacts(ids: list[UUID]) -> dict[UUID, date]:
    rows = CaseEntry.objects.of_kinds(ids, "contact").order_by().values_list("case")
    return {case: last for case, last in rows.annotate(last=Max("made_on")) if last}


def _youngest(ids: list[UUID], ring: Ring | None) -> dict[UUID, date]:
    """The latest day on which somebody whom the case concerns can be born."""
    if ring is None:
        return {}
    links = CasePerson.objects.filter(case__in=ids, of_family=False).order_by()
    of_case = defaultdict(list)
    for case, person in links.values_list("case", "person"):
        of_case[case].append(person)
    people = Person.objects.filter(pk__in=[one for some in of_case.values() for one in some])
    known = {one: weighed.born for one, weighed in births(people, ring).items() if weighed.born}
    days = {
        case: [known[one].latest for one in some if one in known] for case, some in of_case.items()
    }
    return {case: max(some) for case, some in days.items() if some}


def _hearings(ids: list[UUID], ring: Ring | None) -> tuple[set[UUID], set[UUID]]:
    """The cases with a hearing to come; those whose legal part the reader cannot open."""
    court: set[UUID] = set()
    closed: set[UUID] = set()
    if ring is None:
        return court, closed
    ring.prepare(ids)
    for entry in CaseEntry.objects.of_kinds(ids, "legal").order_by():
        data = entry.try_unseal(ring)
        if data is None:
            closed.add(entry.case_id)
        elif _is_ahead(data.get("hearing")):
            court.add(entry.case_id)
    today = timezone.localdate()
    court |= {one.case.id for one in court_dates(ids, ring) if one.day >= today}
    return court, closed


def _is_ahead(held: object) -> bool:
    answer = load(held)
    if not is_value(answer):
        return False
    try:
        found = read_text(str(answer)).date
    except BadInput:
        return True  # somebody wrote it in words
    ahead = (found.year, found.month or 12, found.day or 31)
    today = timezone.localdate()
    return ahead >= (today.year, today.month, today.day)


def _travelling(cases: Collection[UUID], people: Collection[UUID] | None = None) -> set[UUID]:
    """The cases of which a journey, of these people if any are named, is not over, as their closing
    asks."""
    rows = Traveller.objects.filter(case__in=cases, journey__followed=True).order_by()
    if people is not None:
        rows = rows.filter(person__in=people)
    travels = list(rows.values_list("case", "journey", "person"))
    journeys = Journey.objects.filter(id__in={journey for _case, journey, _person in travels})
    away = not_over(list(open_journeys(journeys)), timezone.localtime()) if travels else {}
    return {case for case, journey, person in travels if (journey, str(person)) in away}


def _in_danger(links: QuerySet[CasePerson]) -> set[UUID]:
    """The cases with somebody of these who is in danger, or between two hands, whichever case of
    hers it was said in."""
    pairs = list(links.order_by().values_list("case", "person"))
    codes = codes_of({person for _case, person in pairs})
    kept = {person for person, code in codes.items() if code.counts_as_danger}
    kept |= {person for person, code in codes.items() if code is DangerState.GIVEN}
    return {case for case, person in pairs if person in kept}


def _with_unsafe(cases: Collection[UUID]) -> list[ClosedWithUnsafe]:
    """Return those of these whose erasure would take away the one row that asks how she is."""
    closed = Case.objects.filter(pk__in=cases, closed=True)
    return closed_with_unsafe(closed, timezone.localdate())


def _beds(cases: Collection[UUID], people: Collection[UUID] | None = None) -> set[UUID]:
    rows = ShelterStay.objects.filter(case__in=cases, over_on=None).order_by()
    if people is not None:
        rows = rows.filter(person__in=people)
    return set(rows.values_list("case", flat=True))


def _asked_for_money(ids: list[UUID]) -> set[UUID]:
    rows = MoneyRequest.objects.filter(case__in=ids, over_on=None).order_by()
    return set(rows.values_list("case", flat=True))


def _unread(case: UUID) -> bool:
    """Whether the last that was written in it has been read by nobody but who wrote it."""
    rows = CaseEntry.objects.filter(case=case).order_by("-number")
    last = rows.values_list("made_on", "made_by").first()
    if last is None:
        return False
    day, writer = last
    if day < timezone.localdate() - READ_BACK:
        return False  # so long ago that the period is over in any case
    return not any(who != writer for who in _readers_since(case, day))


def _readers_since(case: UUID, day: date) -> Iterable[UUID | None]:
    """Who opened the case on that day or later, by the journal."""
    days = (timezone.localdate() - day).days
    marks = [tokens.file(day + timedelta(days=n), str(case)) for n in range(days + 1)]
    for some in batched(marks, AT_ONCE):
        rows = JournalEntry.objects.filter(about_token__in=some).order_by()
        for entry in rows:
            if entry.act in tokens.reads():
                yield entry.by_id
