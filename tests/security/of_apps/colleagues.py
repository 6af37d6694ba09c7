"""A supervision that is planned, and an incident that its lead was told of."""

from datetime import timedelta

from django.utils import timezone

from fanal.colleagues import actions

OPENS = {
    "colleagues": {"noi"},
    **{f"colleagues:{one}": {"noi", "sokha"} for one in ("incident", "note", "end")},
    "colleagues:seen": {"noi"},  # not who reported it
}


def ids(cast, here, acts):
    today = timezone.localdate()
    meeting = actions.plan(colleague=cast.sokha, on=today - timedelta(days=1), by=cast.noi)
    incident = actions.report(kind="threat", on=today, words="Two calls.", by=cast.sokha)
    return {
        ("colleagues", "user_id"): (cast.sokha.pk, None),
        ("colleagues", "meeting_id"): (meeting.id, None),
        ("colleagues", "answer"): ("held", None),
        ("colleagues", "incident_id"): (incident.id, None),
    }
