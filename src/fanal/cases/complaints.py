"""Sealing a complaint past everybody whom it concerns, and answering it: one rule for complaints
about shelters and about colleagues."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.authority import attested
from fanal.cases.actions.present import mail_to
from fanal.cases.models.who_may import SealedComplaint
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import say
from fanal.keys import named_folders
from fanal.keys.actions import create_folder
from fanal.keys.models import Folder, Grant, UserKeys
from fanal.keys.queries import rows_granted_to
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.keys.stored_wraps import living

SEALED_TO = "complaint"  # the kind of folder


def words_of(words: str) -> str:
    """Return the words of a complaint. Raises BadInput where there are none."""
    return long_text("words", words, needed=say("write what she complains of, in her words"))


def reads_complaints(user: User) -> bool:
    """Whether this user's role answers complaints; which of them, the keys given with each say."""
    return user.may(Permission.LEAD_CASES, Permission.SEE_OVERVIEW)


def must_read_complaints(user: User) -> None:
    """Raise `Http404` for whoever answers none."""
    if not reads_complaints(user):
        raise Http404


def granted_complaints[Row: SealedComplaint](rows: QuerySet[Row], user: User) -> QuerySet[Row]:
    """Return the complaints whose key this user holds: whom one concerns holds none."""
    return rows_granted_to(rows, user, NARRATIVE) if reads_complaints(user) else rows.none()


def opened_elsewhere(folders: Collection[UUID], teams: Collection[UUID]) -> set[UUID]:
    """Return the folders that somebody opens who answers complaints by her role and leads none of
    these teams."""
    leads = User.objects.who_may(Permission.LEAD_CASES).exclude(teams__in=teams)
    answers = User.objects.who_may(Permission.SEE_OVERVIEW) | leads
    grants = Grant.objects.filter(
        living(),
        folder__in=folders,
        to_keys__retired=None,
        to_keys__user__in=answers.order_by().values("pk"),
    )
    return {grant.folder_id for grant in attested.genuine_only(grants.order_by())}


def can_read(readers: Iterable[User], about: Collection[UUID]) -> list[User]:
    """Return the readers who hold keys and whom it does not concern."""
    left = {reader.pk: reader for reader in readers if reader.pk not in about}
    keys = UserKeys.objects.filter(user__in=left, user__is_active=True, retired=None)
    with_keys = set(keys.values_list("user", flat=True))
    return [reader for key, reader in left.items() if key in with_keys]


def seal_past(
    made: SealedComplaint,
    *,
    readers: Iterable[User],
    about: Collection[UUID],
    team: Team,
    by: User,
    content: Mapping[str, str],
) -> None:
    """Save a complaint, sealed to those who answer it. Whoever writes it down reads it no more.
    Raises Refused where nobody is left who could read it."""
    left = can_read(readers, about)
    # Better told in person than kept where only the one complained about could read it.
    if not left:
        raise Refused(say("There is nobody who could read this: tell the director in person."))
    made.folder, made.on = made.id, timezone.localdate()
    # To named people and to no team: whom it concerns may hold the team's key.
    ring = create_folder(folder=made.id, kind=SEALED_TO, team=team, holders=left, by=None)
    about_whom = sorted(map(str, about))
    more = {"concerns": about_whom, "written_by": str(by.pk), "answer": ""}
    made.seal(ring, {**content, **more})
    made.save(force_insert=True)
    mail_to([user for user in left if user.pk != by.pk], made.on)


def whom_it_concerns(content: Content) -> QuerySet[User]:
    """Return whom a complaint concerns, as `seal_past` sealed it."""
    return User.objects.filter(pk__in=content["concerns"])


def may_follow(user: User, folders: Collection[Folder]) -> set[UUID]:
    """Return the folders that this user may open where the last who could answer has left. Of those
    who were here when a complaint was written, only who was given its key: whom it concerns was
    given none, and it alone says who that is. A director who came later is not meant by it."""
    followed = named_folders.held_before(user, folders)
    if user.may(Permission.SEE_OVERVIEW):
        followed |= {folder.pk for folder in folders if user.joined > folder.made}
    return followed


def register() -> None:
    roles = frozenset({Permission.SEE_OVERVIEW, Permission.LEAD_CASES})
    named_folders.KINDS[SEALED_TO] = named_folders.SealedByName((NARRATIVE,), roles, may_follow)


def write_answer(
    complaint: SealedComplaint, *, words: str, version: int, by: User, ring: Ring
) -> None:
    """Record what was done about it, and that she was told, as `long_text` leaves it. Raises
    Conflict; BadInput without words."""
    if not words:
        raise BadInput("words", say("write what was done, and what she was told"))
    content = complaint.unseal(ring) | {"answer": words}
    complaint.write(ring, content, version)
    complaint.read_by, complaint.answered_on = by, timezone.localdate()
    complaint.save(update_fields=["read_by", "answered_on"])
