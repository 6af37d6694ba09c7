import pytest
from django.http import Http404

from fanal.audit.sentences import said
from fanal.cases.access import case_for
from fanal.cases.actions.emergencies import keep_out
from fanal.core.casework.answers import DOES_NOT_WANT_TO_SAY, NOT_ASKED, NOT_KNOWN, load
from fanal.core.errors import BadInput
from fanal.core.sealing.failures import NotGranted
from fanal.intake.access import signal_for, signals_for
from fanal.intake.actions import (
    add_to_case,
    make_case,
    mark_duplicate,
    reopen,
    set_aside,
    take_signal,
)
from fanal.intake.models import Signal, Triage
from fanal.intake.queries import decided, decision_words, waiting
from fanal.keys.ring import Ring
from tests import files
from tests.journal import entries, the_entry

TOLD = {"who_calls": "mother", "where": "a karaoke at Sungai Kolok", "danger_now": True}


@pytest.fixture
def signal(cast):
    return take_signal(team=cast.bangkok, answers=TOLD, by=cast.sokha, urgent=True)


@pytest.fixture
def decide(cast):
    return cast.acting(cast.sokha)


def test_a_signal_is_sealed_to_the_team_at_once_by_someone_who_is_locked(cast, signal):
    assert signal.unseal(cast.ring(cast.noi))["where"] == TOLD["where"]
    with pytest.raises(NotGranted):
        signal.unseal(cast.ring(cast.linh))
    assert b"Kolok" not in bytes(signal.sealed)


def test_a_signal_needs_nothing_and_keeps_why(cast):
    answers = {"caller": DOES_NOT_WANT_TO_SAY, "where": NOT_KNOWN}
    signal = take_signal(team=cast.bangkok, answers=answers, by=cast.sokha, ring=Ring())
    kept = signal.unseal(cast.ring(cast.noi))
    assert load(kept["caller"]) is DOES_NOT_WANT_TO_SAY
    assert load(kept["where"]) is NOT_KNOWN
    assert load(kept["code_word"]) is NOT_ASKED


@pytest.mark.parametrize(
    ("answers", "where"), [({"mood": "bad"}, "mood"), ({"known": "x" * 20_001}, "known")]
)
def test_a_signal_that_cannot_be_kept_names_the_field(cast, answers, where):
    with pytest.raises(BadInput) as problem:
        take_signal(team=cast.bangkok, answers=answers, by=cast.sokha)
    assert problem.value.where == where
    assert not Signal.objects.exists()


def test_another_team_and_other_roles_do_not_know_of_it(cast, signal):
    assert signal_for(cast.noi, signal.id) == signal
    for stranger in (cast.linh, cast.mai, cast.claire, cast.duc, cast.anan, cast.vera):
        with pytest.raises(Http404):
            signal_for(stranger, signal.id)
    assert len(entries("signal.refused")) == 6


def test_nothing_is_lost_when_it_is_not_for_us(cast, signal, decide):
    triage = set_aside(signal=signal, referred_to="labour office", reason="unpaid wages", **decide)
    assert triage.unseal(cast.ring(cast.noi)) == {
        "reason": "unpaid wages",
        "referred_to": "labour office",
    }
    assert (triage.by, triage.outcome) == (cast.sokha, "not_for_us")
    assert signal.unseal(cast.ring(cast.noi))["where"] == TOLD["where"]


def test_putting_aside_needs_a_reason(signal, decide):
    with pytest.raises(BadInput, match="reason"):
        set_aside(signal=signal, referred_to="", reason=" ", **decide)
    assert Signal.objects.get().state == "open"


def test_a_duplicate_points_to_the_first(cast, signal, decide):
    second = take_signal(team=cast.bangkok, answers=TOLD, by=cast.noi)
    mark_duplicate(signal=second, of=signal, reason="the same call", **decide)
    assert list(signal.duplicates.all()) == [Triage.objects.get()]
    third = take_signal(team=cast.bangkok, answers=TOLD, by=cast.noi)
    for wrong in (third, second):
        with pytest.raises(BadInput):
            mark_duplicate(signal=third, of=wrong, reason="", **decide)


def test_a_signal_becomes_a_case_of_a_new_person(cast, signal, decide):
    case = make_case(signal=signal, names=[{"text": "Bouakham"}], kinds=["labour"], **decide)
    assert case_for(cast.noi, case.id).people.get().names.count() == 1
    assert case.signals.get().signal == signal


def test_a_signal_becomes_a_case_of_a_person_we_know(cast, signal, decide):
    person = files.person(cast)
    assert make_case(signal=signal, person=person, **decide).people.get() == person


def test_a_signal_is_an_addition_to_a_case(cast, signal, decide):
    case = files.case(cast)
    add_to_case(signal=signal, case=case, reason="she called again", **decide)
    assert case.signals.get().outcome == "addition"


def test_two_who_decide_at_once_do_not_decide_twice(cast, signal, decide):
    make_case(signal=signal, **decide)
    with pytest.raises(BadInput, match="already"):
        set_aside(signal=signal, referred_to="", reason="late", **decide)
    assert Triage.objects.count() == 1


@pytest.fixture
def aside(signal, decide):
    set_aside(signal=signal, referred_to="", reason="unpaid wages", **decide)
    return signal


def test_a_signal_put_aside_by_mistake_is_opened_again_and_keeps_both_decisions(
    cast, aside, decide
):
    reopen(signal=aside, reason="she said she cannot leave", **cast.acting(cast.noi))
    assert aside in waiting(cast.sokha)
    add_to_case(signal=aside, case=files.case(cast), reason="", **decide)
    kept = [
        (triage.outcome, triage.by, decision_words(triage, cast.ring(cast.noi)))
        for triage in aside.triages.all()
    ]
    assert [outcome for outcome, *_ in kept] == ["not_for_us", "reopened", "addition"]
    assert kept[0][2]["reason"] == "unpaid wages"
    assert kept[1][1:] == (cast.noi, {"reason": "she said she cannot leave"})
    assert [one.outcome for one in decided(cast.sokha)] == ["addition"]
    entry = the_entry("signal.reopened")
    sentence = said(entry, {})["sentence"]
    assert sentence.startswith("Noi Saetang opened call")
    assert sentence.endswith("not for us")
    assert "leave" not in entry.detail


def test_a_signal_marked_as_the_same_by_mistake_is_opened_again(cast, signal, decide):
    second = take_signal(team=cast.bangkok, answers={}, by=cast.noi)
    mark_duplicate(signal=second, of=signal, reason="", **decide)
    reopen(signal=second, reason="another girl", **decide)
    assert {signal, second} == set(waiting(cast.sokha))


def test_opening_again_needs_a_reason_and_a_signal_that_is_aside(cast, aside, decide):
    with pytest.raises(BadInput, match="reason"):
        reopen(signal=aside, reason=" ", **decide)
    reopen(signal=aside, reason="a mistake", **decide)
    with pytest.raises(BadInput, match="put aside"):
        reopen(signal=aside, reason="twice", **decide)
    make_case(signal=aside, **decide)
    with pytest.raises(BadInput, match="put aside"):
        reopen(signal=aside, reason="a case holds it", **decide)
    assert len(entries("signal.reopened")) == 1


def test_who_is_kept_out_of_a_case_does_not_meet_its_signal_when_it_is_opened_again(
    cast, signal, decide
):
    again = take_signal(team=cast.bangkok, answers={}, by=cast.sokha)
    mark_duplicate(signal=again, of=signal, reason="", **decide)
    case = make_case(signal=signal, **decide)
    keep_out(case=case, user=cast.sokha, reason="his cousin", by=cast.noi)
    reopen(signal=again, reason="another girl", **cast.acting(cast.noi))
    assert list(waiting(cast.noi)) == [again]
    assert list(waiting(cast.sokha)) == []


def test_who_is_kept_out_through_another_case_of_hers_does_not_read_its_signal(
    cast, signal, decide
):
    case = make_case(signal=signal, **decide)
    listed = files.case(cast, people=case.people.all(), by=cast.noi)
    assert signal in signals_for(cast.sokha)
    keep_out(case=listed, user=cast.sokha, reason="his cousin", by=cast.noi)
    assert signal not in signals_for(cast.sokha)
    assert signal in signals_for(cast.noi)


def test_who_is_kept_out_does_not_read_a_signal_that_is_the_same_by_way_of_others(
    cast, signal, decide
):
    second, third = (take_signal(team=cast.bangkok, answers={}, by=cast.sokha) for _ in range(2))
    mark_duplicate(signal=third, of=second, reason="", **decide)
    mark_duplicate(signal=second, of=signal, reason="", **decide)
    case = make_case(signal=signal, **decide)
    keep_out(case=case, user=cast.sokha, reason="his cousin", by=cast.noi)
    assert not signals_for(cast.sokha).exists()
    assert set(signals_for(cast.noi)) == {signal, second, third}
