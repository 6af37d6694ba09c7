"""Colleagues who await the key of their team: the list their lead sees, and what they read."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import directors_to_call, named
from fanal.accounts.models import Membership, Team, User
from fanal.accounts.names import names_of
from fanal.keys.access import (
    colleagues_to_admit,
    colleagues_without_the_key,
    holders_of,
    leads_who_admit,
    teams_awaiting_admission,
)
from fanal.web.decisions import WaitingRequest

# Anybody with keys of her own and without that of a team of hers.
SOME = """
    SELECT 1 FROM accounts_membership m
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    JOIN keys_userkeys k ON k.user_id = u.id AND k.retired IS NULL
    JOIN keys_teamkey t ON t.team_id = m.team_id AND t.retired IS NULL
    WHERE u.role IN ('case_worker', 'team_lead') AND NOT EXISTS (
        SELECT 1 FROM keys_teamkeyholder h WHERE h.team_key_id = t.id AND h.to_keys_id = k.id)"""


def newcomers(user: User) -> Iterator[WaitingRequest]:
    """Who waits to be admitted by this lead."""
    page = reverse("keys:team")
    for member in colleagues_to_admit(user):
        whom = f"{member.user} · {member.team}"
        yield WaitingRequest(member.id, page, _since(member), member.user, whom=whom)


def awaiting_admission(user: User) -> list[tuple[Team, str]]:
    """The teams whose key the user has not been given yet, each with a sentence: who admits her."""
    return [(team, _not_let_in_text(team, user)) for team in teams_awaiting_admission(user)]


def asked_since(user: User) -> date | None:
    """Return since when the leads of her teams find her among what waits for them."""
    waiting = colleagues_without_the_key().filter(user=user).select_related("team")
    # Where nobody is there to let her in it stands on nobody's list.
    asked = [_since(member) for member in waiting if leads_who_admit(member.team, user)]
    return min(asked, default=None)


def _since(member: Membership) -> date:
    """Return since when she is in the team with the keys that she has now: who lost hers came back
    with new ones."""
    keys_made: date = member.keys_made  # type: ignore[attr-defined]  # annotated
    return max(member.since, keys_made)


def _not_let_in_text(team: Team, user: User) -> str:
    if leads := names_of(leads_who_admit(team, user)):
        return _(
            "You cannot open the cases of {team} yet: {lead} lets you in. What you save is sealed "
            "to the team, which reads it."
        ).format(team=team, lead=leads)
    template = _("You cannot open the cases of {team} yet, and nobody is there to let you in.")
    call = _("Call {names}.").format(names=", ".join(named(directors_to_call(user))))
    return f"{template.format(team=team)} {call}"


def saved(team: Team, user: User) -> str:
    """What she reads who saved something for a team whose cases she does not open yet."""
    if leads := names_of(leads_who_admit(team, user)):
        return _("Saved. You can read it once {lead} lets you in.").format(lead=leads)
    template = _("Saved. The team reads it; nobody is there to let you in: call {names}.")
    if not holders_of(team.pk).filter(to_keys__user__is_active=True).exists():
        template = _("Saved. Nobody of the team can read it: call {names}, and tell them now.")
    return template.format(names=", ".join(named(directors_to_call(user))))
