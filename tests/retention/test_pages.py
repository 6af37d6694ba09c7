"""A lead asks on a page, a director agrees on hers, and nobody else finds either."""

from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.cases.models import Case, CaseEntry
from fanal.core.calendars.months import add_years
from fanal.people.models import Person
from fanal.retention.actions import running
from fanal.retention.models import Erasure, LegalHold, Tombstone
from fanal.web.decisions import how_many
from fanal.web.pagination import page_of
from tests import files
from tests.journal import entries, the_entry
from tests.kept import kept
from tests.refused import says_no
from tests.retention import scene
from tests.shares import strangers

LIST, OVER, WAITING = (reverse(f"retention:{one}") for one in ("list", "over", "waiting"))


@pytest.fixture
@kept
def case(cast):
    return scene.closed(cast)


@pytest.fixture
def person(case):
    return case.people.get()


def page(cast, user):
    return files.browser(cast, user)


def ask(cast, view, what, **told):
    return page(cast, cast.noi).post(
        reverse(f"retention:{view}", args=[what.pk]), told, follow=True
    )


def decide(cast, view, row, by=None):
    client = page(cast, by or cast.claire)
    told = {"answers_to": row.waits_for} if view.endswith("_hold") else {}
    return client.post(reverse(f"retention:{view}", args=[row.pk]), told, follow=True)


def test_a_lead_asks_on_her_page_and_a_director_agrees_on_hers(cast, case, person):
    shown = page(cast, cast.noi).get(reverse("people:person", args=[person.pk])).text
    address = reverse("retention:erase_person", args=[person.pk])
    assert address in shown
    text = page(cast, cast.noi).get(address).text
    for words in ("Erase this file for ever", case.code_name, "Backups made before"):
        assert words in text
    answer = ask(cast, "erase_person", person, ground="she_asked")
    assert "It waits for a second person: Claire Morel" in answer.text
    assert how_many(cast.claire) == 1
    row = Erasure.objects.get()
    waiting = page(cast, cast.claire).get(WAITING).text
    assert "She asked for it" in waiting
    assert person.code_name in waiting
    assert "nobody opens it any more" in decide(cast, "agree", row).text
    assert page(cast, cast.noi).get(reverse("people:person", args=[person.pk])).status_code == 404
    assert page(cast, cast.noi).get(reverse("cases:case", args=[case.pk])).status_code == 404
    running.run(1000)
    assert not Erasure.objects.exists()
    assert not Person.objects.filter(pk=person.pk).exists()
    assert not Case.objects.filter(pk=case.pk).exists()
    stone = Tombstone.objects.get(pk=person.pk)
    assert (stone.by, stone.agreed_by, stone.ground) == (cast.noi, cast.claire, "she_asked")
    text = page(cast, cast.claire).get(LIST).text
    assert "files: 1, cases: 1" in text
    assert "Noi" in text
    assert how_many(cast.claire) == 0
    assert the_entry("erasure.ended").about == str(person.pk)


def test_the_same_in_french(cast, person):
    client = cast.client(cast.noi)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    text = client.get(reverse("retention:erase_person", args=[person.pk])).text
    assert "Effacer ce dossier pour toujours" in text
    assert "backups" not in text


@pytest.mark.parametrize(
    "who",
    strangers(
        ["sokha", "kham", "somchit", "mai", "duc", "anan", "vera", "claire"], "nobody else asks"
    ),
)
def test_nobody_else_asks(cast, case, person, who):
    client = page(cast, getattr(cast, who))
    for view, what in (
        ("erase_person", person),
        ("hold_person", person),
        ("erase_case", case),
        ("hold_case", case),
    ):
        address = reverse(f"retention:{view}", args=[what.pk])
        assert client.get(address).status_code == client.post(address).status_code == 404


@pytest.mark.parametrize(
    "who", strangers(["noi", "sokha", "kham", "mai", "duc", "anan", "vera"], "nobody else agrees")
)
def test_nobody_else_agrees(cast, person, who):
    row = scene.asks(cast, scene.of_person(person))
    assert decide(cast, "agree", row, getattr(cast, who)).status_code == 404
    assert Erasure.objects.get().agreed_on is None


def test_a_lead_of_another_team_may_be_the_second(cast, person):
    row = scene.asks(cast, scene.of_person(person))
    decide(cast, "agree", row, cast.somchit)
    assert Erasure.objects.get().agreed_by == cast.somchit


def test_what_was_refused_or_taken_back_changes_nothing(cast, case, person):
    row = scene.asks(cast, scene.of_person(person))
    says_no(files.browser(cast, cast.claire), "erasure", row.pk)
    assert not Erasure.objects.exists()
    decide(cast, "take_back", scene.asks(cast, scene.of_person(person)), cast.noi)
    assert not Erasure.objects.exists()
    assert CaseEntry.objects.filter(case=case).exists()


def test_an_open_case_is_closed_first(cast):
    case = files.case(cast)
    answer = ask(cast, "erase_case", case, ground="she_asked")
    assert answer.status_code == 422
    assert "She has an open case: close it first" in answer.text


def test_a_hold_refuses_the_erasure_in_one_line(cast, case, person):
    day = add_years(timezone.localdate(), 1)
    ask(cast, "hold_case", case, reason="court", until=str(day), words="TJ Paris 26/1234")
    assert (
        "There is a legal hold on this until"
        in ask(cast, "erase_person", person, ground="she_asked").text
    )
    decide(cast, "agree_hold", LegalHold.objects.get())
    offered = (
        files.browser(cast, cast.noi).get(reverse("retention:erase_case", args=[case.id])).text
    )
    assert "Ask to erase it" not in offered
    assert (
        "There is a legal hold on this until"
        in ask(cast, "erase_case", case, ground="ordered").text
    )
    assert not Erasure.objects.exists()
    assert "TJ Paris 26/1234" in page(cast, cast.noi).get(LIST).text
    assert case.code_name not in page(cast, cast.claire).get(LIST).text


def test_a_hold_is_lifted_by_two(cast, case):
    ask(cast, "hold_case", case, reason="complaint", until=str(add_years(timezone.localdate(), 1)))
    row = LegalHold.objects.get()
    decide(cast, "agree_hold", row)
    decide(cast, "lift", row, cast.noi)
    row.refresh_from_db()
    assert decide(cast, "agree_hold", row, cast.noi).status_code == 404
    decide(cast, "agree_hold", row)
    row.refresh_from_db()
    assert (row.lift_by, row.ended_by) == (cast.noi, cast.claire)
    assert "It waits for a second person" in ask(cast, "erase_case", case, ground="she_asked").text
    assert [entry.act for entry in entries("hold.lifted")] == ["hold.lifted"]


def test_a_hold_begins_at_once_and_ends_after_a_week_without_a_second_person(cast, case):
    ask(cast, "hold_case", case, reason="court", until=str(add_years(timezone.localdate(), 1)))
    LegalHold.objects.update(on=timezone.localdate() - timedelta(days=8))
    assert "It waits for a second person" in ask(cast, "erase_case", case, ground="she_asked").text


def test_a_hold_put_on_meanwhile_stops_the_second_person(cast, case):
    row = scene.asks(cast, scene.of_case(case))
    ask(
        cast,
        "hold_case",
        case,
        reason="data_request",
        until=str(add_years(timezone.localdate(), 1)),
    )
    assert "There is a legal hold on this until" in decide(cast, "agree", row).text
    assert Erasure.objects.get().agreed_on is None


def test_files_whose_time_is_over_are_proposed_and_not_erased(cast, case):
    assert case.code_name not in page(cast, cast.noi).get(OVER).text
    long_ago = scene.years_ago(45)
    Case.objects.filter(pk=case.pk).update(opened_on=long_ago)
    for model, day in scene.DAYS:
        model.objects.filter(case=case).update(**{day: long_ago})
    text = page(cast, cast.noi).get(OVER).text
    assert case.code_name in text
    assert "Ask to erase it" in text
    assert the_entry("retention.looked").by == cast.noi
    asks = reverse("retention:erase_case", args=[case.pk]) + "?over"
    assert f'"{asks}"' in text
    assert page(cast, cast.noi).get(asks).context["form"].initial["ground"] == "time_over"
    assert page(cast, cast.sokha).get(OVER).status_code == 404
    assert case.code_name not in page(cast, cast.somchit).get(OVER).text
    answer = ask(cast, "erase_case", case, ground="time_over")
    assert "It waits for a second person" in answer.text
    assert "it waits for a second person" in page(cast, cast.noi).get(OVER).text
    assert CaseEntry.objects.filter(case=case).exists()


def test_what_is_not_over_is_not_erased_as_if_it_were(cast, case):
    answer = ask(cast, "erase_case", case, ground="time_over")
    assert answer.status_code == 422
    assert "Its retention period is not over yet" in answer.text


def test_a_proposal_of_somebody_whose_account_ended_ends(cast, person):
    scene.asks(cast, scene.of_person(person))
    end_account(user=cast.noi, by=cast.anan)
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("ground", ["she_asked", "by_mistake"])
def test_what_she_asked_for_is_asked_anew_where_whoever_asked_for_it_has_left(cast, case, ground):
    ask(cast, "erase_case", case, ground=ground)
    assert Erasure.objects.exists()
    end_account(user=cast.noi, by=cast.anan)
    assert not Erasure.objects.exists()
    hers = ground == "she_asked"
    text = page(cast, cast.sokha).get(reverse("cases:tasks")).text
    assert ("She asked to be erased: ask for it anew, Noi Saetang has left" in text) == hers


def test_where_a_period_comes_from_is_said_in_the_language_of_the_page(cast):
    page = cast.client(cast.anan, headers={"accept-language": "fr"}).get(reverse("retention:list"))
    assert "valeur par défaut de Fanal" in page.text
    assert "default of Fanal" not in page.text


def test_the_administrator_sees_the_periods_and_no_file(cast, case):
    text = page(cast, cast.anan).get(LIST).text
    assert "How long a closed case is kept" in text
    assert "forced prostitution" in text
    assert "What was erased" not in text


def test_a_legal_hold_stands_where_it_is_decided_and_no_yes_is_offered_that_is_only_refused(
    cast, case, person
):
    ask(cast, "erase_person", person, ground="she_asked")
    row = Erasure.objects.get()
    agrees = reverse("retention:agree", args=[row.pk])
    shown = page(cast, cast.claire).get(WAITING).text
    assert agrees in shown
    assert f"ask {cast.noi} before you agree" in shown, "she opens none of it"
    until = timezone.localdate() + timedelta(days=300)
    ask(cast, "hold_person", person, reason="court", until=until.isoformat())
    for text in (page(cast, cast.claire).get(WAITING).text, page(cast, cast.noi).get(LIST).text):
        assert "There is a legal hold on this until" in text
        assert agrees not in text


def test_of_many_that_are_kept_each_is_reached(cast, monkeypatch):
    """They are answered by nobody for years: what nothing keeps must not wait behind them."""
    monkeypatch.setattr("fanal.retention.views.pages.page_of", partial(page_of, size=1))
    cases = [files.case(cast) for _ in range(3)]
    scene.close_by_hand(*(case.pk for case in cases))
    long_ago = scene.years_ago(15)
    Case.objects.update(opened_on=long_ago)
    for model, day in scene.DAYS:
        model.objects.update(**{day: long_ago})
    pages = [page(cast, cast.noi).get(f"{OVER}?page={number}").text for number in (1, 2, 3)]
    assert all("She was a child" in text for text in pages)
    for case in cases:
        assert sum(case.code_name in text for text in pages) == 1


def test_what_nobody_agreed_to_in_time_is_said_to_who_asked_until_she_asks_anew(cast, case, person):
    said = "Nobody answered: the erasure is not done"
    long_ago = scene.years_ago(45)
    Case.objects.filter(pk=case.pk).update(opened_on=long_ago)
    for model, day in scene.DAYS:
        model.objects.filter(case=case).update(**{day: long_ago})
    row = scene.asks(cast, scene.of_person(person))
    assert said not in files.start_page(cast, cast.noi)
    row.until = timezone.localdate() - timedelta(days=1)
    row.save()
    other = files.case(cast)
    scene.close_by_hand(other.pk)
    scene.asks(cast, scene.of_case(other))  # of somebody else: that one is not forgotten
    assert said in files.start_page(cast, cast.noi)
    assert said not in files.start_page(cast, cast.somchit)
    text = page(cast, cast.noi).get(LIST).text
    assert "Nobody answered until" in text
    assert reverse("retention:erase_person", args=[person.pk]) in text
    text = page(cast, cast.noi).get(OVER).text
    assert "it waits for a second person" not in text
    assert "Ask to erase it" in text
    scene.asks(cast, scene.of_case(case))
    assert said not in files.start_page(cast, cast.noi)
    assert not Erasure.objects.filter(pk=row.pk).exists()


def test_who_asked_reads_for_a_week_that_it_is_done(cast, case, person):
    said = "What you asked to erase is erased"
    scene.erased(cast, scene.of_person(person))
    shown = files.start_page(cast, cast.noi)
    assert shown.count(said) == 1
    assert person.code_name not in shown
    assert said not in files.start_page(cast, cast.sokha)
    Tombstone.objects.update(ended_on=timezone.localdate() - timedelta(days=7))
    assert said not in files.start_page(cast, cast.noi)


def test_nobody_is_asked_why_for_what_was_asked_for_already(cast, case, person):
    """Also of the case alone, by another lead."""
    row = scene.asks(cast, scene.of_person(person))
    for view, what in (("erase_person", person), ("erase_case", case)):
        text = page(cast, cast.noi).get(reverse(f"retention:{view}", args=[what.pk])).text
        assert "Noi Saetang asked for the same already: it waits for an answer." in text
        assert 'name="ground"' not in text
    row.delete()
    assert (
        'name="ground"'
        in page(cast, cast.noi).get(reverse("retention:erase_person", args=[person.pk])).text
    )
