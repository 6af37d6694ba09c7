"""A supervision that is planned, an incident that its lead was told of, a complaint past her, and an
interpreter of the register."""

from datetime import timedelta

from django.utils import timezone

from fanal.colleagues import actions, complaints, helpers

WORKERS = {"noi", "sokha", "somchit", "kham", "mai"}
OPENS = {
    "colleagues": {"noi"},
    **{f"colleagues:{one}": WORKERS for one in ("helper", "helper_hours")},
    **{f"colleagues:{one}_helper": {"noi", "somchit"} for one in ("tie", "vet", "pause", "resume")},
    **{f"colleagues:{one}": {"noi", "sokha"} for one in ("for_case", "decide_helper")},
    **{f"colleagues:{one}": {"noi", "sokha"} for one in ("incident", "note", "end")},
    "colleagues:complaint": {"claire", "somchit"},  # never the lead whom it concerns
    "colleagues:close_case": {"claire", "somchit"},
    "colleagues:distrusted": set(),  # nothing was found of a colleague: tests/colleagues has one
    "colleagues:give_incidents": set(),  # no director came later here: tests/colleagues has one
    "colleagues:seen": {"noi"},  # not who reported it
}

LET_IN = {"mai": {"colleagues:for_case", "colleagues:decide_helper"}}


def ids(cast, here, acts):
    today = timezone.localdate()
    meeting = actions.plan(colleague=cast.sokha, on=today - timedelta(days=1), by=cast.noi)
    incident = actions.report(kind="threat", on=today, words="Two calls.", by=cast.sokha)
    complaint = complaints.complain(
        concerns=[cast.noi], words="She shouts.", by=cast.sokha, to=cast.somchit, case=here.case
    )
    helper = helpers.add_helper(
        kind="interpreter",
        answers={"name": "Noy Keo", "languages": "lo", "phone": "12"},
        **cast.acting(cast.noi),
    )
    return {
        ("colleagues", "director_id"): (cast.claire.pk, None),
        ("colleagues", "helper_id"): (helper.id, None),
        ("colleagues:decide_helper", "answer"): ("kept-off", None),
        ("colleagues", "complaint_id"): (complaint.id, None),
        ("colleagues", "user_id"): (cast.sokha.pk, None),
        ("colleagues", "meeting_id"): (meeting.id, None),
        ("colleagues", "answer"): ("held", None),
        ("colleagues", "incident_id"): (incident.id, None),
    }
