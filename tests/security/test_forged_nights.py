"""Whoever writes to the database makes no count of an evening before that of tonight: nobody would
look for who is not there."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.core.shelters.nights import NightFinding, NightState, evening_of
from fanal.shelters.actions import nights
from fanal.shelters.models import NightAnswer, NightCount
from fanal.shelters.queries import statements
from fanal.shelters.queries.evening_count import night_of, uncounted_before
from tests import files
from tests.security.planting import update
from tests.shelters.scene import counts, scene, sleeps

pytestmark = pytest.mark.django_db
SAID = "A count was changed from outside"


@pytest.fixture
def here(cast):
    """Two have counted last night, and nobody has tonight."""
    found = scene(cast)
    found.stay = sleeps(cast, found, on=timezone.localdate())
    genuine_rows.run()
    found.tonight = evening_of(timezone.localtime())
    found.before = found.tonight - timedelta(days=1)
    for who in (cast.rith, cast.sokha):
        told = {found.stay.id: "seen"}
        nights.count(shelter=found.shelter, answers=told, evening=found.before, **cast.acting(who))
    return found


def page(here, cast):
    shown = files.browser(cast, cast.rith)
    return shown.get(reverse("shelters:shelter", args=[here.shelter.id])).text


def of_tonight(cast, here):
    return night_of(here.shelter, here.tonight, cast.noi)


def test_the_counts_of_last_night_are_none_of_tonight(cast, here):
    assert of_tonight(cast, here).state is NightState.NOT_COUNTED
    for row in NightCount.objects.all():
        update(NightCount, {"evening": here.tonight}, id=row.id)
    assert of_tonight(cast, here).state is NightState.DIFFERS
    assert of_tonight(cast, here).differing == [here.stay.id]
    assert SAID in page(here, cast)


def test_nor_is_one_of_them_the_first_of_two(cast, here):
    first = NightCount.objects.get(number=1)
    update(NightCount, {"evening": here.tonight}, id=first.id)
    counts(cast, here, cast.sokha)
    assert of_tonight(cast, here).state is NightState.DIFFERS


def test_what_was_found_together_last_night_can_be_written_down_anew(cast, here):
    """The third row was moved as well: they look again, and what they find now is kept."""
    first = NightCount.objects.get(number=1)
    answer = NightAnswer.objects.get(count=first)
    answer.answer = "hospital"
    answer.save()
    settled = {"answers": {here.stay.id: "seen"}, "words": "Asleep.", "evening": here.before}
    nights.settle_counts(shelter=here.shelter, **settled, **cast.acting(cast.rith))
    for row in NightCount.objects.all():
        update(NightCount, {"evening": here.tonight}, id=row.id)
    told = {"answers": {here.stay.id: "seen"}, "words": "In her bed."}
    nights.settle_counts(shelter=here.shelter, **told, **cast.acting(cast.rith))
    assert of_tonight(cast, here).state is NightState.CLOSED


def test_nobody_was_last_seen_at_a_count_to_which_an_answer_was_moved(cast, here):
    """It would be her last sign of life."""
    counts(cast, here, cast.rith, **{str(here.stay.id): "not_seen"})
    ring, last = cast.ring(cast.noi), NightCount.objects.get(evening=here.tonight)
    before = statements._seen_at_counts([here.stay], ring)
    NightAnswer.objects.filter(count=last).delete()
    seen = NightAnswer.objects.get(count__number=1)
    update(NightAnswer, {"count_id": last.id}, id=seen.id)
    assert statements._seen_at_counts([here.stay], ring) == before


def test_where_nothing_was_moved_two_counts_close_the_evening(cast, here):
    for who in (cast.rith, cast.sokha):
        counts(cast, here, who)
    assert of_tonight(cast, here).state is NightState.CLOSED
    assert SAID not in page(here, cast)


def test_the_upgrade_names_the_answers_of_before(cast, here):
    night = night_of(here.shelter, here.before, cast.noi)
    for row in NightAnswer.objects.all():
        before = NightAnswer(id=uuid4(), count=row.count, stay=row.stay, answer=row.answer)
        row.delete()
        before.save(force_insert=True)
    assert night_of(here.shelter, here.before, cast.noi).counts == [{}, {}]
    upgrade = import_module("fanal.shelters.migrations.0009_answers_of_their_evening")
    for _twice in range(2):
        upgrade.name_anew(apps, None)
        assert night_of(here.shelter, here.before, cast.noi).counts == night.counts


def test_an_older_count_moved_to_yesterday_hides_no_night_that_nobody_counted(cast, here):
    long_ago = here.tonight - timedelta(days=5)
    for row in NightCount.objects.order_by("number"):
        row.answers.all().delete()
        NightCount.objects.filter(pk=row.pk).update(evening=long_ago)
        row.evening = long_ago
        NightAnswer.of(row, here.stay.id, NightFinding.SEEN).save()
    type(here.stay).objects.filter(pk=here.stay.pk).update(since=long_ago)
    since = uncounted_before(here.shelter, of_tonight(cast, here))
    assert since == long_ago + timedelta(days=1)
    for row in NightCount.objects.all():
        update(NightCount, {"evening": here.before}, id=row.id)
    assert uncounted_before(here.shelter, of_tonight(cast, here)) <= since
