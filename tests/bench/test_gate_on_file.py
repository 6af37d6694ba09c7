"""How long the gate takes on a register on file: 500 partners and 2,000 findings."""

from datetime import timedelta
from statistics import median
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fanal.core.trust.vocabulary import TrustLevel
from fanal.partners.models import Area, Partner, Presence, Tie, TrustFinding
from fanal.partners.queries.world import world
from fanal.sharing.access import may_disclose_each
from tests.sharing.scene import scene

ORGANISATIONS, GROUP = 100, 53


def fill(cast, area):
    """Organisations with two units and two contacts each, four findings each, and some ties."""
    day = timezone.localdate() - timedelta(days=30)
    made = {"made_by": cast.sokha, "made_on": day}
    tops = [Partner(kind="organisation", name=f"House {n}", **made) for n in range(ORGANISATIONS)]
    parts = [
        Partner(kind=kind, name=f"{kind} {k} of {n}", within=top, **made)
        for n, top in enumerate(tops)
        for k, kind in enumerate(("unit", "unit", "person", "person"))
    ]
    partners = [*tops, *parts]
    Partner.objects.bulk_create(partners)
    Presence.objects.bulk_create(
        Presence(partner=partner, area=area, level="some") for partner in partners
    )
    Tie.objects.bulk_create(
        Tie(one=parts[4 * n], other=parts[4 * n + 7], words="cousins", made_by=cast.sokha)
        for n in range(0, ORGANISATIONS - 1, 2)
    )
    findings = []
    for n, one in enumerate(partners):
        for k in range(4):
            row = TrustFinding(about=one, area=area, said_by=cast.sokha, said_on=day)
            row.facts = {
                "level": list(TrustLevel)[(n + k) % 4],
                "purposes": [],
                "reasons": [],
                "reliability": "B",
                "credibility": "2",
                "precautions": ["by telephone"],
                "evidence": "Said by two.",
            }
            findings.append(row)
    TrustFinding.objects.bulk_create(findings)
    return parts[4]


def fill_areas(thailand):
    for province in range(60):
        one = Area.objects.create(
            code=f"TH-{province}", name=f"P{province}", kind="province", within=thailand
        )
        Area.objects.bulk_create(
            Area(code=f"TH-{province}-{k}", name=f"D{k}", kind="district", within=one)
            for k in range(10)
        )
    return one


def timed(what, calls):
    """The median of the CPU time of one call, in ms."""
    took = []
    for _ in range(calls):
        start = process_time()
        what()
        took.append((process_time() - start) * 1000)
    return median(took)


@pytest.mark.bench
def test_the_gate_answers_within_2_ms_on_500_partners_and_2000_findings(cast):
    here = scene(cast)
    district = fill_areas(here.area).parts.first()
    blocked = fill(cast, district)
    with CaptureQueriesContext(connection) as everything:
        took = timed(world, 1)
    print(f"\nthe whole register: {took:.0f} ms, {len(everything)} queries")
    for partner, goes in ((here.shelter, True), (blocked, False)):
        ask = {
            "partner": partner,
            "classes": ("identity",),
            "purpose": "receive_documents",
            "by": cast.sokha,
            "area": district,
        }
        alone, group = [(here.case, here.person)], [(here.case, here.person)] * GROUP
        with CaptureQueriesContext(connection) as one:
            assert may_disclose_each(alone, **ask)[0].allowed is goes
        with CaptureQueriesContext(connection) as many:
            may_disclose_each(group, **ask)
        assert len(one) == len(many)
        cold = timed(lambda: may_disclose_each(alone, **ask), 200)  # noqa: B023
        each = timed(lambda: may_disclose_each(group, **ask), 10) / GROUP  # noqa: B023
        print(
            f"the gate says {'yes' if goes else 'no'}: one alone {cold:.2f} ms, in a group of"
            f" {GROUP} {each:.2f} ms each (goal 2 ms of CPU time, median), {len(many)} queries"
        )
        assert each <= 2
        assert cold <= 4  # a busy machine; alone it is under the goal
