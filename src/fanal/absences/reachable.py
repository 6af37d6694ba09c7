"""The one rule of whom a page tells to call or to ask.

Nobody whose telephone and keys may be in other hands, for whoever holds them would learn of the
case; and never why.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from fanal.absences.queries import (
    StandingIn,
    absence_today,
    in_force,
    named_with_absence,
    travelling,
)
from fanal.accounts.models import Membership, Team, User
from fanal.accounts.names import is_of_team, names_of_colleagues
from fanal.accounts.other_hands import in_other_hands
from fanal.core.roles import Permission


def at_work(people: QuerySet[User]) -> QuerySet[User]:
    """Return those of them whose account is active and who are not in travel mode, in which no page
    of the work opens."""
    active = people.filter(is_active=True)
    ids = active.order_by().values_list("pk", flat=True)
    return active.exclude(pk__in=[pk for pk in ids if travelling(pk) is not None])


def who_can_be_reached(people: QuerySet[User]) -> QuerySet[User]:
    """Return those of them at work whose telephone and keys are in no other hands."""
    return at_work(people).exclude(pk__in=in_other_hands())


def working_in(worker: User | None, team: UUID) -> User | None:
    """Return who works on something of a team; None where that is nobody who may: her account has
    ended, she left the team, or works on cases no more."""
    if worker is None or not worker.may(Permission.WORK_CASES):
        return None
    return worker if is_of_team(worker, team) else None


def whom_to_call(
    person: User | None,
    team: Team,
    unsafe: Collection[UUID] | None = None,
    *,
    reader: User | None,
) -> str:
    """Return whom to call: her; who stands in for her in this team, “Dara (for Noi, until 3 Dec)”;
    a lead where it is nobody's, of an account that ended, and in place of whoever is among the
    `unsafe`.

    `unsafe`: `in_other_hands()`, from a page that names several. `reader`: not told to call
    herself, nor another for whom she stands in, but who else leads the team, or the direction;
    None of a paper, and where a name is no call.
    """
    # Read once by a page that names many.
    unsafe = in_other_hands() if unsafe is None else unsafe
    instead = _standing_in(person, team) if person else None
    # By whom she would reach: if the stand-in's telephone is in other hands, a lead is named.
    if person is None or (called := _called(person, team)) in unsafe:
        return a_lead_of(team, unsafe, reader=reader)
    if reader and reader.pk == called:
        return _who_else(team, reader, unsafe)
    if instead:
        return _said_of(instead, person)
    if not person.is_active:
        return a_lead_of(team, unsafe, reader=reader)
    return named_with_absence(str(person), absence_today(person.pk))


def whoever_to_call(
    people: Iterable[User],
    team: Team,
    unsafe: Collection[UUID] | None = None,
    *,
    reader: User | None,
) -> str:
    """Return several who do the same, by name and with who stands in; "" where nobody does it.

    One of them is enough, so whoever is away and has no stand-in here is left out while another is
    there. `unsafe`, `reader`: as in `whom_to_call`.
    """
    unsafe, asked = in_other_hands() if unsafe is None else unsafe, list(people)
    # The others do the same work: nobody is warned of the one who is left out.
    able = [person for person in others_than(reader, asked, team) if _rings(person, team, unsafe)]
    if asked and not able:
        return a_lead_of(team, unsafe, reader=reader)
    there = [person for person in able if not _is_gone(person, team)]
    return ", ".join(whom_to_call(person, team, unsafe, reader=reader) for person in there or able)


def others_than(reader: User | None, people: Iterable[User], team: Team) -> list[User]:
    """Return those of them by whom somebody else than the reader is reached."""
    return [one for one in people if reader is None or _called(one, team) != reader.pk]


def a_lead_of(team: Team, unsafe: Collection[UUID] | None = None, *, reader: User | None) -> str:
    """Return a lead of the team in a few words; by name, where one of them must not be called or
    is the `reader`, or has her to stand in; the direction where none may be."""
    unsafe = in_other_hands() if unsafe is None else unsafe
    if reader and (_leads(reader, team) or _stands_in(reader, team)):
        return _who_else(team, reader, unsafe)
    # Not asked where nobody's telephone is in other hands, which is nearly always.
    leads = User.objects.leading(team) if unsafe else ()
    if not any(lead.pk in unsafe for lead in leads):
        return _("a lead of {team}").format(team=team)
    able = sorted(str(lead) for lead in leads if lead.pk not in unsafe)
    # If all leads are unsafe, the direction.
    return ", ".join(able) or _("the direction")


def other_leads(team: Team, *, reader: User, unsafe: Collection[UUID]) -> str:
    """Who leads the team, by name and with who stands in, for whoever does not see to it herself;
    "" where nobody else leads it who may be called."""
    leads = User.objects.leading(team).exclude(pk=reader.pk)
    return ", ".join(each_to_call(leads.order_by("display_name"), team, unsafe, reader=reader))


def each_to_call(
    people: Iterable[User],
    team: Team,
    unsafe: Collection[UUID] | None = None,
    *,
    reader: User | None,
) -> list[str]:
    """Return each of them who may be called, by name and with who stands in; not the reader, nor
    for whom she stands in. `unsafe`: as in `whom_to_call`."""
    unsafe = in_other_hands() if unsafe is None else unsafe
    able = [one for one in others_than(reader, people, team) if _rings(one, team, unsafe)]
    return [whom_to_call(one, team, unsafe, reader=reader) for one in able]


def first_there(people: Iterable[User], *, reader: User) -> list[str]:
    """Return by name who may be called of those for whom nobody stands in, because what they hold
    is theirs alone: whoever is away comes last, with the days of her absence."""
    unsafe = in_other_hands() | {reader.pk}
    return with_absences(one for one in people if one.pk not in unsafe)


def with_absences(people: Iterable[User]) -> list[str]:
    """Return them by name: whoever is away comes last, with the days of her absence."""
    found = [(one, absence_today(one.pk)) for one in people]
    found.sort(key=lambda one: one[1] is not None)
    return [named_with_absence(str(one), away) for one, away in found]


def leads_to_call(teams: Iterable[UUID] | RawSQL | None, *, reader: User) -> dict[Team, list[str]]:
    """Return by team who leads it and may be called, by name and with who stands in, in one
    question, of all `teams` where None are named; not the reader, nor for whom she stands in."""
    unsafe, found = in_other_hands(), dict[Team, list[str]]()
    leads = Membership.objects.filter(user__in=User.objects.who_may(Permission.LEAD_CASES))
    if teams is not None:
        leads = leads.filter(team__in=teams)
    for row in leads.select_related("team", "user").order_by("user__display_name", "user_id"):
        if names := each_to_call([row.user], row.team, unsafe, reader=reader):
            found.setdefault(row.team, []).extend(names)
    return found


def _who_else(team: Team, reader: User, unsafe: Collection[UUID]) -> str:
    """Return who else leads the team; the direction, where nobody does; and of the direction the
    others, or else the team, in which somebody is left to call."""
    if leads := other_leads(team, reader=reader, unsafe=unsafe):
        return leads
    if not reader.may(Permission.SEE_OVERVIEW):
        return _("the direction")
    others = User.objects.who_may(Permission.SEE_OVERVIEW).exclude(pk__in={reader.pk, *unsafe})
    return ", ".join(map(str, others.order_by("display_name"))) or str(team)


def responsible(
    person: User, team: Team, unsafe: Collection[UUID] | None = None, *, reader: User | None
) -> str:
    """Return who is responsible, for a page whose reader calls her.

    It names who sees to it while she is away, and where nobody is to call her. `reader`: not told
    so of herself, nor told to call a lead where she leads.
    """
    unsafe = in_other_hands() if unsafe is None else unsafe
    instead = _standing_in(person, team)
    # A stand-in who must not be called either helps nobody.
    if instead and instead.stand_in in unsafe:
        instead = None
    # Of herself she is not told not to call her.
    if person.pk not in unsafe or person == reader:
        return _said_of(instead, person) if instead else str(person)
    if instead:
        text = _("{who} (do not call her: {instead} stands in until {day})")
        name = names_of_colleagues().get(instead.stand_in, "")
        return text.format(who=person, instead=name, day=instead.last_day)
    if reader and _leads(reader, team):
        return _("{who} (do not call her)").format(who=person)
    # Never why: that her telephone was taken is not for every page.
    text = _("{who} (do not call her: call {instead})")
    return text.format(who=person, instead=a_lead_of(team, unsafe, reader=reader))


def _leads(user: User, team: Team) -> bool:
    return user.may(Permission.LEAD_CASES) and team in user.teams.all()


def _is_gone(person: User, team: Team) -> bool:
    """Return whether she is away with nobody who stands in for her here, or in travel mode, in
    which she opens no page of the work."""
    if _standing_in(person, team):
        return False
    return absence_today(person.pk) is not None or travelling(person.pk) is not None


def _stands_in(reader: User, team: Team) -> bool:
    return any((one.stand_in, one.team) == (reader.pk, team.pk) for one in in_force())


def _rings(person: User, team: Team, unsafe: Collection[UUID]) -> bool:
    """Whether the telephone that would ring is in no other hands."""
    return _called(person, team) not in unsafe


def _called(person: User, team: Team) -> UUID:
    instead = _standing_in(person, team)
    return instead.stand_in if instead else person.pk


def _standing_in(person: User, team: Team) -> StandingIn | None:
    """Who stands in for her elsewhere opens nothing of this team."""
    return next((one for one in in_force() if (one.away, one.team) == (person.pk, team.pk)), None)


def _said_of(now: StandingIn, person: User) -> str:
    instead = _("for {who}, until {day}").format(who=person, day=now.last_day)
    return f"{names_of_colleagues().get(now.stand_in, '')} ({instead})"
