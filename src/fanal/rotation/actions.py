"""Begins to replace keys, in the transaction in which somebody stops holding them."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts import ended_access
from fanal.accounts.actions import device_lost
from fanal.accounts.ended_access import AccessEnd
from fanal.accounts.models import Invitation, Team, User
from fanal.accounts.sign_ins import drop_factors
from fanal.audit import actions as audit
from fanal.authority import genuine_rows
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.keys.actions import offboarding, renewing
from fanal.keys.models import Grant, TeamKeyHolder, UserKeys
from fanal.rotation.models import KeyRotation
from fanal.rotation.queries import count_known

ACTS = {
    "rotation.team_began": _("{who} began to replace the key of team {about}: {why}"),
    "rotation.waits": _(
        "The key of team {about} is to be replaced, and nobody else holds it yet: {why}"
    ),
    "rotation.person_began": _(
        "{who} began to replace the keys that were granted to {about} by name: {why}"
    ),
    "rotation.suspected": _(
        "{who} said that the keys of {about} may be known to others: they no longer open anything"
    ),
    "rotation.renewed": _("New keys were made for files that {about} held ({folders}): {why}"),
    "rotation.at_rest": _(
        "Files at rest that {about} held ({folders}) get new keys with the next write in them: "
        "{why}"
    ),
    "rotation.sealed_anew": _(
        "{who} put what was written before under the new keys of team {about}; keys: {grants}, "
        "records: {records}"
    ),
    "rotation.ended": _("Nothing is left under the replaced keys of {about}: {why}"),
}


def account_ended(sender: object, user: User, by: User | None = None, **rest: object) -> None:
    """Begin inside the transaction that ends the account.

    It waits for nobody, and loses nothing: what nobody else opens stays wrapped to her, who cannot
    sign in, until somebody else opens it.
    """
    for team in teams_whose_key_is_held_by(user):
        begin_with_team(team, without=user, why=KeyRotation.LEFT, by=by)
    begin_with_person(user, why=KeyRotation.LEFT, by=by)


def left_team(sender: object, user: User, team: Team, by: User | None, **rest: object) -> None:
    """Begin inside the transaction in which she stops holding the key of a team."""
    if teams_whose_key_is_held_by(user).filter(pk=team.pk).exists():
        begin_with_team(team, without=user, why=KeyRotation.LEFT, by=by)


def begin_where_accounts_ended() -> None:
    """Begin for accounts that were ended while no keys were replaced yet."""
    for user in User.objects.filter(is_active=False).order_by("pk"):
        with transaction.atomic():
            held = Grant.objects.filter(to_keys__user=user, revoked=None).exists()
            held = held or teams_whose_key_is_held_by(user).exists()
            if held and not KeyRotation.objects.filter(user=user, ended=None).exists():
                account_ended(User, user=user)


@transaction.atomic
def begin_with_team(team: Team, *, without: User | None, why: str, by: User | None) -> KeyRotation:
    """Replace the key of a team. What is in its folders follows in batches (`rotation.batches`)."""
    rotation = KeyRotation(team=team, user=without, why=why, by=by)
    rotation.replaced = renewing.replace_team_key(team, without)
    # Only once there is a new key: where nobody else holds the old one, taking it from her would
    # lose all that the team wrote.
    if rotation.replaced and without:
        TeamKeyHolder.objects.filter(team_key__team=team, to_keys__user=without).delete()
    # After the key was replaced: only then are its grants those of a replaced key.
    rotation.folders = count_known(rotation)
    rotation.save(force_insert=True)
    act = "rotation.team_began" if rotation.replaced else "rotation.waits"
    audit.record(act=act, by=by, about=team.pk, detail={"why": why})
    return rotation


@transaction.atomic
def begin_with_person(user: User, *, why: str, by: User | None) -> KeyRotation | None:
    """Replace the keys that were granted to her by name, and take them from her. None where
    nothing was."""
    rotation = KeyRotation(user=user, why=why, by=by)
    if why == KeyRotation.LEFT:
        offboarding.end_grants_others_open(user)
    else:
        # A leak: keys of a thief are taken away at once. Of somebody who left, only what others
        # open is, or it would open to nobody.
        _erase_wraps(user)
    rotation.folders = count_known(rotation)
    # What is held back lies under earlier keys: nothing to renew, and yet nobody else has it.
    if not rotation.folders and not (why == KeyRotation.LEFT and offboarding.only_hers(user)):
        return None
    rotation.save(force_insert=True)
    audit.record(act="rotation.person_began", by=by, about=user.pk, detail={"why": why})
    return rotation


def try_again(rotation: KeyRotation) -> bool:
    """Replace the key of a team for which nobody else held it at first. Whether somebody does."""
    with transaction.atomic():
        # The timer and a page may both get here: the second finds it done.
        row = KeyRotation.objects.select_for_update().get(pk=rotation.pk)
        if row.replaced_id is not None or row.team is None:
            return True
        row.replaced = renewing.replace_team_key(row.team, row.user)
        if row.replaced is None:
            return False
        TeamKeyHolder.objects.filter(team_key__team=row.team, to_keys__user=row.user).delete()
        row.folders = count_known(row)
        row.save(update_fields=["replaced", "folders"])
        detail = {"why": row.why}
        audit.record(act="rotation.team_began", by=None, about=row.team.pk, detail=detail)
    return True


def teams_whose_key_is_held_by(user: User) -> QuerySet[Team]:
    held = TeamKeyHolder.objects.filter(to_keys__user=user, team_key__retired=None)
    return Team.objects.filter(pk__in=held.values("team_key__team")).order_by("name")


def _erase_wraps(user: User) -> None:
    """Erase the wraps of keys that a thief may have: she keeps the right to what was granted, and a
    lead grants it to her new keys (`onboarding.grant_again`)."""
    rows = Grant.objects.filter(to_keys__user=user, revoked=None)
    rows.exclude(to_keys__retired=None).update(wrapped=b"")


# What follows a lost laptop, a pass-phrase that was seen or a key that may be known: it opens
# nothing more, and what was written under it is sealed anew (ADR 23).
@transaction.atomic
def suspect_person(*, user: User, by: User) -> None:
    """End her sessions, pass-phrase, second factors and keys at once; she keeps her account.

    She comes back by a link, with new keys, and a lead lets her in. Raises Refused where something
    would open to nobody, and for the own account.
    """
    genuine_rows.run_in_transaction()
    # She would shut herself out, and needs another administrator to give her the link back.
    if user.pk == by.pk:
        raise Refused(say("Another administrator does this with your account."))
    if not User.objects.select_for_update().filter(pk=user.pk, is_active=True).exists():
        raise Refused(say("This account has ended."))
    # Before `_shut_out`: a pair that is retired no longer counts as a holder there.
    held = list(teams_whose_key_is_held_by(user))
    for team in held:
        # Of the only holder of a key nothing would ever open again: somebody else is let in first.
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
    # A link that was sent before would let whoever has it back in.
    Invitation.objects.filter(user=user, used=False).delete()
    drop_factors(user)
    device_lost.send(User, user=user)
