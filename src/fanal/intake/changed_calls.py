"""Calls for help that somebody put aside, pointed at another team or deleted by hand in the
database."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from fanal.authority import findings, reading
from fanal.intake.models import Signal, Triage
from fanal.keys.models import Folder

TABLE = "intake_signal"


def put_back_calls() -> None:
    """Let each wait again, as one that cannot, with the team that took it; of one that is gone
    nothing can be put back: it is named."""
    for call in Signal.objects.filter(pk__in=_put_aside()):
        # Noted first: should the putting back fail, the change is known all the same.
        findings.noted(TABLE, call.id.hex, findings.ALTERED)
        # Whoever hid it may have taken the danger out as well: it is read first.
        call.urgent = True
        call.stand_as(call.state if call.waits else "reopened")
    for folder in _elsewhere():
        findings.noted(TABLE, folder.id.hex, findings.ALTERED)
        # The row of its keys is attested and says for which team they were made (ADR 9).
        Signal.objects.filter(pk=folder.id).update(team=folder.team_id)
    for id in _deleted_calls():
        findings.noted(TABLE, id.hex, findings.MISSING)


def _put_aside() -> list[UUID]:
    """Return those that stand otherwise than an action here left them."""
    calls = Signal.objects.order_by().only("id", "state", "urgent", "mark").iterator()
    wrong = [call.id for call in calls if call.mark != call.marked_standing()]
    later = Triage.objects.filter(signal=OuterRef("signal"), number__gt=OuterRef("number"))
    # The row of before it was opened again bears the mark of that time.
    again = Triage.objects.filter(~Exists(later), outcome="reopened").order_by()
    aside = again.exclude(signal__state__in=Signal.WAITING)
    return [*wrong, *aside.values_list("signal", flat=True)]


def _elsewhere() -> list[Folder]:
    teams = dict(Signal.objects.order_by().values_list("pk", "team"))
    folders = Folder.objects.filter(kind="signal").order_by()
    moved = [id for id, team in folders.values_list("pk", "team") if teams.get(id, team) != team]
    return reading.rows_that_count(Folder.objects.filter(pk__in=moved))


def _deleted_calls() -> list[UUID]:
    here = Signal.objects.filter(pk=OuterRef("pk"))
    left = Folder.objects.filter(~Exists(here), kind="signal").order_by()
    return [folder.id for folder in reading.rows_that_count(left)]
