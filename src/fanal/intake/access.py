"""The only way to get a signal: those who take signals see those of their teams."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.audit.refusals import found_or_refused
from fanal.cases.access import cases_for
from fanal.core.roles import Permission
from fanal.database.sql import subquery
from fanal.intake.models import Signal, Triage
from fanal.people.exclusion import CASES
from fanal.sealed.columns import with_ids
from fanal.web.lookup import permitted_or_404

# A signal may be the same as one that was found to be the same as a third one later.
BEHIND = f"""
    WITH RECURSIVE behind (id) AS (
        SELECT signal_id FROM intake_triage WHERE case_id IN ({CASES})
        UNION SELECT t.signal_id FROM behind JOIN intake_triage t ON t.duplicate_of_id = behind.id
    ) SELECT id FROM behind"""  # noqa: S608  # no value is part of it


def open_signals_for(user: User) -> QuerySet[Signal]:
    """Return the signals that nobody has decided on yet: there is no case behind them to be kept
    out of, but behind one that was opened again there may be."""
    return _open(user, _of_own_teams(user))


def calls_that_cannot_wait(user: User) -> QuerySet[Signal]:
    """Return the open signals with danger in them; for whoever sees the overview those of every
    team: they are counted, and no call is opened by it."""
    return _open(user, _of_teams_in_view(user).filter(urgent=True))


def calls_left_undecided(user: User, since: date) -> QuerySet[Signal]:
    """Return the open signals that can wait and were taken on that day or before."""
    left = _of_teams_in_view(user).filter(urgent=False, taken_on__lte=since)
    return _open(user, left)


def _of_teams_in_view(user: User) -> QuerySet[Signal]:
    return Signal.objects.all() if user.may(Permission.SEE_OVERVIEW) else _of_own_teams(user)


def _open(user: User, rows: QuerySet[Signal]) -> QuerySet[Signal]:
    again = Q(state="reopened") & ~_behind_closed_doors(user)
    return rows.filter(Q(state="open") | again)


def signals_for(user: User) -> QuerySet[Signal]:
    """Return every signal this user may open: not those behind a case that she is kept out of."""
    return _of_own_teams(user).exclude(_behind_closed_doors(user))


def _behind_closed_doors(user: User) -> Q:
    """The signals of cases that she is kept out of, and those found to be the same."""
    return Q(id__in=subquery(BEHIND, *[user.pk] * BEHIND.count("%s")))


def _of_own_teams(user: User) -> QuerySet[Signal]:
    if not user.may(Permission.TAKE_SIGNALS):
        return Signal.objects.none()
    return Signal.objects.filter(team__in=team_ids_of(user))


def journal_names(reader: User, ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    """What the journal calls these signals for its reader."""
    signals = Signal.objects.filter(id__in=ids).exclude(_behind_closed_doors(reader))
    return with_ids(signals.order_by(), "code_name")


def signal_for(user: User, signal_id: UUID) -> Signal:
    """The signal, or `Http404`. Each refusal is written down, whether it exists or not."""
    return _signal_or_404(user, signals_for(user), signal_id)


def signal_to_read(user: User, signal_id: UUID) -> Signal:
    """Return a signal as `signal_for` does; also one behind a case that its team gave to a team of
    this user."""
    return _signal_or_404(user, signals_to_read(user), signal_id)


def signals_to_read(user: User) -> QuerySet[Signal]:
    """Return the signals that `signal_to_read` finds."""
    # The team that took over reads how it began, though the call was taken by another.
    came_along = Triage.objects.filter(case__in=cases_for(user).filter(team__in=team_ids_of(user)))
    may_read = Signal.objects.filter(id__in=came_along.order_by().values("signal"))
    if not user.may(Permission.TAKE_SIGNALS):
        may_read = Signal.objects.none()
    return signals_for(user) | may_read


def _signal_or_404(user: User, rows: QuerySet[Signal], signal_id: UUID) -> Signal:
    signal = rows.select_related("team", "taken_by").filter(id=signal_id).first()
    return found_or_refused(signal, "signal.refused", user, signal_id)


def must_take(user: User) -> None:
    """Raise `Http404` for roles that take no signals: for them these pages do not exist."""
    permitted_or_404(user, Permission.TAKE_SIGNALS)


def must_pass_on(user: User) -> None:
    """Raise `Http404` for whoever does not work with communities: there somebody asks at the
    side."""
    permitted_or_404(user, Permission.WORK_PREVENTION)


def opened(user: User, signal: Signal) -> None:
    """Write down that a signal was read."""
    audit.record(act="signal.opened", by=user, about=signal.id)
