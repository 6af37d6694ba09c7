"""Replaces the key of a team after somebody left who may have kept it.

Nobody has to unlock: a new pair is generated and wrapped to those who hold the current one. They
keep the old one until nothing is wrapped to it any more (`fanal.keys.actions.renewing`).
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from fanal.accounts.models import Membership, Team, User
from fanal.authority import genuine_rows
from fanal.keys import key_pairs, trust, wrapping
from fanal.keys.models import TeamKey, TeamKeyHolder, UserKeys
from fanal.keys.ring import Ring


def of_today(team: Team) -> TeamKey | None:
    return TeamKey.objects.filter(team=team, retired=None).first()


@transaction.atomic
def replace(team: Team, without: User | None) -> TeamKey | None:
    """Make a new key for the current holders except `without`, and for the recovery key.

    Returns the key that was replaced. None, with nothing changed, where the team has none or nobody
    else holds it: what it opens would then open with the recovery sheets alone.
    """
    genuine_rows.run_in_transaction()
    genuine_rows.must_count(team)
    old = of_today(team)
    others = remaining(old, without) if old else []
    if old is None or not others:
        return None
    TeamKey.objects.filter(pk=old.pk).update(retired=timezone.localdate())
    key, secret = key_pairs.drawn_team_key(team)
    house = Ring()
    rows = [wrapping.team_key_to_user(key, secret, other, house) for other in others]
    rows.append(wrapping.team_key_to_organisation(key, secret, house))
    TeamKeyHolder.objects.bulk_create(rows)
    return old


def remaining(key: TeamKey, without: User | None) -> list[UserKeys]:
    """The pairs of holders who are active and still members of the team, except `without`."""
    of_the_team = Membership.objects.filter(user=OuterRef("to_keys__user"), team=key.team_id)
    rows = TeamKeyHolder.objects.filter(
        Exists(of_the_team),
        team_key=key,
        to_keys__retired=None,
        to_keys__user__is_active=True,
        to_keys__user__role__in=key_pairs.HOLDS_TEAM_KEY,
    )
    if without is not None:
        rows = rows.exclude(to_keys__user=without)
    wraps = trust.genuine_wraps(list(rows.select_related("to_keys", "granter")))
    return [wrap.to_keys for wrap in wraps if wrap.to_keys is not None]
