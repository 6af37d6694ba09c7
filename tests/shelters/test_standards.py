"""Rules of a shelter by version, its standards, and how many of us are there at night."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput, Conflict
from fanal.core.shelters.nights import staff_needed
from fanal.shelters.actions import places, standards
from fanal.shelters.models import NightCount
from tests import files
from tests.shelters.scene import TOLD, again, counts, sleeps

TO_EXPLAIN = "house rules still to be explained"


def url(name, *ids):
    return reverse(f"shelters:{name}", args=ids)


def day(name="on"):
    now = timezone.localdate()
    return {f"{name}_day": now.day, f"{name}_month": now.month, f"{name}_year": now.year}


def test_a_new_version_of_the_rules_asks_anew_of_everybody_who_lives_there(cast, here, noi):
    rith = files.browser(cast, cast.rith)
    before = sleeps(cast, here)
    tonight = url("shelter", here.shelter.id)
    assert TO_EXPLAIN not in rith.get(tonight).text
    told = {"words": "You may leave when you want.", "version": again(here.shelter).version}
    noi.post(url("rules", here.shelter.id), told)
    assert TO_EXPLAIN in rith.get(tonight).text
    asked = rith.get(url("explained", before.id)).text
    assert "You may leave when you want." in asked
    rith.post(url("explained", before.id), {"rules_in": "Khmer"})
    assert TO_EXPLAIN not in rith.get(tonight).text
    known = again(before)
    assert (known.rules_in, known.rules_known) == ("Khmer", 1)
    assert known.rules_known_on == timezone.localdate()
    assert "version 1" in rith.get(url("stay", before.id)).text
    same = {"words": "You may leave when you want.", "version": again(here.shelter).version}
    noi.post(url("rules", here.shelter.id), same)  # the same words are no new version
    assert again(here.shelter).rules_version == 1
    noi.post(url("rules", here.shelter.id), same | {"words": "And come back late."})
    assert TO_EXPLAIN in rith.get(tonight).text
    page = noi.get(url("keeping", here.shelter.id)).text
    assert "Version 2 of" in page
    assert "And come back late." in page


def test_who_comes_after_hears_the_version_of_that_day(cast, here):
    places.write_rules(
        shelter=here.shelter, words="Meals at six.", version=here.shelter.version, by=cast.noi
    )
    beds = type(here.beds[0]).objects.select_related("shelter")
    stay = sleeps(cast, here, bed=beds.get(pk=here.beds[0].pk))
    assert stay.rules_known == 1
    unasked = {"answer": "not_able_now", "rules_in": ""}
    later = sleeps(cast, here, bed=beds.get(pk=here.beds[1].pk), **files_of(cast), **unasked)
    assert (later.rules_known, later.rules_known_on) == (0, None)


def files_of(cast):
    person = files.person(cast, names=("ດາລາ",))
    return {"person": person, "case": files.case(cast, people=[person])}


def test_a_change_of_the_shelter_keeps_its_rules_and_checks(cast, here, noi):
    shelter = here.shelter
    acts = {"by": cast.noi}
    places.write_rules(shelter=shelter, words="Quiet at ten.", version=shelter.version, **acts)
    check = {"checked_by": "the inspection", "standard": "minimum standards", "left": "A way out"}
    check |= day() | day("until")
    answer = noi.post(url("check", shelter.id), check | {"version": again(shelter).version})
    assert answer.status_code == 302, answer.text
    row = again(shelter)
    places.change_shelter(shelter=row, area=None, answers=TOLD, version=row.version, **acts)
    kept = again(shelter)
    assert (kept.rules_text, kept.checks[0]["left"]) == ("Quiet at ten.", "A way out")
    page = noi.get(url("keeping", shelter.id)).text
    for one in ("the inspection", "minimum standards", "open: A way out"):
        assert one in page


def test_bad_input_about_rules_and_standards_is_named(cast, here):
    write = {"shelter": here.shelter, "version": here.shelter.version, "by": cast.noi}
    for words in (" ", "see maps.google.com/x"):
        with pytest.raises(BadInput):
            places.write_rules(words=words, **write)
    good = {"on": timezone.localdate(), "checked_by": "we", "standard": "ours", "left": ""}
    for wrong in ({"checked_by": ""}, {"standard": " "}, {"on": good["on"] + timedelta(days=1)}):
        with pytest.raises(BadInput) as caught:
            standards.add_check(**good | wrong, **write)
        assert caught.value.where == next(iter(wrong))
    places.write_rules(words="Quiet.", **write)
    with pytest.raises(Conflict):
        places.write_rules(**write | {"words": "Loud.", "shelter": again(here.shelter)})


def test_too_few_of_us_at_night_is_said_on_the_page_of_the_evening(cast, here, noi):
    told = TOLD | {"per_staff": 1}
    row = again(here.shelter)
    places.change_shelter(shelter=row, area=None, answers=told, version=row.version, by=cast.noi)
    one, two = sleeps(cast, here), sleeps(cast, here, here.beds[1], **files_of(cast))
    rith = files.browser(cast, cast.rith)
    seen = {f"stay_{stay.id}": "seen" for stay in (one, two)}
    rith.post(url("count", here.shelter.id), seen | {"staff": "1"})
    text = " ".join(rith.get(url("shelter", here.shelter.id)).text.split())
    assert "Of us here tonight" in text
    assert "2 colleagues have to be here at night" in text
    noi.post(url("count", here.shelter.id), seen | {"staff": "2"})
    text = " ".join(rith.get(url("shelter", here.shelter.id)).text.split())
    assert "have to be here at night" not in text
    with pytest.raises(BadInput):
        places.change_shelter(
            shelter=again(row),
            area=None,
            answers=TOLD | {"per_staff": 0},
            version=row.version,
            by=cast.noi,
        )


def test_how_many_of_us_were_there_is_sealed(cast, here):
    sleeps(cast, here)
    counts(cast, here, cast.rith)
    row = NightCount.objects.get()
    assert row.unseal(cast.ring(cast.rith))["staff"] is None
    assert [staff_needed(*one) for one in ((0, 6), (6, 6), (7, 6), (7, None))] == [0, 1, 2, 0]
