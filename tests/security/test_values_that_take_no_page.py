"""Whoever writes to the database breaks the seal of one value: the lists of everybody else are shown,
with her on them whose value it was, and say so. What is decided and written goes on from none."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.authority.failures import WarningsGone
from fanal.cases.actions.lists import make_feed
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CasePerson, Consent, Task
from fanal.cases.views import case as views_of_a_case
from fanal.core.casework.stages import CaseStage
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.journeys.actions.legs import add_leg
from fanal.journeys.models import Leg
from fanal.partners.actions.partners import add_partner
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.sealed import substitutes
from fanal.sealed.broken_values import do_not_open
from fanal.sealed.substitutes import UNREADABLE
from fanal.sharing.access.disclosure_gate import all_said_of, may_disclose
from tests import files
from tests.journal import entries
from tests.journeys.scene import scene as journey_scene
from tests.security.planting import row_of, update
from tests.shelters.scene import scene, sleeps, woman

pytestmark = pytest.mark.django_db
BROKEN = b"\x02" + b"x" * 64
SAID = "Something on this page was changed from outside"
LISTS = ["cases:list", "cases:today", "cases:tasks", "journeys:board"]
ANSWERED = dict.fromkeys(LISTS, 200)


@pytest.fixture
def case(cast):
    """Hers who is in danger, with something to do; and another of the same team."""
    found = files.case(cast, kinds=["labour"])
    files.in_danger(cast, found)
    add_task(case=found, title="Call", due=timezone.localdate(), by=cast.sokha)
    found.other = files.case(cast, people=[files.person(cast, names=["Other"])])
    genuine_rows.run()
    return found


def break_in(case, model, *columns, value=BROKEN):
    key = {Case: case.pk, Person: case.people.get().pk}.get(model)
    row = model.objects.get(pk=key) if key else model.objects.filter(case=case).first()
    update(model, dict.fromkeys(columns, value), id=row.pk)
    return model.objects.get(pk=row.pk)


def pages_of(browser, names=LISTS):
    found = {name: browser.get(reverse(name)) for name in names}
    assert {name: page.status_code for name, page in found.items()} == dict.fromkeys(names, 200)
    return {name: page.text for name, page in found.items()}


def test_her_case_stays_on_every_list_whatever_of_it_is_broken(cast, case):
    noi = files.browser(cast, cast.noi)
    assert not any(SAID in text for text in pages_of(noi).values())
    break_in(case, Case, "code_name", "kinds", "stage")
    break_in(case, Task, "title", "times")
    break_in(case, CasePerson, "role")
    found = pages_of(noi)
    found["cases:tasks"] = pages_of(files.browser(cast, cast.sokha))["cases:tasks"]
    assert [name for name, text in found.items() if str(case.pk) not in text] == []
    for name in ("cases:list", "cases:tasks"):
        assert str(UNREADABLE) in found[name]
        assert SAID in found[name]
    shown = noi.get(reverse("cases:list"), {"sort": "step", "stage": "alert"})
    assert (shown.status_code, str(case.pk) in shown.text) == (200, True)
    page = noi.get(reverse("cases:case", args=[case.pk]))
    assert (page.status_code, SAID in page.text) == (200, True)


def test_she_stays_in_danger_on_the_board_though_her_code_name_is_broken(cast, case):
    break_in(case, Person, "code_name")
    noi = files.browser(cast, cast.noi)
    board = pages_of(noi)["journeys:board"]
    assert str(UNREADABLE) in board
    assert str(case.pk) in board
    assert noi.get(reverse("people:person", args=[case.people.get().pk])).status_code == 200


def test_nobody_is_left_out_of_the_count_of_a_night(cast):
    here = scene(cast)
    stay = sleeps(cast, here, on=timezone.localdate())
    person, hers = woman(cast)
    sleeps(cast, here, bed=here.beds[1], person=person, case=hers, on=timezone.localdate())
    update(Person, {"code_name": BROKEN}, id=stay.person_id)
    shown = files.browser(cast, cast.rith).get(reverse("shelters:shelter", args=[here.shelter.id]))
    assert shown.status_code == 200
    assert str(UNREADABLE) in shown.text
    assert person.code_name in shown.text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps bytes alone there")
@pytest.mark.parametrize("value", ["x", 7, 2**50])
def test_what_is_no_bytes_at_all_is_shown_likewise(cast, case, value):
    break_in(case, Case, "code_name", value=value)
    assert str(UNREADABLE) in pages_of(files.browser(cast, cast.noi), ["cases:list"])["cases:list"]


def test_a_partner_whose_name_is_broken_is_on_the_list_and_told_of_nobody(cast, case):
    partner = add_partner(kind="organisation", type="shelter", name="Quiet House", by=cast.sokha)
    update(Partner, {"name": BROKEN}, id=partner.pk)
    text = pages_of(files.browser(cast, cast.sokha), ["partners:list"])["partners:list"]
    assert str(partner.pk) in text
    ask = {"classes": ["identity"], "purpose": PartnerPurpose.KNOW_A_CASE_EXISTS, "by": cast.sokha}
    ask |= {
        "case": case,
        "person": case.people.get(),
        "partner": Partner.objects.get(pk=partner.pk),
    }
    with substitutes.on_a_page(substitutes.PageKind.SENT), pytest.raises(BrokenSeal):
        may_disclose(**ask)


def test_a_consent_that_does_not_open_is_no_yes_and_takes_no_list(cast, case):
    hers = files.agrees_to_interview(cast, case, case.people.get())
    update(Consent, {"coded": BROKEN}, id=hers.pk)
    noi = files.browser(cast, cast.noi)
    assert str(case.pk) in pages_of(noi)["cases:list"]
    page = noi.get(reverse("cases:consents", args=[case.pk]))
    assert (page.status_code, SAID in page.text) == (200, True)
    with pytest.raises(WarningsGone):
        all_said_of([case])


@pytest.mark.parametrize("column", ["start_id", "times"])
def test_the_way_of_one_journey_takes_no_list_and_nobody_from_the_board(cast, column):
    here = journey_scene(cast, n=2)
    start, bridge, end = here.areas
    leaves = timezone.now() + timedelta(hours=9)
    arrives = leaves + timedelta(hours=8)
    way = {"start": start, "end": end, "crossing": bridge, "custodian": here.shelter}
    add_leg(journey=here.journey, leaves=leaves, arrives=arrives, by=cast.sokha, **way)
    update(Leg, {column: BROKEN}, journey_id=here.journey.pk)
    found = pages_of(files.browser(cast, cast.noi))
    assert all(str(person.code_name) in found["journeys:board"] for person in here.people)
    assert any(SAID in text for text in found.values())


# ── What is written ──────────────────────────────────────────────────────────
def test_the_broken_value_and_its_mark_outlast_the_saving_of_its_row(case):
    row = break_in(case, Case, "code_name")
    before = row_of(Case, id=case.pk)
    with substitutes.on_a_page(substitutes.PageKind.SENT):
        assert row.code_name == str(UNREADABLE)
        row.save()
    after = row_of(Case, id=case.pk)
    assert (after["code_name"], after["mark"]) == (before["code_name"], before["mark"])
    assert ("cases_case", "code_name", str(case.pk)) in list(do_not_open())


def test_what_stood_in_for_a_name_is_saved_as_none(cast, case):
    task = break_in(case, Task, "title")
    with substitutes.on_a_page(substitutes.PageKind.SENT):
        task.title = str(UNREADABLE)
        with pytest.raises(BrokenSeal):
            task.save()


def test_nothing_that_is_sent_goes_on_from_a_code_that_stands_in(case):
    row = break_in(case, Case, "stage")
    with substitutes.on_a_page(substitutes.PageKind.READ) as shown:
        assert (row.stage, shown.broken) == (CaseStage.ALERT, True)
    with substitutes.on_a_page(substitutes.PageKind.SENT), pytest.raises(BrokenSeal):
        assert row.stage
    with pytest.raises(BrokenSeal):
        assert row.stage


def test_no_file_goes_out_with_what_stands_in(cast, case):
    break_in(case, Task, "times")
    token = make_feed(user=cast.sokha, with_hours=True)
    sokha = files.browser(cast, cast.sokha)
    sokha.raise_request_exception = False
    assert sokha.get(reverse("cases:feed", args=[token])).status_code == 500


@pytest.mark.parametrize("rolled_back", [False, True])
def test_a_page_that_is_drawn_anew_was_read_once(cast, case, monkeypatch, rolled_back):
    """Its view runs twice; reading is counted by the journal, and what was rolled back is none."""
    shown, met = views_of_a_case.first_screen, []

    def breaks_once(*asked):
        if not met:
            met.append(True)
            raise BrokenSeal("a row")
        return shown(*asked)

    def opened_in_vain(*asked, **more):
        if met:
            return opens(*asked, **more)
        with transaction.atomic():
            opens(*asked, **more)
            return breaks_once()

    opens = views_of_a_case.access.opened
    if rolled_back:
        monkeypatch.setattr(views_of_a_case.access, "opened", opened_in_vain)
    else:
        monkeypatch.setattr(views_of_a_case, "first_screen", breaks_once)
    page = files.browser(cast, cast.noi).get(reverse("cases:case", args=[case.pk]))
    assert (page.status_code, SAID in page.text, met) == (200, True, [True])
    assert len(entries("case.opened")) == 1
