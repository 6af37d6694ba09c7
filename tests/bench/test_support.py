"""The lists of support in a house of 100,000 people: shelters with 20,000 stays, a health worker with 150 care
files, a worker with 500 plans of a team of 5,000: each page at the 95th percentile within 150 ms."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.care.actions import asking
from fanal.care.models import CareFile
from fanal.cases.models import Case
from fanal.core.care.notes import NoteKind
from fanal.people.models import Person
from fanal.shelters.actions import book, places
from fanal.shelters.models import Incident, Shelter, ShelterStay
from tests import files
from tests.bench.test_programmes import measured
from tests.bench.test_reintegration import count
from tests.bench.test_reintegration import made as plans_made
from tests.care import scene as care
from tests.shelters import scene as shelters

PEOPLE, STAYS, SLEEP, SHELTERS, PLANS, CARE = 100_000, 20_000, 40, 20, 5_000, 150
DAY = timedelta(days=1)

pytestmark = [pytest.mark.bench, pytest.mark.django_db]


def others(cast, n=PEOPLE):
    """People of the same team of whom no page here tells anything."""
    by = {"made_by": cast.sokha, "made_on": timezone.localdate()}
    people = [Person(team=cast.bangkok, code_name=f"Person {k}", **by) for k in range(n)]
    return Person.objects.bulk_create(people, batch_size=2_000)


def test_shelters_in_which_20_000_people_slept(cast):
    here, people = shelters.scene(cast), others(cast)
    since = timezone.localdate() - 60 * DAY
    beds = places.add_beds(
        shelter=here.shelter, kind="bed", room="Room 2", how_many=SLEEP, by=cast.noi, on=since
    )
    for bed in beds:
        person, case = shelters.woman(cast)
        shelters.sleeps(cast, here, bed, person, case)
    _left(here, people[:STAYS])
    _happened(cast, here)
    for n in range(SHELTERS - 1):
        told = {"name": f"House {n}", "kind": "transit"}
        places.open_shelter(
            team=cast.bangkok, area=None, answers=told, **cast.acting(cast.noi), on=since
        )
    of_one = [reverse(f"shelters:{name}", args=[here.shelter.id])
              for name in ("shelter", "week", "incidents", "count", "served")]  # fmt: skip
    lead = ["shelters:tonight", "shelters:complaints", *of_one]
    assert Shelter.objects.count() == SHELTERS
    assert measured(cast.noi, cast, lead) == {}
    assert measured(cast.rith, cast, of_one) == {}
    assert measured(cast.claire, cast, ["shelters:numbers", "services:indicators"]) == {}


def _left(here, people):
    """Like one of those who sleep there, but gone."""
    like = ShelterStay.objects.filter(over_on=None)[0]
    kept = {"folder": like.folder, "version": 1, "sealed": like.sealed, "made_by": like.made_by}
    ShelterStay.objects.bulk_create(
        [
            ShelterStay(
                shelter=here.shelter,
                case=like.case,
                person=one,
                bed=like.bed,
                state="left",
                coded=like.coded,
                since=like.made_on - (n % 700 + 9) * DAY,
                over_on=like.made_on - n % 700 * DAY,
                made_on=like.made_on,
                **kept,
            )
            for n, one in enumerate(people)
        ],
        batch_size=500,
    )


def _happened(cast, here):
    """The newest, which a page opens, are as the application makes them."""
    told = {"shelter": here.shelter, "kind": "illness", "what": "A fever.", "done": ""}
    ring = cast.ring(cast.rith)
    some = [book.add_incident(by=cast.rith, ring=ring, **told) for _ in range(40)]
    like = some[0]
    old = [
        Incident(
            shelter=here.shelter,
            kind=like.kind,
            on=like.on - (k + 1) * DAY,
            read_on=like.on,
            read_by=cast.noi,
            folder=like.folder,
            version=1,
            sealed=like.sealed,
            made_by=like.made_by,
        )
        for k in range(1_000)
    ]
    Incident.objects.bulk_create(old, batch_size=500)


def test_a_health_worker_who_keeps_150_care_files(cast):
    others(cast)
    today = timezone.localdate()
    for n in range(CARE):
        person = files.person(cast)
        here = SimpleNamespace(person=person, case=files.case(cast, people=[person]))
        here.asked = care.asks(cast, here)
        if n % 5:
            asking.take(request=here.asked, **cast.acting(cast.ploy))
            file = CareFile.objects.get(person=person)
            due = today - DAY if n % 10 == 1 else today + 30 * DAY
            care.noted(cast, file, NoteKind.EXAMINATION, agreed=True, words="She slept.", due=due,
                       next_words="sleep")  # fmt: skip
    pages = ["care:today", f"{reverse('care:today')}?page=4", reverse("care:file", args=[file.id])]
    assert measured(cast.ploy, cast, pages) == {}
    case = reverse("care:case", args=[here.case.id])
    assert measured(cast.sokha, cast, [case, "cases:today"]) == {}


def test_plans_of_a_worker_who_follows_500_in_a_team_of_5_000(cast):
    others(cast)
    plans = plans_made(cast, PLANS)
    type(plans[0]).objects.filter(pk__in=[plan.pk for plan in plans[PLANS // 10 :]]).update(
        worker=cast.kham
    )
    count(plans[:100])
    there = reverse("reintegration:list")
    pages = [there, f"{there}?all=1", f"{there}?all=1&page=160", reverse("cases:tasks")]
    assert Case.objects.count() == 0
    assert measured(cast.sokha, cast, pages) == {}
    assert measured(cast.noi, cast, [f"{there}?all=1", "cases:today"]) == {}
