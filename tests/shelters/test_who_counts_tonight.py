"""Who works in a shelter tonight: somebody who stands in until a day, nobody at all, or nobody who
may know of one of the residents."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.absences.models import TravelMode
from fanal.authority import genuine_rows
from fanal.core.roles import Role
from fanal.shelters.actions import admission, asking, places
from fanal.shelters.queries.today import asked_in_shelters
from fanal.shelters.staff_access import staff_of
from tests import files
from tests.exclusion import kept_out
from tests.shelters.scene import second_staff, sleeps

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOBODY_OPENS = "Nobody who works there opens its book today, and somebody sleeps there"
COUNT_HER = "nobody who works there may know of her: count her yourself"


def titles(who):
    return [row.title for row in asked_in_shelters(who, timezone.localtime())]


def test_a_colleague_is_let_in_until_a_day_and_it_closes_by_itself(cast, here, monkeypatch):
    dara = cast.join("dara", "Dara Sok", Role.SHELTER_WORKER, "Bangkok")
    last = timezone.localdate() + 2 * DAY
    told = {"until_day": last.day, "until_month": last.month, "until_year": last.year}
    told |= {"until_near": str(last), "who": str(dara.pk)}
    noi = files.browser(cast, cast.noi)
    answer = noi.post(reverse("shelters:let_in", args=[here.shelter.id]), told, follow=True)
    assert "stands in until" in answer.text
    page = reverse("shelters:shelter", args=[here.shelter.id])
    assert files.browser(cast, dara).get(page).status_code == 200
    monkeypatch.setattr(timezone, "localdate", lambda *args: last + DAY)
    assert dara not in staff_of(here.shelter)
    assert files.browser(cast, dara).get(page).status_code == 404


def test_a_bed_asked_for_meanwhile_closes_to_her_on_the_same_day(cast, here, monkeypatch):
    """Not only the requests that waited when she was let in."""
    dara = cast.join("dara", "Dara Sok", Role.SHELTER_WORKER, "Bangkok")
    last = timezone.localdate() + 2 * DAY
    places.let_in(shelter=here.shelter, staff=[dara], until=last, **cast.acting(cast.noi))
    row = asking.ask_for_bed(
        case=here.case,
        person=here.person,
        shelter=here.shelter,
        asked=admission.BedAsked("given"),
        shown={"called": "Bee", "diet": "", "tonight": ""},
        **cast.acting(cast.sokha),
    )
    assert row.try_unseal(cast.ring(dara)) is not None
    monkeypatch.setattr(timezone, "localdate", lambda *args: last + DAY)
    assert row.try_unseal(cast.ring(dara)) is None
    assert row.try_unseal(cast.ring(cast.rith)) is not None


def test_where_all_who_work_there_are_in_travel_mode_the_lead_reads_it(cast, here):
    sleeps(cast, here)
    today = timezone.localdate()
    TravelMode.objects.create(user=cast.rith, since=today, until=today + DAY)
    genuine_rows.run()
    assert NOBODY_OPENS in titles(cast.noi)


def test_a_resident_of_whom_no_worker_may_know_is_counted_by_the_lead(cast, here):
    sleeps(cast, here)
    kept_out(cast, here.case, cast.rith, "on its own list")
    assert COUNT_HER in titles(cast.noi)
    second_staff(cast, here)
    assert COUNT_HER not in titles(cast.noi)
