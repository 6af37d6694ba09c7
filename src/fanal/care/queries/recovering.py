"""Care files that nobody opens any more: which they are, and who may decide who reads on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.audit.refusals import refuse
from fanal.care.access import logged_row_or_404
from fanal.care.models import CareFile, CareRecovery
from fanal.cases import access as cases
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.keys.models import Grant
from fanal.keys.queries import teams_of_folders
from fanal.keys.stored_wraps import living
from fanal.people import access as people
from fanal.web.decisions import WaitingRequest
from fanal.web.lookup import permitted_or_404

DECIDES = frozenset({Permission.SEE_OVERVIEW, Permission.LEAD_CASES})


@dataclass(frozen=True)
class FileWithoutHolder:
    """A file that nobody opens any more. `asked`: what was asked for, where something was.
    `may_agree`: whether this reader may."""

    file: CareFile
    asked: CareRecovery | None
    may_agree: bool


def must_decide(user: User) -> None:
    """Raise `Http404` for who decides about no care file."""
    permitted_or_404(user, *DECIDES)


def without_holder(user: User) -> QuerySet[CareFile]:
    """Return the files without a holder: of all for a director, of those of her teams for a lead;
    none of somebody in whose case a conflict keeps this user out."""
    if not user.may(*DECIDES):
        return CareFile.objects.none()
    rows = orphans().exclude(person__in=people.kept_out_of(user, CareFile))
    rows = rows.exclude(asked__case__in=cases.kept_out_of(user))
    # A lead knows her teams; a director stands in where a team has no lead.
    if not user.may(Permission.SEE_OVERVIEW):
        rows = rows.filter(pk__in=_of_her_teams(user, rows))
    return rows.select_related("person", "kept_by").distinct()


def _of_her_teams(user: User, files: QuerySet[CareFile]) -> list[UUID]:
    """Return those of these few files that an action here gave to a team of this user."""
    teams = teams_of_folders(files.order_by().values_list("pk", flat=True))
    return [file for file, team in teams.items() if team in own_team_ids(user)]


def orphans() -> QuerySet[CareFile]:
    """Files of which nobody holds a key who keeps care files and is at work."""
    workers = User.objects.who_may(Permission.WORK_HEALTH).order_by().values("pk")
    held_grants = Grant.objects.filter(
        # A grant alone is no holder: its keys may be retired, and she may have another role by now.
        living(),
        folder=OuterRef("pk"),
        to_keys__retired=None,
        to_keys__user__in=workers,
    )
    return CareFile.objects.exclude(Exists(held_grants.order_by()))


def shown_orphans(user: User) -> list[FileWithoutHolder]:
    files = list(without_holder(user))
    rows = CareRecovery.objects.filter(file__in=[file.id for file in files], done_on=None)
    asked = {row.file_id: row for row in rows.select_related("to", "by", "agreed_by")}
    mine = {care_recovery.id for care_recovery in waiting_for(user)}
    return [
        FileWithoutHolder(file, row := asked.get(file.id), row is not None and row.id in mine)
        for file in files
    ]


def orphan_for(user: User, file_id: UUID) -> CareFile:
    """Return an orphan of which nothing was asked yet; or `Http404`."""
    file = without_holder(user).filter(pk=file_id).first()
    if file is None or CareRecovery.objects.filter(file=file, done_on=None).exists():
        refuse("care.refused", user, file_id)
    return file


def waiting_for(user: User) -> QuerySet[CareRecovery]:
    """What another asked, and this user may agree to."""
    rows = CareRecovery.objects.filter(agreed_by=None, done_on=None)
    rows = rows.filter(file__in=without_holder(user).order_by().values("id"))
    return rows.exclude(by=user).exclude(to=user).select_related("file__person", "by", "to")


def waiting_recoveries(user: User) -> Iterator[WaitingRequest]:
    page = reverse("care:without_holder")
    for row in waiting_for(user):
        yield WaitingRequest(
            row.id, f"{page}#id-{row.file_id}", row.asked_on, row.by, about=row.file.person
        )


def recovery_to_agree(user: User, recovery_id: UUID) -> CareRecovery:
    return logged_row_or_404(user, waiting_for(user), recovery_id)


def recovery_to_end(user: User, recovery_id: UUID) -> CareRecovery:
    """Return a recovery as `recovery_to_agree` does, for who asked too."""
    rows = CareRecovery.objects.filter(done_on=None, file__in=without_holder(user).values("id"))
    return logged_row_or_404(user, rows, recovery_id)


def orphans_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return one row for a director or a lead: that some are there, until somebody holds them
    again."""
    if not user.may(*DECIDES):
        return []
    n = without_holder(user).count()
    if not n:
        return []
    title = ngettext("{n} care file without a holder", "{n} care files without a holder", n)
    return [
        TodayRow(
            reverse("care:without_holder"),
            title.format(n=n),
            tone="care",
            more=_("whoever kept it no longer works here"),
        )
    ]
