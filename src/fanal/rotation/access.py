"""Who sees that keys are being replaced, and who may begin it."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from fanal.accounts.models import Team, User
from fanal.core.roles import Permission
from fanal.keys.access import teams_led_by
from fanal.rotation.models import FolderToReseal, KeyRotation
from fanal.rotation.queries import moved_and_closed_to, under_way


def rotations_for(user: User) -> QuerySet[KeyRotation]:
    """What is under way: all of it for whoever manages accounts, for a lead what is of her teams or
    left something in their files to be sealed anew, but no case that came and is closed to her.

    Raises Http404 for anybody else.
    """
    if user.may(Permission.MANAGE_ACCOUNTS):
        return under_way()
    led = teams_led_by(user)
    older = FolderToReseal.objects.filter(folder__team__in=led).values("rotation")
    of_her = under_way().filter(Q(team__in=led) | Q(pk__in=older))
    # That a case came from another team tells that there is one, which a lead whom a conflict
    # keeps out must not learn.
    return of_her.exclude(pk__in=moved_and_closed_to(user))


def ended_for(user: User) -> QuerySet[KeyRotation]:
    """The last that came to an end, of the same; not every case that came from another team."""
    rows = (
        KeyRotation.objects.exclude(ended=None)
        .exclude(why=KeyRotation.MOVED)
        .select_related("team", "user", "by")
    )
    if not user.may(Permission.MANAGE_ACCOUNTS):
        rows = rows.filter(team__in=teams_led_by(user))
    rows = rows.select_related("team", "user", "by")
    return rows.order_by("-ended", "-began", "id")


def teams_sealed_anew_by(user: User) -> list[Team]:
    """The teams of which she puts what was written before under the new keys."""
    return list(teams_led_by(user)) if user.may(Permission.GRANT) else []


def person_for(user: User, person_id: UUID) -> User:
    """An account that has not ended, for whoever manages accounts. Raises Http404."""
    found = User.objects.filter(pk=person_id, is_active=True).first()
    if found is None or not user.may(Permission.MANAGE_ACCOUNTS):
        raise Http404
    return found
