"""Who may read the journal: the auditor. Who is told that it is not whole: administrators and
directors too, of whom two acknowledge it."""

from django.db.models import QuerySet
from django.http import Http404

from fanal.accounts.models import User
from fanal.audit import queries
from fanal.audit.models import JournalEntry
from fanal.core.roles import Permission
from fanal.web.lookup import permitted_or_404

MAY_ACKNOWLEDGE = (Permission.READ_JOURNAL, Permission.MANAGE_ACCOUNTS, Permission.SEE_OVERVIEW)


def journal_for(user: User) -> QuerySet[JournalEntry]:
    """The whole journal, latest first. Raises Http404."""
    must_read_journal(user)
    return queries.entries()


def must_read_journal(user: User) -> None:
    """Raise `Http404` for everybody who may not read the journal."""
    permitted_or_404(user, Permission.READ_JOURNAL)


def must_see_reading(user: User) -> None:
    """Raise `Http404` for whoever neither leads a team nor reads the journal."""
    permitted_or_404(user, Permission.LEAD_CASES, Permission.READ_JOURNAL)


def sees_alarms(user: User) -> bool:
    """Return whether she may acknowledge what is wrong with the journal: whether it is whole, no
    more."""
    return user.may(*MAY_ACKNOWLEDGE)


def must_see_alarms(user: User) -> None:
    """Raise Http404 for whoever sees no alarms."""
    if not sees_alarms(user):
        raise Http404
