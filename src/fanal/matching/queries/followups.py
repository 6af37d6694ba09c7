"""The person that a partner's pseudonym means and who decides on her; what waits for a person's
answer. And who said yes to being found: whoever did not is in no result and in no count."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from fanal.accounts.access import away
from fanal.accounts.models import Team, User
from fanal.cases import access as cases
from fanal.cases.models import Case, CasePerson
from fanal.cases.models import Consent as Row
from fanal.cases.queries.consent_validity import as_records
from fanal.core.casework.consent import ConsentPurpose, ConsentRecord, ConsentState, consent_state
from fanal.core.roles import Permission, Role, roles_that
from fanal.keys.ring import Ring
from fanal.matching.models import Confirmer, Exchange, FollowUp, TracingAnswer
from fanal.matching.queries.exchanges import FOR, TOLD, secret_of
from fanal.people.access import kept_out_of
from fanal.people.exclusion import kept_out_of_each
from fanal.people.models import AdditionalTeam, Person
from fanal.people.queries import all_files_of, last_of, merged_of
from fanal.sharing.access import GateAnswer, may_disclose_each

NOBODY = UUID(int=0)
CONFIRM = (Role.TEAM_LEAD, Role.DIRECTOR)  # who of another team is asked to


def person_of(exchange: Exchange, pseudonym: str, ring: Ring) -> UUID:
    """The file that the name of a match stands for; NOBODY for any other text.

    An earlier exchange gave our own pseudonyms to the partner, in place of names that both have.
    """
    side, pairs = (secret_of(exchange, what) for what in ("side", "pairs"))
    known = dict(side.unseal(ring).get("pseudonyms", {})) if side else {}
    if pairs and (exchange.unit_id or exchange.size):
        known |= {
            name: row["person"]
            for row in pairs.unseal(ring)["pairs"]
            for name in (row["theirs"], *row.get("also", ()))
        }
    return UUID(known.get(pseudonym.strip().lower(), str(NOBODY)))


def decides_on(exchange: Exchange, person: UUID) -> tuple[CasePerson | None, User | None]:
    """Return her newest case in the team, and who answers for it: its case worker, else a lead,
    else anybody of the team; nobody whom a conflict keeps out. NOBODY costs the same queries."""
    files = all_files_of(person)
    links = CasePerson.objects.filter(person__in=files, case__team=exchange.team)
    link = links.select_related("case__assignee").order_by("-case__opened_on", "id").first()
    # Asked also where there is no case: a pseudonym that is none of ours must take as long as one
    # of ours.
    kept_out = cases.conflicts_on(link.case_id if link else NOBODY)
    people = User.objects.who_may(Permission.WORK_CASES).filter(teams=exchange.team)
    may = list(people.exclude(pk__in=kept_out.values("user")).order_by("display_name"))
    if link is None:
        return None, None
    leads = [colleague for colleague in may if colleague.role == Role.TEAM_LEAD]
    first = [link.case.assignee] if link.case.assignee in may else []
    return link, next(iter([*first, *leads, *may]), None)


def named_in(follow_up: FollowUp) -> tuple[Case, Person]:
    """The case and the person it is about. Raises TypeError where it names nobody."""
    if follow_up.case and follow_up.person:
        return follow_up.case, follow_up.person
    raise TypeError("this question names nobody")


def gate_on(follow_up: FollowUp, by: User) -> GateAnswer:
    """Whether the partner may be told today that we know her."""
    partner = follow_up.exchange.partner
    return may_disclose_each(
        [named_in(follow_up)], partner=partner, classes=[TOLD], purpose=FOR, by=by
    )[0]


def followed_by(user: User) -> QuerySet[FollowUp]:
    """The questions of partners that wait for this person, while the case is hers to open."""
    rows = FollowUp.objects.filter(closed_on=None).exclude(person__in=kept_out_of(user))
    # A case that went to another team takes its open questions out of the first one's list.
    rows = rows.filter(case__in=cases.cases_for(user).order_by().values("id"))
    rows = rows.filter(
        Q(to=user) | Q(id__in=[follow_up.id for follow_up in _of_who_is_away(user, rows)])
    )
    return rows.select_related("exchange__partner", "person", "case")


def _of_who_is_away(user: User, rows: QuerySet[FollowUp]) -> list[FollowUp]:
    """Return those of these questions to somebody who left the team or the organisation, or whom a
    conflict keeps out since, which `user` would be asked today."""
    gone = ExpressionWrapper(
        away("to", "exchange__team", roles=roles_that(Permission.WORK_CASES)), BooleanField()
    )
    others = rows.exclude(to=user).annotate(gone=gone).select_related("exchange", "person")
    kept_out = kept_out_of_each(other.case_id for other in others if other.case_id)
    left = [
        other
        for other in others
        if other.case_id and (other.gone or other.to_id in kept_out[other.case_id])
    ]
    return [
        question
        for question in left
        if question.person_id and decides_on(question.exchange, question.person_id)[1] == user
    ]


def to_agree(user: User, rows: QuerySet[Exchange], today: date) -> QuerySet[Exchange]:
    """Return those of the exchanges that this person sees which wait for a second person."""
    waiting = rows.filter(agreed_by=None, ended_on=None, ends_on__gte=today)
    return waiting.exclude(made_by=user).order_by("made_on", "id")


def asked_of(user: User, today: date) -> list[Confirmer]:
    """What this person was asked to confirm, has not answered, and may still."""
    return still_open(_unanswered(user, today), today)


def questions_to(user: User, today: date) -> QuerySet[Confirmer]:
    """What this person was asked to confirm, answered or not: until its day or the end of the
    search, unless a conflict keeps her out of either file, or of the case that asks, or she has
    another role since."""
    # Asked again at each look: the question closes at once when she has another role.
    if user.role not in CONFIRM:
        return Confirmer.objects.none()
    closed = kept_out_of(user)
    rows = Confirmer.objects.filter(user=user, until__gte=today, request__ended_on=None)
    rows = rows.exclude(person__in=closed).exclude(request__person__in=closed)
    rows = rows.exclude(request__case__in=cases.kept_out_of(user))
    return rows.select_related("request__made_by", "person__team", "asked_by")


def still_open(rows: Collection[Confirmer], today: date) -> list[Confirmer]:
    """Return those of these whose file may be found: she can take her yes back on any day."""
    may = may_be_found({row.person.team for row in rows}, today) if rows else frozenset()
    into = merged_of() if rows else {}
    return [row for row in rows if last_of(row.person_id, into) in may]


def _unanswered(user: User, today: date) -> QuerySet[Confirmer]:
    mine = TracingAnswer.objects.filter(
        by=user, request=OuterRef("request"), person=OuterRef("person"), taken_back_on=None
    )
    return questions_to(user, today).exclude(Exists(mine))


def may_be_found(teams: Iterable[Team], today: date) -> frozenset[UUID]:
    """The people on whom these teams work whose newest word on tracing is a yes, in any of their
    files."""
    teams = list(teams)
    into = merged_of()
    by_person: dict[UUID, list[ConsentRecord]] = {}
    also = AdditionalTeam.objects.filter(team__in=teams).order_by().values("person")
    # Also what stands in merged files of other teams: a no counts wherever she said it.
    merged = Q(person__in={*into, *into.values()})
    of_them = Q(person__team__in=teams) | Q(person__in=also) | merged
    for row, record in as_records(_of_tracing(Row.objects.filter(of_them))):
        by_person.setdefault(last_of(row.person_id, into), []).append(record)
    return frozenset(
        person
        for person, records in by_person.items()
        if consent_state(records, ConsentPurpose.FAMILY_TRACING, today=today).allows
    )


def tracing_consent(person: Person, today: date) -> ConsentState:
    """What she said last to her family being looked for, in any of her files."""
    rows = Row.objects.filter(person__in=all_files_of(person.id))
    records = [record for _row, record in as_records(_of_tracing(rows))]
    return consent_state(records, ConsentPurpose.FAMILY_TRACING, today=today)


def _of_tracing(rows: QuerySet[Row]) -> list[Row]:
    """A yes for one partner is not a yes to being found."""
    asked = (ConsentPurpose.FAMILY_TRACING, None)
    return [row for row in rows.order_by("id") if (row.purpose, row.partner) == asked]
