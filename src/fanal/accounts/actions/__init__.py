"""Inviting people, letting them come back, ending accounts. Nobody signs up; all is journalled."""

import hashlib
import secrets
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts import ended_access
from fanal.accounts.actions import invitation_approval
from fanal.accounts.actions.invitation_approval import ended_account, reopen
from fanal.accounts.ended_access import AccessEnd
from fanal.accounts.joining import join
from fanal.accounts.models import Invitation, InvitationTeam, Office, Team, TeamRemoval, User
from fanal.accounts.sign_ins import drop_factors, sign_out_everywhere
from fanal.audit import actions as audit
from fanal.core.casework.typed_text import look_alike
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission, Role
from fanal.core.words import Sentence, say
from fanal.sealed.server_key import marked

ACTS = {
    "account.invited": _("{who} invited somebody as {role}"),
    "account.again": _("{who} invited {about}, whose account had ended, as {role}"),
    "account.reopened": _("{who} came back by invitation into an account that had ended"),
    "account.asked": _("{who} asked a second person to agree that somebody joins as {role}"),
    "account.agreed": _("{who} agreed that somebody whom {whom} invited joins as {role}"),
    "account.refused": _("{who} refused to let somebody whom {whom} invited join as {role}"),
    "account.alone": _("{who} invited {role} alone: there was nobody yet who could agree"),
    "account.told": _("{about} was told that an invitation waits or was decided"),
    "account.made": _("{who} joined by invitation"),
    "account.back": _("{who} gave {about} a link to sign in again"),
    "account.factors": _("{who} removed the second steps of {about}"),
    "account.ended": _("{who} ended the account of {about}"),
    "account.end_told": _("{about} was told that the account of a director or auditor ended"),
    "account.browser": _("{who} signed in with a kind of browser not used before"),
    "account.wrong": _("{who} signed in after several wrong pass-phrases"),
    "account.wrong_nobody": _("Wrong pass-phrases were typed for addresses without an account"),
    "account.limit_nobody": _("Too many tries for an address without an account"),
    "account.wrong_stranger": _(
        "In an unknown browser, something wrong was typed for {about}: {tried}"
    ),
    "account.wrong_inside": _("In a browser of {about}, something wrong was typed: {tried}"),
    "account.limit_stranger": _("In unknown browsers, too many tries for {about}: {tried}"),
    "account.limit_inside": _("In a browser of {about}, too many tries: {tried}"),
    "account.codes": _("Several wrong codes were typed after the pass-phrase of {about}"),
    "account.factor_added": _("{who} added a second step"),
    "account.factor_gone": _("{who} removed a second step"),
    "account.role": _("{who} gave {about} the role {role}"),
    "account.changed": _("{who} changed the account of {about}: {fields}"),
    "team.leave_asked": _("{who} asked a second person to agree that {about} leaves team {team}"),
    "team.leave_refused": _(
        "{who} refused the request of {whom} to take {about} out of team {team}"
    ),
    "team.left": _("{who} agreed that {about} leaves team {team}, as {whom} asked"),
    "team.told": _("{about} was told that somebody is to leave a team, or that it was decided"),
}

NAME_TAKEN = say("A colleague has this name already.")
NAME_OF_AN_ENDED_ACCOUNT = say(
    "An account that ended has this name. If it was hers, invite her with its address: she comes "
    "back into it. If not, add what tells the two apart."
)

# Sent with `user` inside the transaction that ends her account.
account_ended = Signal()
# What opens to nobody else, to be said before an account ends. The app that knows is of a higher
# layer, and adds its function here when the server starts.
OPENED_BY_NOBODY_ELSE: list[Callable[[User], list[Sentence]]] = []
# What a colleague takes over before an account ends, told without a code name: whoever ends it may
# not know whom it is about.
TO_TAKE_OVER: list[Callable[[User], list[str]]] = []
# What waits of an account, in words: filled when the server starts.
ASKED_OF_ACCOUNT: list[Callable[[User], list[str]]] = []
# Whether something was sealed to her by name that opens to nobody else, and who follows.
SEALED_BY_NAME: list[Callable[[User], list[Sentence]]] = []
# Sent with `user` inside the transaction that shuts out whoever has a device of hers.
device_lost = Signal()


@transaction.atomic
def invite(
    *,
    email: str,
    display_name: str,
    role: Role,
    office: Office,
    teams: Iterable[Team],
    language: str,
    by: User | None,
) -> str:
    """Make an invitation and return its token, shown once. Raises BadInput for a known address or
    name, and for a team where the role shows nothing of the work: nobody would have agreed to that.

    The link may wait for a second person: see `invitation_approval`.
    """
    address = email.strip().lower()
    if User.objects.filter(email=address, is_active=True).exists():
        raise BadInput("email", say("has an account already"))
    back = ended_account(address)
    _must_be_nobody_elses_name(display_name, back)
    teams = list(teams)
    if teams and role.agreed_to_by is None:
        raise BadInput("teams", say("people with this role belong to no team"))
    token, invitation = _token(address, display_name, role, office, language, by)
    InvitationTeam.objects.bulk_create(
        [InvitationTeam(invitation=invitation, team=team) for team in teams]
    )
    if back:
        invitation.user = back
        invitation.save(update_fields=["user"])
        audit.record(act="account.again", by=by, about=back.pk, detail={"role": role})
    else:
        audit.record(act="account.invited", by=by, detail={"role": role})
    invitation_approval.begin(invitation)
    return token


def _must_be_nobody_elses_name(name: str, back: User | None) -> None:
    """Raise BadInput for the name of another account than `back`, which is invited again."""
    others = User.objects.exclude(pk=back.pk) if back else User.objects.all()
    if is_taken(name, others.filter(is_active=True), "display_name"):
        raise BadInput("display_name", NAME_TAKEN)
    if is_taken(name, others.filter(is_active=False), "display_name"):
        raise BadInput("display_name", NAME_OF_AN_ENDED_ACCOUNT)


@transaction.atomic
def let_back(*, user: User, by: User | None) -> str:
    """A link by which a person sets a new pass-phrase. It opens no data by itself: her recovery
    code does, or a lead who grants again. Raises Refused of an account that ended.
    """
    if not user.is_active:
        raise Refused(say("This account has ended already."))
    token, invitation = _token(
        user.email, user.display_name, Role(user.role), user.office, user.language, by
    )
    invitation.user = user
    invitation.save(update_fields=["user"])
    audit.record(act="account.back", by=by, about=user.pk)
    invitation_approval.begin(invitation)
    return token


def is_taken[Row: Model](name: str, others: QuerySet[Row], column: str = "name") -> bool:
    """Whether one of these has a name that nobody tells from this one: what is given to a colleague
    whose name stands in a list would go to who took her name."""
    # Compared here and not in the database: SQLite tells “Ư” from “ư”, and no database sees signs
    # that nobody can see.
    return look_alike(name) in map(look_alike, others.values_list(column, flat=True))


def invitation_for(token: str) -> Invitation | None:
    """The invitation of a link, if it was not used, its day is not over and it waits for nobody."""
    found = made(token)
    return None if found is None or invitation_approval.waits(found) else found


def made(token: str) -> Invitation | None:
    """The invitation of a link, also while it waits: for the page of whoever made it."""
    rows = Invitation.objects.filter(token=_hash(token), used=False, until__gt=timezone.now())
    return rows.select_related("user", "office").first()


@transaction.atomic
def accept(*, invitation: Invitation, password_hash: str) -> User:
    """Make the account of an invitation, once. Raises BadInput if somebody was quicker, or has the
    name of somebody who came in meanwhile.

    Whether it waits is looked at again: at the beginning the first of two links may just be used.
    """
    unused = Invitation.objects.filter(pk=invitation.pk, used=False)
    if invitation_approval.waits(invitation) or not unused.update(used=True):
        raise BadInput("link", say("was used already"))
    if invitation.user and not invitation.user.is_active:
        back = reopen(user=invitation.user, invitation=invitation, password_hash=password_hash)
        invitation_approval.come_to_wait(back)
        return back
    if invitation.user:
        User.objects.filter(pk=invitation.user.pk).update(password=password_hash)
        # Her old browser may be what she lost: known to the account, it would have tries at the
        # pass-phrase of its own (`passphrase_attempts`).
        sign_out_everywhere(invitation.user)
        return invitation.user
    if is_taken(invitation.display_name, User.objects.all(), "display_name"):
        raise BadInput("link", NAME_TAKEN)
    user = User.objects.create(
        email=invitation.email,
        password=password_hash,
        display_name=invitation.display_name,
        language=invitation.language,
        office=invitation.office,
        role=invitation.role,
    )
    join(user=user, teams=invitation.teams.order_by("name"))
    audit.record(act="account.made", by=user, about=user.pk)
    invitation_approval.come_to_wait(user)
    return user


@transaction.atomic
def take_factors(*, user: User, by: User | None) -> None:
    """A lost second factor: the next sign-in sets up another. Ends every session."""
    drop_factors(user)
    # The address of her calendar ends with it: it was kept on the device that she lost.
    device_lost.send(User, user=user)
    audit.record(act="account.factors", by=by, about=user.pk)


@transaction.atomic
def end_account(*, user: User, by: User) -> None:
    """End an account: sessions, factors, links to it and what it asked for or agreed to die in
    this transaction. Raises Refused where somebody else was quicker."""
    if user.pk == by.pk:
        raise BadInput("", say("You cannot end your own account."))
    if not User.objects.select_for_update().filter(pk=user.pk, is_active=True).exists():
        raise Refused(say("This account has ended already."))
    User.objects.filter(pk=user.pk).update(is_active=False)
    # Or a link that she made on her last day, or agreed to, would let in whom she chose after she
    # is out.
    her_word = Q(used=False) & (Q(by=user) | Q(agreed_by=user))
    Invitation.objects.filter(Q(user=user) | her_word).delete()
    TeamRemoval.objects.filter(Q(user=user) | Q(by=user)).delete()
    drop_factors(user)
    account_ended.send(User, user=user, by=by)
    audit.record(act="account.ended", by=by, about=user.pk)
    _tell_who_oversees(user, by)
    ended_access.note(user, AccessEnd.ACCOUNT)


def _tell_who_oversees(user: User, by: User) -> None:
    """An administrator who does wrong would end first whoever could see it."""
    oversees = (Permission.SEE_OVERVIEW, Permission.READ_JOURNAL)
    if user.may(*oversees):
        for one in User.objects.who_may(*oversees).exclude(pk=by.pk).order_by("id"):
            audit.record(act="account.end_told", by=by, about=one.pk)


def _token(
    email: str, name: str, role: Role, office: Office, language: str, by: User | None
) -> tuple[str, Invitation]:
    # 192 random bits: nobody guesses them, so what is stored needs no stretching.
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        token=_hash(token),
        email=email,
        display_name=name,
        role=role,
        office=office,
        language=language,
        by=by,
        until=timezone.now() + invitation_approval.VALID_FOR,
    )
    return token, invitation


def _hash(token: str) -> str:
    """Return a keyed hash: whoever writes to the database makes no link of her own."""
    return marked(hashlib.sha256(b"invitation|" + token.encode()).hexdigest(), "invitation")
