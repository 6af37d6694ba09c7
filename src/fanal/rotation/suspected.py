"""What follows a lost laptop, a pass-phrase that was seen or a key that may be known: it opens
nothing more, and what was written under it is sealed anew (ADR 23)."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from fanal.accounts import ended_access, known_browsers
from fanal.accounts.actions import device_lost
from fanal.accounts.ended_access import AccessEnd
from fanal.accounts.models import Invitation, Team, User
from fanal.accounts.sign_ins import end_sessions
from fanal.audit import actions as audit
from fanal.authority import genuine_rows
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.keys.actions import offboarding
from fanal.keys.models import UserKeys
from fanal.rotation.actions import (
    begin_with_person,
    begin_with_team,
    teams_whose_key_is_held_by,
)
from fanal.rotation.models import KeyRotation


@transaction.atomic
def suspect_person(*, user: User, by: User) -> None:
    """Her sessions, pass-phrase, second factors and keys are over at once; she keeps her account.

    She comes back by a link, with new keys, and a lead lets her in. Raises Refused where something
    would open to nobody, and for the own account.
    """
    genuine_rows.run_in_transaction()
    if user.pk == by.pk:
        raise Refused(say("Another administrator does this with your account."))
    if not User.objects.select_for_update().filter(pk=user.pk, is_active=True).exists():
        raise Refused(say("This account has ended."))
    # Before `_shut_out`: a pair that is retired no longer counts as a holder there.
    held = list(teams_whose_key_is_held_by(user))
    for team in held:
        if why := offboarding.stands_against(user, team):
            raise Refused(say("{team}: {why}", team=team.name, why=why))
    for why in offboarding.opened_by_nobody_else(user):
        raise Refused(why)
    _shut_out(user)
    audit.record(act="rotation.suspected", by=by, about=user.pk)
    for team in held:
        begin_with_team(team, without=user, why=KeyRotation.LEAK, by=by)
    begin_with_person(user, why=KeyRotation.LEAK, by=by)
    ended_access.note(user, AccessEnd.KEYS)


@transaction.atomic
def suspect_team_key(*, team: Team, by: User) -> None:
    """A new key for a team, for all who hold the one of today. Raises Refused where nobody does."""
    rotation = begin_with_team(team, without=None, why=KeyRotation.LEAK, by=by)
    if rotation.replaced is None:
        raise Refused(say("Nobody holds the key of this team: `fanal doctor` says what to do."))


def _shut_out(user: User) -> None:
    # A hash that no password matches, as Django's `set_unusable_password` writes it.
    User.objects.filter(pk=user.pk).update(password=make_password(None))
    UserKeys.objects.filter(user=user, retired=None).update(retired=timezone.localdate())
    Authenticator.objects.filter(user=user).delete()
    Invitation.objects.filter(user=user, used=False).delete()
    end_sessions(user)
    known_browsers.forget(user)
    device_lost.send(User, user=user)
