"""The pages of prevention as each role meets them, with ten thousand sessions too."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.coded_facts.models import StoredFact
from fanal.core.prevention.sessions import Heads
from fanal.intake.models import Signal
from fanal.keys.models import Grant
from fanal.prevention.actions import sessions
from fanal.prevention.models import PreventionParticipant, PreventionSession, Scholarship
from tests import files
from tests.prevention.scene import (
    DAY,
    browser,
    day,
    held,
    participant,
    planned,
    scholar,
    today,
)
from tests.shares import strangers

LISTS = (
    "today", "report", "communities", "sessions", "observations", "courses", "participants",
    "scholarships", "volunteers",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_belongs_there(cast, name):
    assert browser(cast).get(reverse(f"prevention:{name}")).status_code == 200


@pytest.mark.parametrize(
    "who",
    strangers(
        ["kham", "somchit", "mai", "duc", "anan", "vera"],
        "for who does not work with communities nothing of it exists",
    ),
)
def test_for_who_does_not_work_with_communities_nothing_of_it_exists(cast, place, who):
    visitor = files.browser(cast, getattr(cast, who))
    for name in LISTS:
        if (who, name) != ("duc", "report"):  # an analyst reads the counts, and nothing they are of
            assert visitor.get(reverse(f"prevention:{name}")).status_code == 404
    assert visitor.get(reverse("prevention:community", args=[place.id])).status_code == 404


def test_the_director_sees_the_counts_and_no_village(cast, place):
    held(cast, place)
    visitor = files.browser(cast, cast.claire)
    text = visitor.get(reverse("prevention:report")).text
    assert "41" in text
    assert place.name not in text
    assert visitor.get(reverse("prevention:sessions")).status_code == 404


def test_the_officer_arrives_on_today_with_what_is_to_be_written_up(cast, place):
    row = planned(cast, place)
    page = browser(cast).get("/", follow=True)
    assert page.redirect_chain[-1][0] == reverse("prevention:today")
    assert reverse("prevention:write_up", args=[row.id]) in page.text


def test_a_session_that_was_held_takes_two_short_forms(cast, place):
    visitor = browser(cast)
    first = visitor.post(
        reverse("prevention:held"),
        {"community": str(place.id), "method": "talk", "topics": ["debt"]} | day(),
    )
    row = PreventionSession.objects.get()
    assert first["Location"] == reverse("prevention:write_up", args=[row.id])
    told = {"women": 20, "men": 11, "girls": 10, "state": "held", "version": row.version}
    done = visitor.post(first["Location"], told | day(), follow=True)
    assert "Saved: 41 heads." in done.text
    assert "Unique people: not knowable" in done.text


def test_what_was_done_last_in_a_community_is_proposed(cast, place):
    held(cast, place)
    page = browser(cast).get(reverse("prevention:held"), {"community": str(place.id)})
    form = page.context["form"]
    assert form["method"].value() == "talk"
    assert set(form["topics"].value()) == {"safe_migration", "debt"}


def test_a_question_at_the_side_leaves_a_number_and_becomes_a_call_at_once(cast, place):
    row = held(cast, place)
    visitor = browser(cast)
    answer = visitor.post(reverse("prevention:side_question", args=[row.id]))
    there = answer["Location"]
    assert there == f"{reverse('intake:side_question')}?area={place.area_id}"
    page = visitor.get(there)
    assert "Vientiane" in page.text
    assert place.name not in page.text
    assert str(row.id) not in page.text
    told = {"danger_now": "yes", "where": "Vientiane", "team": str(cast.vientiane.pk)}
    done = visitor.post(there, told, follow=True)
    assert "The team reads it" in done.text
    row.refresh_from_db()
    assert row.side == 1
    signal = Signal.objects.get()
    assert signal.team == cast.vientiane
    assert signal.urgent
    assert not Grant.objects.filter(
        folder=signal.id, revoked=None, to_keys__user=cast.bounmy
    ).exists()
    assert visitor.get(reverse("intake:signal", args=[signal.id])).status_code == 404
    kham = files.browser(cast, cast.kham)
    assert kham.get(reverse("intake:signal", args=[signal.id])).status_code == 200


def test_coded_facts_are_kept_at_save_and_replaced_when_corrected(cast, place):
    row = held(cast, place)
    sessions.write_up(session=row, heads=Heads(women=4), version=row.version, by=cast.bounmy)
    kept = StoredFact.objects.filter(kind="session")
    first, second = sorted(kept, key=lambda one: one.content["replaces"] or "")
    assert first.content["codes"]["heads"] == 41
    assert second.content["codes"]["heads"] == 4
    assert second.content["replaces"] == str(first.id)
    assert first.content["codes"]["topics"] == ["debt", "safe_migration"]


@pytest.fixture
def many(cast, place):
    """10,000 sessions of a year, and 5,000 scholars in a folder that the officer holds."""
    one = participant(cast, age=15)
    blob = bytes(one.sealed)
    of = {"community": place, "made_by": cast.bounmy, "made_on": today(), "state": "held"}
    told = {"method": "talk", "topics": ["debt"]}
    counted = Heads(women=20, men=11).as_kept() | {"side": 0}
    PreventionSession.objects.bulk_create(
        [
            PreventionSession(on=today() - n % 365 * DAY, told=told, counted=counted, **of)
            for n in range(10_000)
        ],
        batch_size=500,
    )
    people = [
        PreventionParticipant(
            folder=one.folder,
            number=n,
            known={},
            sealed=blob,
            made_by=cast.bounmy,
            made_on=today(),
        )
        for n in range(5_000)
    ]
    PreventionParticipant.objects.bulk_create(people, batch_size=500)
    Scholarship.objects.bulk_create(
        [
            Scholarship(
                participant=who,
                folder=one.folder,
                state="running",
                begun_on=today(),
                sealed=blob,
                made_by=cast.bounmy,
                made_on=today(),
            )
            for who in people
        ],
        batch_size=500,
    )


def test_with_ten_thousand_sessions_and_five_thousand_scholars_a_list_stays_short(
    cast, place, many, django_assert_max_num_queries
):
    visitor = browser(cast)
    visitor.get(reverse("prevention:today"))
    for name in ("today", "sessions", "scholarships", "held"):
        with django_assert_max_num_queries(40):
            page = visitor.get(reverse(f"prevention:{name}"))
        assert page.status_code == 200, name
        assert len(page.content) < 120_000, name


def test_a_list_takes_the_same_questions_of_one_session_and_of_twenty(cast, place):
    visitor = browser(cast)
    held(cast, place)
    address = reverse("prevention:sessions")
    visitor.get(address)
    with CaptureQueriesContext(connection) as few:
        visitor.get(address)
    for _time in range(19):
        held(cast, place)
    with CaptureQueriesContext(connection) as more:
        visitor.get(address)
    assert len(more) == len(few)


def test_a_scholar_of_ours_is_found_by_her_number(cast):
    who = participant(cast, age=15)
    scholar(cast, who)
    assert str(who.number) in browser(cast).get(reverse("prevention:scholarships")).text
