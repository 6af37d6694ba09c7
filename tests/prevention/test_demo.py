"""The demonstration: a village over a year, ten scholars."""

from django.urls import reverse

from fanal.partners.actions.areas import add_area
from fanal.prevention import demo
from fanal.prevention.models import PreventionParticipant, PreventionSession, Scholarship
from fanal.prevention.queries.due import DueKind
from fanal.prevention.queries.today import today_for
from tests.prevention.scene import browser, today


def test_the_demonstration_has_a_village_over_a_year_and_ten_scholars(cast):
    add_area(code="LA-VT", name="Vientiane", kind="province", by=cast.noi)
    demo.play(cast, today())
    assert Scholarship.objects.count() == 10
    assert PreventionParticipant.objects.count() == 10
    held = PreventionSession.objects.filter(state="held")
    assert (today() - min(session.on for session in held)).days > 300
    assert PreventionSession.objects.filter(state="stopped").count() == 1
    found = today_for(cast.bounmy, today())
    assert found.to_write_up
    assert {one.kind for one in found.due} == set(DueKind)
    assert found.turning_18
    for name in ("today", "sessions", "scholarships", "volunteers", "observations", "report"):
        assert browser(cast).get(reverse(f"prevention:{name}")).status_code == 200
