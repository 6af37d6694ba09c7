"""Who keeps the organisation's offices, teams and accounts, and who agrees to a change of them."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from fanal.accounts.access import case_teams, team_ids_of
from fanal.accounts.models import Office, Team, User
from fanal.core.roles import Permission
from fanal.organisation.actions import values, waiting
from fanal.organisation.changes import KINDS
from fanal.organisation.changes.teams import CLOSING
from fanal.organisation.models import OrganisationChange
from fanal.organisation.queries.sealed_by_name import only_hers
from fanal.web.lookup import permitted_or_404


def must_keep(user: User) -> None:
    """Raise `Http404` for whoever does not manage accounts."""
    permitted_or_404(user, Permission.MANAGE_ACCOUNTS)


def must_look(user: User) -> None:
    """Raise `Http404` for whoever neither keeps the organisation nor agrees to its changes."""
    permitted_or_404(user, Permission.MANAGE_ACCOUNTS, Permission.SEE_OVERVIEW)


def office_for(user: User, office_id: UUID) -> Office:
    must_keep(user)
    return get_object_or_404(Office, pk=office_id)


def team_for(user: User, team_id: UUID) -> Team:
    """A team that is at work: one that was closed stays as it is."""
    must_keep(user)
    # Closed teams stay as they were: their history names them.
    return get_object_or_404(case_teams().select_related("office"), pk=team_id)


def account_for(user: User, person_id: UUID) -> User:
    must_keep(user)
    return get_object_or_404(User, pk=person_id, is_active=True)


def leaver_for(user: User, person_id: UUID) -> User:
    """Return somebody of whom something was sealed to her alone: also whose account has ended."""
    must_keep(user)
    leaver = get_object_or_404(User, pk=person_id)
    # Where nothing was sealed to her alone there is nothing to hand over.
    if not only_hers(leaver):
        raise Http404
    return leaver


def changes_for(user: User) -> QuerySet[OrganisationChange]:
    """What waits for this director. Raises Http404 for who never is one."""
    permitted_or_404(user, Permission.SEE_OVERVIEW)
    # Neither who asked nor who it is about agrees (ADR 20).
    rows = waiting().exclude(by=user).exclude(about=user.pk)
    # Nor whom the rule of its kind leaves out.
    apart = [row.pk for row in rows if user.pk in KINDS[row.kind].not_by(values(row.wanted))]
    return rows.exclude(pk__in=apart) if apart else rows


def change_for(user: User, change_id: UUID) -> OrganisationChange:
    return get_object_or_404(changes_for(user), pk=change_id)


def asked_change_for(user: User, change_id: UUID) -> OrganisationChange:
    """Return a change that waits, for an administrator who takes it back."""
    must_keep(user)
    return get_object_or_404(waiting(), pk=change_id)


def asked_closings_for(user: User) -> QuerySet[OrganisationChange]:
    """Return the closings of teams that were asked for, for whoever leads the team."""
    if not user.may(Permission.LEAD_CASES):
        return OrganisationChange.objects.none()
    # Read before it happens: no team is closed without its lead knowing.
    return waiting().filter(kind=CLOSING.code, about__in=team_ids_of(user))


def asked_closing_for(user: User, team_id: UUID) -> OrganisationChange:
    return get_object_or_404(asked_closings_for(user), about=team_id)


def journal_names(reader: User, ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    """What the journal calls offices: they are plain everywhere."""
    return Office.objects.filter(pk__in=ids).values_list("pk", "name")
