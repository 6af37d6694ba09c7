"""A girl of the Bangkok team, her consent, a shelter that two people trust, and a station."""

from types import SimpleNamespace

import pyrage

from fanal.cases.actions import consents, entries
from fanal.partners.actions import areas, findings
from fanal.partners.actions.partners import add_partner
from tests import files
from tests.kept import kept


@kept
def scene(cast, *, consent=True, trusted=True):
    key = pyrage.x25519.Identity.generate()
    ring = cast.ring(cast.sokha)
    person = files.person(cast)
    case = files.case(cast, people=[person])
    thailand = areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    shelter = add_partner(
        kind="organisation",
        type="shelter",
        name="Quiet House",
        by=cast.sokha,
        age_key=str(key.to_public()),
    )
    station = add_partner(kind="organisation", type="police", name="Station", by=cast.noi)
    if trusted:
        found = findings.record_finding(
            about=shelter, level="trusted", reliability="A", credibility="1", by=cast.sokha
        )
        findings.confirm(finding=found, by=cast.noi)
    agreed = None
    if consent:
        agreed = consents.record_consent(
            case=case,
            person=person,
            purpose="referral",
            answer="given",
            partner=shelter.id,
            by=cast.sokha,
            ring=ring,
        )
    entries.add_entry(
        case=case, kind="need", answers={"words": "A doctor, soon."}, by=cast.sokha, ring=ring
    )
    entries.add_note(case=case, text="INTERNAL NOTE", by=cast.sokha, ring=ring)
    return SimpleNamespace(
        key=key,
        ring=ring,
        person=person,
        case=case,
        area=thailand,
        shelter=shelter,
        station=station,
        consent=agreed,
    )


CLASSES = ("identity", "narrative")


def draft(cast, here, **more):
    from fanal.sharing.actions import referrals

    given = {
        "case": here.case,
        "person": here.person,
        "partner": here.shelter,
        "purpose": "receive_documents",
        "classes": CLASSES,
        "needed": "A bed.",
        "by": cast.sokha,
        "ring": here.ring,
        "area": here.area,
    }
    return referrals.draft(**(given | more))
