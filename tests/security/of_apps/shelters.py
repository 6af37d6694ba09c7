"""A shelter of Bangkok with somebody of the first case in it, and one of everything in its book."""

from fanal.core.casework.retention import RegisterKind
from fanal.retention.actions import registers
from fanal.shelters.actions import (
    admission,
    asking,
    book,
    complaints,
    door_keys,
    meetings,
    places,
    standards,
    visits,
)
from fanal.shelters.models import Visit
from tests import files

BANGKOK, STAFF, FAR = {"noi", "sokha"}, {"rith"}, {"kham", "somchit"}
OPENS = {
    "shelters": BANGKOK | STAFF,
    **{
        f"shelters:{one}": {"noi"}
        for one in (
            "keeping", "change", "close", "stay_open", "rules", "announce", "call_off_inspection", "check", "mend", "beds",
            "let_in", "let_go", "end_bed", "give_key", "key_back", "lock_changed",
        )
    },
    **dict.fromkeys((f"shelters:{one}" for one in ("incidents", "new_incident", "meetings", "new_meeting", "answer_meeting", "door_keys", "key_lost")), {"noi"} | STAFF),
    "shelters:read_incident": {"noi"},  # not of who wrote it
    "shelters:complaint": {"claire"},  # never the staff, nor who leads its team
    "retention:erase_register": {"noi"},
    "retention:agree_register": {"claire", "somchit"},
    **dict.fromkeys(
        (f"shelters:{one}" for one in ("case", "stay_of_case", "admit", "allow", "ask", "compare", "end_visitor")), BANGKOK
    ),
    "shelters:request": BANGKOK | STAFF | FAR,
    **dict.fromkeys((f"shelters:{one}" for one in ("give", "decline")), BANGKOK | STAFF),
    "shelters:take_back_bed": FAR,
}  # fmt: skip
LET_IN = {"mai": {"shelters:case"}}


def ids(cast, here, acts):
    """What the addresses of shelters name."""
    lead, staff = (cast.acting(one) for one in (cast.noi, cast.rith))
    told = {"name": "House Jasmine", "kind": "transit"}
    shelter = places.open_shelter(team=cast.bangkok, area=None, answers=told, **lead)
    bed, free = places.add_beds(shelter=shelter, kind="bed", room="R", how_many=2, by=cast.noi)
    places.let_in(shelter=shelter, staff=[cast.rith], **lead)
    stay = admission.admit(
        case=here.case,
        person=here.person,
        bed=bed,
        shown={"tonight": "a light"},
        **acts,
        asked=admission.BedAsked("given", "Lao", given_by="legal_guardian", assent=True),
    )
    held = book.restrict(stay=stay, kind="phone", why="He calls.", hers="No.", **lead)
    visitor = visits.allow_visitor(
        stay=stay, name="Mali Boun", relation="sister", she_agrees=True, **acts
    )
    happened = book.add_incident(
        shelter=shelter, kind="illness", what="A fever.", done="", stay=stay, **staff
    )
    kept = book.keep(stay=stay, what="A passport.", **staff)
    complaint = complaints.complain(shelter=shelter, words="It is loud.", by=cast.rith)
    said = {"asked": "Rice.", "promised": "Rice.", "due": kept.on, "came": 1, "led_by": cast.rith}
    meeting = meetings.hold_meeting(shelter=shelter, on=kept.on, **said, **staff)
    visit = visits.visit(stay=stay, visitor=visitor, words="", **staff)
    Visit.objects.filter(pk=visit.pk).update(on="2001-01-01")
    looked = {"on": kept.on, "until": kept.on, "checked_by": "The ministry", "standard": "Fire"}
    standards.add_check(
        shelter=shelter, left="A window.", version=shelter.version, by=cast.noi, **looked
    )
    door_keys.give_key(shelter=shelter, words="The neighbour", by=cast.noi)
    over = registers.propose_register(shelter=shelter, kind=RegisterKind.VISITS, by=cast.noi)
    lead_too = cast.acting(cast.kham)
    woman, far = files.in_vientiane(cast)
    asked = asking.ask_for_bed(
        case=far,
        person=woman,
        shelter=shelter,
        asked=admission.BedAsked("given"),
        shown={"tonight": "a light"},
        **lead_too,
    )
    return {
        ("shelters", "request_id"): (asked.id, None),
        ("retention", "register_id"): (over.id, None),
        ("retention", "shelter_id"): (shelter.id, None),
        ("retention:erase_register", "kind"): ("visits", None),
        ("shelters", "shelter_id"): (shelter.id, None),
        ("shelters", "stay_id"): (stay.id, None),
        ("shelters", "restriction_id"): (held.id, None),
        ("shelters", "visitor_id"): (visitor.id, None),
        ("shelters", "incident_id"): (happened.id, None),
        ("shelters", "belonging_id"): (kept.id, None),
        ("shelters", "meeting_id"): (meeting.id, None),
        ("shelters", "complaint_id"): (complaint.id, None),
        ("shelters", "bed_id"): (free.id, None),
        ("shelters:key_back", "number"): (1, None),
        ("shelters:let_go", "user_id"): (cast.rith.pk, None),
    }
