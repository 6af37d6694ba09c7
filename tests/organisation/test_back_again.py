"""Who comes back reads in one place what colleagues did in her cases; nobody stands in whose keys
may be in other hands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts import other_hands
from fanal.cases.actions import emergencies, entries, tasks
from fanal.organisation.actions.stand_ins import could_stand_in
from tests import files
from tests.organisation.colleagues import let_in
from tests.sharing.transfers import accept, offer, told_case

AWAY = reverse("organisation:away")
HEADING = "What colleagues did for you"


@pytest.fixture
def bopha(cast):
    return let_in(cast)


def test_she_reads_what_was_written_and_done_in_her_cases_by_whom_and_where_to_read_it(cast, bopha):
    case, day = files.case(cast), timezone.localdate() + timedelta(days=3)
    own = tasks.add_task(case=case, title="Call the shelter", due=day, by=cast.sokha)
    entries.add_entry(case=case, kind="note", answers={"text": "Hers."}, **cast.acting(cast.sokha))
    assert HEADING not in files.browser(cast, cast.sokha).get(AWAY).text
    entries.add_entry(case=case, kind="note", answers={"text": "All well."}, **cast.acting(bopha))
    tasks.finish_task(task=own, by=bopha, version=own.version)
    text = files.browser(cast, cast.sokha).get(AWAY).text
    part = text[text.index(HEADING) :]
    assert reverse("cases:timeline", args=[case.pk]) in part
    assert "Bopha Keo" in part
    assert "1 entry, 1 task done" in part
    assert "All well" not in part
    for other in (bopha, cast.noi):
        assert HEADING not in files.browser(cast, other).get(AWAY).text


def test_what_the_team_before_did_was_not_done_for_her(cast):
    here = told_case(cast)
    entries.add_entry(
        case=here.case, kind="note", answers={"text": "Hers."}, **cast.acting(cast.noi)
    )
    accept(cast, offer(cast, here))
    assert HEADING not in files.browser(cast, cast.kham).get(AWAY).text
    written = {"kind": "note", "answers": {"text": "Seen."}, **cast.acting(cast.somchit)}
    entries.add_entry(case=here.case, **written)
    text = files.browser(cast, cast.kham).get(AWAY).text
    part = text[text.index(HEADING) :]
    assert "1 entry" in part
    assert str(cast.somchit) in part
    assert str(cast.noi) not in part


def test_nothing_of_a_case_that_a_conflict_keeps_her_out_of(cast, bopha):
    case = files.case(cast)
    entries.add_entry(case=case, kind="note", answers={"text": "All well."}, **cast.acting(bopha))
    emergencies.keep_out(case=case, user=cast.sokha, reason="Her cousin.", by=cast.noi)
    assert HEADING not in files.browser(cast, cast.sokha).get(AWAY).text


def test_nobody_stands_in_whose_keys_may_be_in_other_hands(cast, bopha, monkeypatch):
    assert bopha in could_stand_in(cast.bangkok)
    unsafe = [other_hands.InOtherHands(bopha.pk, files.TODAY, None)]
    monkeypatch.setattr(other_hands, "IN_OTHER_HANDS", [lambda: unsafe])
    assert bopha not in could_stand_in(cast.bangkok)
