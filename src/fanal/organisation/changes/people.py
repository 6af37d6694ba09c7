"""An account changes: name, address, role, office, teams. Keys go with it.

Leaving a team, or a role by which she held keys, ends what offboarding ends
(`fanal.keys.actions.offboarding`). Her sessions end in any case: she signs in as who she is now.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fanal.accounts.access import case_teams
from fanal.accounts.actions import NAME_TAKEN, TO_TAKE_OVER, is_taken
from fanal.accounts.actions.invitation_approval import come_to_wait
from fanal.accounts.joining import end_membership, join
from fanal.accounts.models import Invitation, Office, Team, TeamRemoval, User
from fanal.accounts.other_hands import in_other_hands
from fanal.accounts.sign_ins import sign_out_everywhere
from fanal.audit import actions as audit
from fanal.authority import genuine_rows
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission, Role
from fanal.core.words import Sentence, say
from fanal.keys import key_pairs
from fanal.keys.actions import offboarding
from fanal.organisation.changes.base import (
    ChangeKind,
    NotYet,
    Value,
    Values,
    ids,
    named,
    office_of,
    text,
)
from fanal.organisation.models import OrganisationChange
from fanal.web.words import translated


class PersonChange(ChangeKind):
    def now(self, about: UUID) -> Values:
        row = User.objects.get(pk=about)
        teams = sorted(str(team_id) for team_id in row.teams.values_list("pk", flat=True))
        return {
            "display_name": row.display_name,
            "email": row.email,
            "role": row.role,
            "office": str(row.office_id),
            "teams": teams,
        }

    def check(self, about: UUID, wanted: Values) -> None:
        user = User.objects.get(pk=about)
        if not user.is_active:
            raise Refused(say("This account has ended."))
        others = User.objects.exclude(pk=about)
        if others.filter(email__iexact=text(wanted, "email")).exists():
            raise BadInput("email", say("has an account already"))
        if is_taken(text(wanted, "display_name"), others, "display_name"):
            raise BadInput("display_name", NAME_TAKEN)
        office_of(wanted)
        _check_role(user, wanted)
        _check_teams(user, wanted)

    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        # A row of an account changed by hand would be attested by saving it.
        genuine_rows.run_in_transaction()
        user = User.objects.select_for_update().get(pk=about)
        genuine_rows.must_count(user)
        # First: it compares what is wanted with what stands there.
        _journal(self, user, wanted, by)
        was, role = Role(user.role), Role(text(wanted, "role"))
        # By the role and the teams that she still has: afterwards nothing would tell what she
        # loses.
        ended = _take_grants_back(user, role, set(ids(wanted, "teams")), by)
        user.display_name, user.email = text(wanted, "display_name"), text(wanted, "email")
        user.role, user.office = role, office_of(wanted)
        user.save(update_fields=["display_name", "email", "role", "office"])
        # Once the new role is saved: a lead makes the key of a team that has none.
        _joins(user, set(ids(wanted, "teams")), by)
        if was != role:
            ended += _ends_with_the_role(user, role)
            detail = {"role": role, "grants": ended}
            audit.record(act="account.role", by=by, about=user.pk, detail=detail)
            come_to_wait(user)  # she may be the first who agrees to what was alone until now
        Invitation.objects.filter(user=user, used=False).delete()  # a link to the old address
        # Last: whatever she still had open was opened by who she was.
        sign_out_everywhere(user)

    def name(self, about: UUID, values: Values) -> str:
        return text(values, "display_name")

    def in_words(self, name: str, value: Value) -> str:
        if name == "role":
            return translated(Role(str(value)).label)
        models: Mapping[str, type[Office | Team | User]] = {"office": Office, "teams": Team}
        return named(models[name], value) if name in models else super().in_words(name, value)

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        follows_from_it = [say("Her sessions end: she signs in again.")]
        if text(before, "email") != text(wanted, "email"):
            follows_from_it.append(say("She signs in with the new address from then on: tell her."))
        was, role = Role(text(before, "role")), Role(text(wanted, "role"))
        if _left(before, wanted):
            follows_from_it.append(say("She opens nothing more of the teams that she leaves."))
        if _leaves_work(before, wanted):
            follows_from_it.append(
                say("Nobody is responsible for what she worked on: the lists of the team say so.")
            )
        if set(ids(wanted, "teams")) - set(ids(before, "teams")):
            follows_from_it.append(
                say("A lead of the new team lets her in before she opens its cases.")
            )
        if was == Role.TEAM_LEAD and role != was:
            follows_from_it.append(
                say("What was granted to her by name in her teams ends: a lead grants it again.")
            )
        elif was in key_pairs.HOLDS_TEAM_KEY and role not in key_pairs.HOLDS_TEAM_KEY:
            follows_from_it.append(say("She opens nothing more by the keys of her teams."))
        if role.needs_passkey and not was.needs_passkey:
            follows_from_it.append(say("She needs a security key or passkey from now on."))
        return follows_from_it

    def to_take_over(self, about: UUID, before: Values, wanted: Values) -> Sequence[str]:
        user = User.objects.filter(pk=about).first()
        if user is None or not _leaves_work(before, wanted):
            return ()
        return [words for asked in TO_TAKE_OVER for words in asked(user)]


def _left(before: Values, wanted: Values) -> set[UUID]:
    return set(ids(before, "teams")) - set(ids(wanted, "teams"))


def _leaves_work(before: Values, wanted: Values) -> bool:
    """Whether cases that are hers are left to nobody: she leaves a team, or works on none."""
    was, role = (Role(text(one, "role")) for one in (before, wanted))
    works, stays = (Permission.WORK_CASES in one.permissions for one in (was, role))
    return works and (bool(_left(before, wanted)) or not stays)


def _journal(kind: PersonChange, user: User, wanted: Values, by: User | None) -> None:
    """Write into the journal which of them differ, not how: she is told, and so is whoever reads
    it."""
    before = kind.now(user.pk)
    fields = [name for name in kind.labels if before[name] != wanted[name]]
    audit.record(act="account.changed", by=by, about=user.pk, detail={"fields": fields})


def _check_role(user: User, wanted: Values) -> None:
    role = Role(text(wanted, "role"))
    others = User.objects.who_may(Permission.MANAGE_ACCOUNTS).exclude(pk=user.pk)
    stops = Role(user.role) == Role.ADMINISTRATOR and role != user.role
    # Without an administrator nobody could give anybody that role again.
    if stops and not others.exists():
        raise BadInput("role", say("Nobody else would manage accounts."))
    if role.agreed_to_by is None and ids(wanted, "teams"):
        raise BadInput("teams", say("people with this role belong to no team"))


def _check_teams(user: User, wanted: Values) -> None:
    """Raise BadInput for a team that is not there, Refused where something would be lost."""
    here, to = set(user.teams.values_list("pk", flat=True)), set(ids(wanted, "teams"))
    existing = set(case_teams().values_list("pk", flat=True))
    if to - here - existing:
        raise BadInput("teams", say("This team was closed."))
    role = Role(text(wanted, "role"))
    for team in Team.objects.filter(pk__in=_ending(user, role, to)).order_by("name"):
        if why := offboarding.stands_against(user, team):
            raise NotYet(say("{team}: {why}", team=team.name, why=why))
    if role != user.role and _shows_nothing(role):
        for why in offboarding.opened_by_nobody_else(user):
            raise NotYet(why)
    keyless = Team.objects.filter(pk__in=to, keys=None)
    if role != Role.TEAM_LEAD or not keyless:
        return
    key_pairs.must_have_keys(user, "role")
    if user.pk in in_other_hands():
        raise BadInput("teams", say("A team without a key would get it with her: not now."))


def _ending(user: User, role: Role, to: set[UUID]) -> set[UUID]:
    """The teams of which she holds less afterwards: left, or with a role that holds less."""
    here = set(user.teams.values_list("pk", flat=True))
    # Whoever becomes a lead loses nothing; of a lead who becomes a worker what was granted by name
    # ends.
    less = user.role in key_pairs.HOLDS_TEAM_KEY and role not in (user.role, Role.TEAM_LEAD)
    return here if less else here - to


def _take_grants_back(user: User, role: Role, to: set[UUID], by: User | None) -> int:
    """What she holds less of. Returns how many grants to her by name ended."""
    # The key of a team goes with the role as well as with the team.
    holds_key, ended = role in key_pairs.HOLDS_TEAM_KEY, 0
    for team in Team.objects.filter(pk__in=_ending(user, role, to)).order_by("name"):
        key = team.pk not in to or not holds_key
        ended += offboarding.end_access(user, team, key=key, by=by)
    end_membership(user=user, teams=user.teams.exclude(pk__in=to).order_by("name"))
    TeamRemoval.objects.filter(user=user).exclude(team__in=to).delete()
    return ended


def _joins(user: User, to: set[UUID], by: User | None) -> None:
    """Put her into the teams that are new to her. The first lead of a team without a key makes
    it."""
    here = set(user.teams.values_list("pk", flat=True))
    join(user=user, teams=Team.objects.filter(pk__in=to - here).order_by("name"))
    pair = key_pairs.pair_of(user)
    if user.role == Role.TEAM_LEAD and pair is not None:
        for team in user.teams.filter(keys=None):
            key_pairs.make_team_key(team=team, first=pair, by=by or user)


def _ends_with_the_role(user: User, role: Role) -> int:
    """What she asked for or agreed to in the old one, and, where the new one shows nothing of the
    work, all that was granted to her by name. How many grants."""
    by_her = Q(by=user) | Q(agreed_by=user)
    Invitation.objects.filter(by_her, used=False).delete()
    TeamRemoval.objects.filter(by=user).delete()
    OrganisationChange.objects.filter(by=user).delete()
    return offboarding.end_all_grants(user) if _shows_nothing(role) else 0


def _shows_nothing(role: Role) -> bool:
    """Return whether a role shows nothing of the work."""
    works = {Permission.WORK_CASES, Permission.WORK_LEGAL, Permission.SEE_OVERVIEW}
    return not role.permissions & works


PERSON = PersonChange(
    "person",
    _("Account of a colleague"),
    {
        "display_name": _("Name shown to colleagues"),
        "email": _("E-mail address"),
        "role": _("Role"),
        "office": _("Office"),
        "teams": _("Teams"),
    },
)
