"""What is said of her present state, on pages of its own: in danger or no longer, a sign of life,
the decision of a lead. The state itself is derived; nothing here sets it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from fanal.absences.queries import leading_now, stand_ins_of
from fanal.absences.reachable import at_work
from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases.access import conflicts_on
from fanal.cases.models import Case, CasePerson, Closure, StateCode
from fanal.cases.models.state import HeardOn, Stored
from fanal.cases.queries.at_risk import watching
from fanal.cases.queries.codes import codes_among
from fanal.cases.queries.derived_states import refresh
from fanal.cases.queries.reopenings import reopened_of
from fanal.cases.queries.statements import links_of
from fanal.core.casework.present import DangerState, gets_worse
from fanal.core.casework.statements import Custody, SaidAt, said_before
from fanal.core.errors import BadInput
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.database.sql import these
from fanal.keys.ring import Ring
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.sealed.columns import opens

# The clocks of telephones and of the server: a sign of life of now must not be refused for them.
CLOCKS_DIFFER = timedelta(minutes=15)

# Whom to tell that something waits: said by whatever can send mail, when the server starts.
TELL: list[Callable[[Iterable[User], date], None]] = []
# What an app above stores elsewhere once something else is known of people of these cases.
SAID_ANEW: list[Callable[[Collection[UUID]], None]] = []


def mail_to(recipients: Iterable[User], on: date) -> None:
    """Tell these people that something waits."""
    for tell in TELL:
        tell(recipients, on)


def say_anew(*, case: Case, by: User, ring: Ring) -> None:
    """Derive the state of the people of the case after something was said, in its transaction.

    Where danger begins, or two answers do not agree, the leads and workers of all their cases are
    told at once.
    """
    rows = CasePerson.objects.filter(case=case).exclude(of_family=True).order_by()
    into = merged_of()
    # By the file that stands for her: danger that was said in one case is hers in all.
    files = {person: last_of(person, into) for person in rows.values_list("person", flat=True)}
    links = links_of(files, into)
    before = codes_among(links, files)
    if not refresh(links, by, ring):
        return
    for goes_on in SAID_ANEW:
        goes_on({link.case_id for link in links})
    after = codes_among(links, files)
    worse = [file for file in files if gets_worse(before[file], after[file])]
    if worse:
        recipients = to_tell(worse).exclude(pk=by.pk)
        mail_to(recipients, timezone.localdate())


def danger_begins(*, case: Case, person: UUID, on: date, by: User) -> None:
    """Store that she is in danger, for whoever saw it and opens nothing of the case: the staff of a
    shelter, say. What is derived from the statements replaces it as soon as somebody reads them;
    here nothing ever ends a danger.
    """
    with watching({case.id}):
        row, known = _held(case, person)
        # A day that is known already is not moved to today.
        if known.code.counts_as_danger:
            return
        _store(row, Stored(DangerState.IN_DANGER, on, known.due, "", known.custody))
    recipients = to_tell([person]).exclude(pk=by.pk)
    mail_to(recipients, timezone.localdate())


def custody_changes(
    *,
    case: Case,
    person: UUID,
    custody: Custody | None,
    by_journey: bool = False,
    held_by: str = "",
) -> None:
    """Store who she is with from now on, by kind, for whoever saw it and opens nothing of the case;
    None where nobody can tell. `held_by`: the partner who has her, so that what is found of it is
    told of her. As with a danger, what is derived replaces it."""
    with watching({case.id}):
        row, known = _held(case, person)
        if opens(row, "heard"):
            heard = HeardOn.of(row.heard)._replace(held_by=held_by)
            row.heard = (heard._replace(kept=None) if by_journey else heard).packed()
        _store(row, known._replace(custody=custody))


def sign_has_come(*, case: Case, person: UUID, of: date) -> None:
    """Store that no sign of life is awaited of her, where it was that of this day, for whoever
    knows that it came since and opens nothing of the case."""
    with watching({case.id}):
        row, known = _held(case, person)
        if row.version and known.due == of:
            _store(row, known._replace(due=None))


def opened_again(cases: Collection[UUID]) -> None:
    """Store that it is not known whether people of these cases are safe, where that was said before
    one of theirs was opened again: whoever opens it need not read what was said. What is derived
    from the statements says the same."""
    rows = CasePerson.objects.filter(case__in=these(cases)).exclude(of_family=True).order_by()
    links = links_of(set(rows.values_list("person", flat=True)))
    again = reopened_of(links)
    days = {(link.case_id, link.person): again.get(link.whose) for link in links}
    states = StateCode.objects.filter(case__in=these({case for case, _person in days}))
    late = {
        state.id: state.case_id
        for state in states
        if _said_before(state.stored, _day_of(state, days))
    }
    if not late:
        return
    with watching(set(late.values())):
        for row in states.select_for_update().filter(id__in=these(late)):
            # Once more, now that the row is locked: somebody may have said something since it was
            # read.
            if _said_before(row.stored, _day_of(row, days)):
                _store(row, row.stored._replace(code=DangerState.UNKNOWN, since=None))


def opened_again_of_before() -> None:
    """Do the same for every case that is open again, also if opened before this was stored."""
    closed = Closure.objects.filter(case=OuterRef("id")).exclude(agreed_on=None)
    again = Case.objects.exclude(closed=True).filter(Exists(closed)).order_by()
    if cases := set(again.values_list("id", flat=True)):
        opened_again(cases)


def _day_of(row: StateCode, days: Mapping[tuple[UUID, UUID], date | None]) -> date | None:
    return days.get((row.case_id, row.person_id))


def _said_before(stored: Stored, reopened: date | None) -> bool:
    zone = timezone.get_current_timezone()
    if stored.code is not DangerState.SAFE or stored.since is None or reopened is None:
        return False
    return said_before(stored.since, reopened, zone)


def _held(case: Case, person: UUID) -> tuple[StateCode, Stored]:
    rows = StateCode.objects.select_for_update().filter(case=case, person=person)
    row = rows.first() or StateCode(case=case, person_id=person, version=0)
    return row, Stored(DangerState.UNKNOWN) if row.version == 0 else row.stored


def _store(row: StateCode, stored: Stored) -> None:
    row.told, row.may_need_lead = stored.packed(), stored.may_need_lead or bool(row.held_by)
    row.version += 1
    row.save()


def to_tell(people: Iterable[UUID]) -> QuerySet[User]:
    """The leads of the teams that have an open case of these people, its workers, and who stands
    in for them: none whom a conflict keeps out, or who is in travel mode. Of whom every case is
    closed those of all. Where none of them can be reached, also the direction: nobody else would
    look for her."""
    unsafe = in_other_hands()
    ids: set[UUID] = set()
    for case in _cases_that_answer(people):
        known = leading_now(case.team_id)
        if case.assignee_id:
            known |= {case.assignee_id} | stand_ins_of({case.assignee_id})
        # A mail that something waits in this case would tell her that there is one.
        kept_out = set(conflicts_on(case.id).values_list("user", flat=True))
        there = at_work(User.objects.filter(pk__in=known - kept_out))
        able = set(there.values_list("pk", flat=True))
        # A mail names nobody: who may read it in her place learns less than her start page says.
        if able <= unsafe:
            direction = User.objects.who_may(Permission.SEE_OVERVIEW).exclude(pk__in=kept_out)
            able |= set(direction.values_list("pk", flat=True))
        ids |= able
    return User.objects.filter(pk__in=ids, is_active=True)


def _cases_that_answer(people: Iterable[UUID]) -> QuerySet[Case]:
    # Of all files that were found to be theirs: hers may be closed here and open in another team.
    into, files = merged_of(), set(people)
    links = CasePerson.objects.filter(person__in=these(files | kin_of(files)))
    # Who stands in the case of her daughter has no case of her own by it.
    rows = links.exclude(of_family=True).order_by().values_list("case", "person", "case__closed")
    cases = [(case, last_of(person, into), closed) for case, person, closed in rows]
    still = {whose for _case, whose, closed in cases if not closed}
    # Of whom none is open, somebody has to open one again, and nobody else hears of her.
    ids = {case for case, whose, closed in cases if not closed or whose not in still}
    return Case.objects.filter(id__in=these(ids)).order_by("opened_on", "id")


def must_have_happened(question: str, at: SaidAt) -> None:
    """Refuse what is still to come, though our clocks may differ a little. Raises `BadInput` at the
    question."""
    now = timezone.now() + CLOCKS_DIFFER
    if at > now if isinstance(at, datetime) else at > timezone.localdate():
        raise BadInput(question, say("This time is in the future: look at the clock."))
