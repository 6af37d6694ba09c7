"""What the team before held back of a case that it gave away, and who there can pass it on."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db.models import Q, QuerySet

from fanal.accounts.models import Team, User
from fanal.cases.models import Case, CaseEntry
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.core.trust.transfers import Offer
from fanal.keys.actions import offers
from fanal.keys.whereabouts_access import who_opens
from fanal.sharing.models import Transfer
from fanal.sharing.queries.teams import leads_of, readers


def kept_closed(row: Transfer) -> UUID:
    """Return the id that the key of where she is waits for, held back: a grant by name that held
    would open the case."""
    # Derived from the offer, so that nobody has to keep it and each offer has its own.
    return uuid5(row.id, "held back")


def given_away_without_place(team: Team) -> dict[UUID, UUID]:
    """Return what the wraps of where she is wait for, by case that `team` gave away and that has
    not come back."""
    rows = Transfer.objects.filter(giving=team, state=Offer.ACCEPTED).exclude(case__team=team)
    in_order = rows.order_by("answered_on", "id")
    return {row.case_id: kept_closed(row) for row in in_order if WHEREABOUTS in row.held_back()}


def came_without_place(team: Team) -> dict[UUID, set[UUID]]:
    """Return what the wraps of where she is that teams before held back wait for, by case that
    `team` has now."""
    rows = Transfer.objects.filter(case__team=team, state=Offer.ACCEPTED).exclude(giving=team)
    by_case: dict[UUID, set[UUID]] = {}
    for transfer in rows:
        if WHEREABOUTS in transfer.held_back():
            by_case.setdefault(transfer.case_id, set()).add(kept_closed(transfer))
    return by_case


def taken_over_for(user: User) -> Q:
    """Return the condition of cases that this user's teams took over."""
    teams = user.teams.all()
    return Q(state=Offer.ACCEPTED, receiving__in=teams)


def without_place(last: Iterable[Transfer]) -> list[Transfer]:
    """Those of them that came without where she is, and whose team has not written it since."""
    lacking = [transfer for transfer in last if WHEREABOUTS in transfer.held_back()]
    return [transfer for transfer in lacking if not _written_since(transfer)]


def _written_since(row: Transfer) -> bool:
    written = CaseEntry.objects.of_kinds([row.case_id], "whereabouts")
    own = written.filter(made_by__teams=row.receiving, made_on__gte=row.answered_on)
    return own.exists()


def taken_over(case: Case) -> QuerySet[Transfer]:
    """The transfers by which the team that has this case took it over."""
    rows = Transfer.objects.filter(case=case, receiving=case.team_id, state=Offer.ACCEPTED)
    return rows.select_related("giving").order_by()


def who_passes_on(row: Transfer) -> list[User]:
    """Those of the giving team, whom no conflict keeps out, who can pass on what it held back."""
    if WHEREABOUTS not in row.held_back():
        return list(leads_of(row.case, row.giving))
    having = offers.waiting_with(kept_closed(row), row.case_id).order_by().values("pk")
    return list(readers(row.case, row.giving).filter(pk__in=having))


def near_in(row: Transfer) -> list[User]:
    """Return to whom of the team that has the case where she is goes: to those who lead it, and to
    whom they let know where she is."""
    leads = {lead.pk: lead for lead in leads_of(row.case, row.receiving)}
    near = readers(row.case, row.receiving).filter(
        pk__in=who_opens([row.case_id]).order_by().values("pk")
    )
    return [*leads.values(), *(reader for reader in near if reader.pk not in leads)]


def opens_to_nobody(row: Transfer) -> bool:
    """Whether what was offered, accepted now, would leave where she is to nobody of either team:
    whoever was to know it, or to hold it back, may have left since."""
    to, still = row.giving, kept_closed(row)
    if WHEREABOUTS in row.classes.split():
        to, still = row.receiving, row.id
    # Where nobody opens it now, nobody loses it by the transfer.
    if not who_opens([row.case_id]).exists():
        return False
    return not offers.waiting_with(still, row.case_id).filter(teams=to).exists()


def given_away_by(team: Team, row: Transfer) -> list[Transfer]:
    """Return the transfers by which this team gave the case before: now that it comes back, what
    the team had kept closed is its own again."""
    earlier = Transfer.objects.filter(case=row.case_id, giving=team, state=Offer.ACCEPTED)
    return list(earlier.order_by("id"))
