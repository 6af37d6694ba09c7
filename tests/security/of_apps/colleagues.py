"""A supervision that is planned, an incident that its lead was told of, and a complaint past her."""

from datetime import timedelta

from django.utils import timezone

from fanal.colleagues import actions, complaints

OPENS = {
    "colleagues": {"noi"},
    **{f"colleagues:{one}": {"noi", "sokha"} for one in ("incident", "note", "end")},
    "colleagues:complaint": {"claire", "somchit"},  # never the lead whom it concerns
    "colleagues:close_case": {"claire", "somchit"},
    "colleagues:seen": {"noi"},  # not who reported it
}


def ids(cast, here, acts):
    today = timezone.localdate()
    meeting = actions.plan(colleague=cast.sokha, on=today - timedelta(days=1), by=cast.noi)
    incident = actions.report(kind="threat", on=today, words="Two calls.", by=cast.sokha)
    complaint = complaints.complain(
        concerns=[cast.noi], words="She shouts.", by=cast.sokha, to=cast.somchit, case=here.case
    )
    return {
        ("colleagues", "complaint_id"): (complaint.id, None),
        ("colleagues", "user_id"): (cast.sokha.pk, None),
        ("colleagues", "meeting_id"): (meeting.id, None),
        ("colleagues", "answer"): ("held", None),
        ("colleagues", "incident_id"): (incident.id, None),
    }
