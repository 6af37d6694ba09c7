"""Access that ended after a backup was made: once it is put back, it is ended once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from fanal.core.errors import Refused
from fanal.core.words import Sentence, say

if TYPE_CHECKING:
    from fanal.accounts.ended_access import AccessEnd
    from fanal.accounts.models import Team, User

TO_END = say("- {who}: the account is over")
TO_REPLACE = say("- {who}: her keys may be known to others")
TO_TAKE_OUT = say("- {who}: no longer in the team {team}")
ENDED = say("Ended once more: the account of {who}.")
REPLACED = say(
    "Her keys may be known to others, and open nothing any more: {who}. An administrator makes a "
    "link for her."
)
TAKEN_OUT = say("Taken out of the team {team} once more: {who}.")
NOT_DONE = say("Still to be done, by an administrator, under “Accounts”: {who}. {why}")
HERSELF = say("She is one of the two who accept: two others take her out of the team {team}.")


@dataclass(frozen=True)
class AccessStillOpen:
    """Somebody whom the backup lets in as before. `team`: out of which she was taken."""

    user: User
    what: AccessEnd
    team: Team | None

    @property
    def who(self) -> str:
        return f"{self.user.display_name} <{self.user.email}>"

    def planned(self) -> Sentence:
        """Return what is to be done, for the two to read before they accept it."""
        from fanal.accounts.ended_access import AccessEnd

        if self.team is not None:
            return say(TO_TAKE_OUT.template, who=self.who, team=self.team.name)
        message = TO_END if self.what is AccessEnd.ACCOUNT else TO_REPLACE
        return say(message.template, who=self.who)


def still_open(since: datetime) -> list[AccessStillOpen]:
    """Return the access that ended from this moment on, and is here as before."""
    from fanal.accounts import ended_access
    from fanal.accounts.models import Team, User

    found = []
    # From the file outside the database, which a backup does not bring back.
    for end in ended_access.since(since):
        # Whoever is shut out in the backup too needs nothing.
        user = User.objects.filter(pk=end.user, is_active=True).first()
        # Only where the backup has her in it again.
        team = Team.objects.filter(pk=end.team, members=end.user).first() if end.team else None
        if user is not None and (end.team is None or team is not None):
            found.append(AccessStillOpen(user, end.what, team))
    return found


def end(again: Sequence[AccessStillOpen], people: Sequence[User]) -> Iterator[Sentence]:
    """End it, by the one of the two whom it is not about; yield what was done, for both to read."""
    from fanal.accounts.models import User

    for access in again:
        # Asked anew: the line before may have ended this account.
        if User.objects.filter(pk=access.user.pk, is_active=True).exists():
            try:
                yield _end(access, people)
            # The rest is done all the same; what is left is said, with who can do it.
            except Refused as why:
                yield say(NOT_DONE.template, who=access.who, why=why.reasons[0])


def _end(access: AccessStillOpen, people: Sequence[User]) -> Sentence:
    from fanal.accounts.actions import end_account
    from fanal.accounts.ended_access import AccessEnd
    from fanal.rotation.actions import suspect_person

    # Nobody ends her own account: the other of the two does it.
    user, by = access.user, next(one for one in people if one.pk != access.user.pk)
    if access.team is not None:
        return _take_out(access, access.team, people)
    if access.what is AccessEnd.ACCOUNT:
        end_account(user=user, by=by)
        return say(ENDED.template, who=access.who)
    # The keys in the backup are those that may be known.
    suspect_person(user=user, by=by)
    return say(REPLACED.template, who=access.who)


def _take_out(access: AccessStillOpen, team: Team, people: Sequence[User]) -> Sentence:
    from fanal.keys.actions.offboarding import take_out_again

    first, second = people
    # Two others have to: she would decide about herself.
    if access.user.pk in (first.pk, second.pk):
        raise Refused(say(HERSELF.template, team=team.name))
    take_out_again(user=access.user, team=team, by=first, second=second)
    return say(TAKEN_OUT.template, who=access.who, team=team.name)
