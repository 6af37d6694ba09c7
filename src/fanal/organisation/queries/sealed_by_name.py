"""What was sealed to a colleague by name and only she opens, or nobody since she left."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.authority import attested
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.words import Sentence, say
from fanal.keys import named_folders
from fanal.keys.actions.offboarding import sealed_to_her_alone
from fanal.keys.models import Folder
from fanal.organisation.models import OrganisationChange, Succession

COMMAND = "fanal setup sealed-by-name"


def only_hers(of: User) -> list[Folder]:
    """What goes to nobody with her account, or went to nobody with it."""
    if not of.is_active:
        return named_folders.left_by(of)
    rows = Folder.objects.filter(pk__in=sealed_to_her_alone(of), kind__in=named_folders.KINDS)
    return attested.genuine_only(rows.order_by("made", "id"))


def under_way(of: UUID) -> Succession | None:
    """What two people decided of her, and was not done yet."""
    rows = Succession.objects.filter(of=of, done_on=None).select_related("to")
    # A row that somebody wrote into the database names nobody: by it a complaint would be handed
    # on.
    return next(iter(attested.genuine_only(rows)), None)


def decided() -> list[Succession]:
    """Return the successions decided for those whose account ended, and only the sheets are
    missing."""
    rows = Succession.objects.filter(done_on=None, of__is_active=False)
    return attested.genuine_only(
        rows.select_related("of", "to", "agreed_by").order_by("agreed_on", "id")
    )


def said_of(of: User) -> list[Sentence]:
    """Return what is said of her to whoever manages accounts: neither of what nor of how many."""
    if not only_hers(of):
        return []
    if of.is_active:
        sentence = say(
            "Nobody else opens something that was sealed to her by name, such as complaints and "
            "registers."
        )
    else:
        sentence = say("Nobody opens any more what was sealed to her by name.")
    return [sentence, *_how_far(of)]


def _how_far(of: User) -> Iterator[Sentence]:
    if OrganisationChange.objects.filter(
        about=of.pk, kind="succession", until__gte=timezone.localdate()
    ).exists():
        yield say("Who follows is asked for: a director has not agreed yet.")
    row = under_way(of.pk)
    if row and of.is_active:
        yield say("{name} follows: she hands it on from her page “Today”.", name=row.to)
    elif row:
        yield say(
            "{name} follows. Two colleagues, A and B, bring two recovery sheets to the server. "
            "There is typed, with their addresses: {command} --present A --present B. Allow a "
            "quarter of an hour.",
            name=row.to,
            command=COMMAND,
        )


def proposed(of: User) -> User | None:
    """Return who is proposed: somebody of her role, in her office where there is one."""
    same = [user for user in named_folders.could_follow(of) if user.role == of.role]
    near = [user for user in same if user.office_id == of.office_id]
    return next(iter([*near, *same]), None)


def handed_on_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return a row for her, of whom it was decided that another follows: what she does now."""
    row = under_way(user.pk)
    if row is None:
        return []
    title = _("Hand on what only you can open to {name}").format(name=row.to)
    return [TodayRow(reverse("organisation:hand_on"), title, tone="care")]
