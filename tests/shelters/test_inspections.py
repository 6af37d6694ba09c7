"""An inspection of a shelter, from its announcement until what it found is mended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput, Refused
from fanal.shelters.actions import standards
from tests import files
from tests.files import start_page as first
from tests.shelters.scene import again

DAY = timedelta(days=1)
WHO = {"checked_by": "the province", "standard": "minimum standards"}


today = timezone.localdate


def boxes(name, day):
    return {
        name: "other",
        f"{name}_day": day.day,
        f"{name}_month": day.month,
        f"{name}_year": day.year,
    }


def page(name, here, *more):
    return reverse(f"shelters:{name}", args=[here.shelter.id, *more])


def announced(cast, here, on):
    row = again(here.shelter)
    standards.announce(shelter=row, on=on, version=row.version, by=cast.noi, **WHO)


def looked(cast, here, **more):
    row, told = again(here.shelter), {"on": today(), "left": "A way out.", "until": today() + DAY}
    write = WHO | told | more
    standards.add_check(shelter=row, version=row.version, by=cast.noi, **write)


def mended(cast, here, nth=0, **more):
    row, told = again(here.shelter), {"on": today(), "how": "A second door."}
    standards.mend(shelter=row, nth=nth, version=row.version, by=cast.noi, **told | more)


def test_what_is_announced_is_read_by_the_lead_in_time_and_by_whoever_works_there(cast, here, noi):
    announced(cast, here, today() + 40 * DAY)
    assert "An inspection is coming" not in first(cast, cast.noi)
    told = WHO | boxes("on", today() + 9 * DAY) | {"version": again(here.shelter).version}
    assert noi.post(page("announce", here), told).status_code == 302
    assert "An inspection is coming" in first(cast, cast.noi)
    text = files.browser(cast, cast.rith).get(page("shelter", here)).text
    assert "An inspection is announced" in text
    assert "Residents need not meet anybody" in text
    noi.post(page("call_off_inspection", here), {"version": again(here.shelter).version})
    assert "An inspection is coming" not in first(cast, cast.noi)


def test_what_another_moved_meanwhile_is_not_called_off_unread(cast, here, noi):
    announced(cast, here, today() + 9 * DAY)
    seen = again(here.shelter).version
    announced(cast, here, today() + 12 * DAY)
    answer = noi.post(page("call_off_inspection", here), {"version": seen})
    assert answer.status_code == 409
    assert again(here.shelter).announced["on"] == (today() + 12 * DAY).isoformat()


def test_what_was_announced_is_not_asked_again_once_they_came(cast, here, noi):
    announced(cast, here, today())
    form = noi.get(page("check", here)).context["form"]
    assert (form.initial["checked_by"], form.initial["on"]) == ("the province", today())
    looked(cast, here, left="", until=None)
    assert again(here.shelter).announced is None
    assert "An inspection is announced</" not in noi.get(page("shelter", here)).text


def test_of_an_inspection_whose_day_is_over_the_lead_is_asked_what_it_found(cast, here):
    announced(cast, here, today())
    row = again(here.shelter)
    row.told = row.told | {"announced": row.announced | {"on": str(today() - DAY)}}
    row.save()
    assert "What did the inspection find?" in first(cast, cast.noi)


def test_what_it_found_stays_with_the_lead_until_it_is_mended(cast, here, noi):
    looked(cast, here)
    assert "What an inspection found has to be put right" in first(cast, cast.noi)
    told = {"how": "A second door.", "version": again(here.shelter).version} | boxes("on", today())
    assert noi.post(page("mend", here, 0), told).status_code == 302
    assert "has to be put right" not in first(cast, cast.noi)
    assert "A second door." in noi.get(page("keeping", here)).text
    assert noi.get(page("mend", here, 0)).status_code == 404
    with pytest.raises(Refused):
        mended(cast, here)


def test_what_is_late_says_so_and_what_has_time_waits(cast, here, noi):
    looked(cast, here, until=today() + 90 * DAY)
    assert "has to be put right" not in first(cast, cast.noi)
    looked(cast, here, on=today() - 9 * DAY, until=today() - DAY, left="No light in the yard.")
    assert "has to be put right" in first(cast, cast.noi)
    assert "late: to be put right by" in noi.get(page("keeping", here)).text


def test_what_an_earlier_release_wrote_without_a_day_is_asked_about(cast, here):
    row = again(here.shelter)
    row.told = row.told | {"checks": [WHO | {"on": str(today() - 90 * DAY), "left": "A way out."}]}
    row.save()
    assert "has to be put right" in first(cast, cast.noi)
    mended(cast, here)
    assert "has to be put right" not in first(cast, cast.noi)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"until": None}, "until"),
        ({"until": today() - DAY}, "until"),
        ({"checked_by": ""}, "checked_by"),
        ({"left": "see maps.google.com/x"}, "left"),
    ],
)
def test_a_finding_without_a_day_or_with_a_place_is_refused(cast, here, wrong, where):
    with pytest.raises(BadInput) as caught:
        looked(cast, here, **wrong)
    assert caught.value.where == where


def test_a_day_that_is_over_is_not_announced_and_nothing_is_mended_before_it_was_found(cast, here):
    with pytest.raises(BadInput):
        announced(cast, here, today() - DAY)
    row = again(here.shelter)
    with pytest.raises(BadInput):
        standards.announce(
            shelter=row, on=today(), checked_by="", standard="", version=row.version, by=cast.noi
        )
    looked(cast, here)
    with pytest.raises(BadInput):
        mended(cast, here, on=today() - DAY)


def test_who_works_there_without_leading_it_announces_and_mends_nothing(cast, here):
    looked(cast, here)
    rith = files.browser(cast, cast.rith)
    for name, more in (("announce", ()), ("check", ()), ("mend", (0,))):
        assert rith.get(page(name, here, *more)).status_code == 404
    assert rith.post(page("call_off_inspection", here)).status_code == 404


# ── The direction ────────────────────────────────────────────────────────────
def test_the_direction_reads_that_what_an_inspection_found_is_late_and_in_which_shelter(cast, here):
    looked(cast, here)
    assert "inspection" not in first(cast, cast.claire)
    looked(cast, here, on=today() - 9 * DAY, until=today() - DAY, left="No light in the yard.")
    assert "1 finding of an inspection is late" in first(cast, cast.claire)
    text = files.browser(cast, cast.claire).get(reverse("shelters:numbers")).text
    assert f"{here.shelter.name}: what an inspection found is late" in text
    assert "Noi Saetang" in text
    assert "No light in the yard." not in text
    late = next(
        nth for nth, check in enumerate(again(here.shelter).checks) if "No" in check["left"]
    )
    mended(cast, here, late)
    assert "inspection" not in first(cast, cast.claire)


def test_of_a_shelter_that_is_closed_the_direction_is_asked_nothing(cast, here):
    looked(cast, here, on=today() - 9 * DAY, until=today() - DAY)
    row = again(here.shelter)
    row.closed_on = today()
    row.save(update_fields=["closed_on"])
    assert "inspection" not in first(cast, cast.claire)
