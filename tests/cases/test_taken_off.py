"""A person who was added to a case by mistake is taken off: nothing is lost, nothing is opened."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from fanal.audit.sentences import said
from fanal.cases.access import case_for
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.emergencies import break_glass, keep_out
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.removed_people import take_off
from fanal.cases.actions.stages import agree_closure, ask_closure
from fanal.cases.actions.teams import offer
from fanal.cases.models import Case, Consent, TakenOff
from fanal.core.casework.tracing import Whom
from fanal.core.errors import BadInput, Refused
from fanal.matching.actions.tracing import ask
from fanal.people.access import people_for
from fanal.people.actions.persons import add_name
from fanal.people.models import EmergencyAccess
from tests import clock, files
from tests.journal import the_entry
from tests.rotation.thief import Thief, texts_now, written_since
from tests.sharing import transfers

WHY = "another girl of that name"


@pytest.fixture
def other(cast, case):
    """Added to the case by mistake."""
    person = files.person(cast, names=["Trần Thị Bích Ngọc"])
    add_person(case=case, person=person, by=cast.sokha)
    return person


def off(cast, case, person, by=None, reason=WHY):
    by = by or cast.sokha
    return take_off(case=case, person=person, reason=reason, **cast.acting(by), on=files.TODAY)


def url(case, person):
    return reverse("cases:off", args=[case.id, person.id])


def test_she_is_taken_off_with_a_reason_and_her_file_and_history_stay(cast, case, other):
    write = {"case": case, **cast.acting(cast.sokha)}
    record_consent(person=other, purpose="care", answer="given", **write)
    kept = off(cast, case, other)
    assert list(case.people.all()) == [case.concerns.get().person]
    assert kept.unseal(cast.ring(cast.noi)) == {"reason": WHY}
    assert (kept.person, kept.role, kept.by) == (other, "concerned", cast.sokha)
    assert other in people_for(cast.sokha)
    assert Consent.objects.filter(case=case, person=other).exists()
    entry = the_entry("case.person_taken_off")
    assert said(entry, {})["sentence"].startswith("Sokha Chea removed person")
    assert WHY not in entry.detail
    assert b"girl" not in bytes(kept.sealed)


def test_she_can_be_added_again_and_taken_off_again(cast, case, other):
    off(cast, case, other)
    add_person(case=case, person=other, by=cast.sokha, role="family")
    off(cast, case, other)
    assert {row.role for row in TakenOff.objects.all()} == {"concerned", "family"}


def test_without_a_reason_nobody_is_taken_off(cast, case, other):
    with pytest.raises(BadInput, match="reason"):
        off(cast, case, other, reason="\u200b ")
    assert case.people.count() == 2


def closed(cast, case, other):
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=other, purpose="care", answer="given", **write)
    closure = ask_closure(reason="opened_by_mistake", words="", **write)
    version = Case.objects.get(id=case.id).version
    agree_closure(closure=closure, **cast.acting(cast.noi), version=version)


def offered(cast, case, other):
    offer(case=case, team=cast.vientiane, by=cast.noi)


def searched_for(cast, case, other):
    write = {"case": case, **cast.acting(cast.sokha)}
    ask(person=other, whom=Whom.MISSING, names=["Ngọc"], **write)


def watched(cast, case, other):
    keep_out(case=case, user=cast.noi, reason="his cousin", by=cast.noi)


@pytest.mark.parametrize("state", [closed, offered, searched_for, watched])
def test_where_the_case_needs_her_in_it_she_stays(cast, case, other, state):
    state(cast, case, other)
    with pytest.raises(Refused):
        off(cast, case, other)
    assert case.people.count() == 2
    assert not TakenOff.objects.exists()


def test_the_last_one_of_a_case_stays(cast, case, other):
    off(cast, case, other)
    with pytest.raises(Refused, match="concerns somebody"):
        off(cast, case, case.people.get())


def test_who_is_kept_out_finds_her_again_only_by_what_a_lead_decides(cast, case, other):
    keep_out(case=case, user=cast.sokha, reason="his cousin", by=cast.noi)
    assert other not in people_for(cast.sokha)
    with pytest.raises(Http404):
        case_for(cast.sokha, case.id)
    page = files.browser(cast, cast.noi).get(url(case, other)).text
    assert "find her again" in page
    off(cast, case, other, by=cast.noi)
    assert other in people_for(cast.sokha)  # as before she was added


def test_an_emergency_in_the_case_opens_her_file_no_longer(cast, case, other):
    hers = files.case(cast, people=[other])
    break_glass(case=case, reason=files.WHY, by=cast.linh)
    with clock.moved(timedelta(minutes=5)):
        break_glass(case=hers, reason=files.WHY, by=cast.huong)
    off(cast, case, other)
    assert other not in people_for(cast.linh)
    assert case.people.get() in people_for(cast.linh)
    assert other in people_for(cast.huong)  # by a case that does concern her
    assert EmergencyAccess.objects.filter(person=other).count() == 1


def test_a_team_that_read_her_file_for_this_case_alone_reads_it_no_longer(cast):
    here = transfers.told_case(cast)
    files.case(cast, people=[here.person])  # for which Bangkok keeps her file
    with_her = files.person(cast, names=["Trần Thị Bích Ngọc"])
    add_person(case=here.case, person=with_her, by=cast.sokha)
    write = {"case": here.case, "by": cast.sokha, "ring": here.ring}
    record_consent(person=with_her, purpose="referral", answer="given", **write)
    transfers.accept(cast, transfers.offer(cast, here))
    assert here.person in people_for(cast.kham)
    case = Case.objects.get(id=here.case.id)
    off(cast, case, here.person, by=cast.kham)
    assert here.person not in people_for(cast.kham)
    assert here.person.names.get().try_unseal(cast.ring(cast.kham)) is None
    assert here.person in people_for(cast.sokha)
    assert here.person.names.get().try_unseal(cast.ring(cast.sokha))
    assert with_her in people_for(cast.kham)


def test_what_is_written_of_her_later_opens_with_nothing_that_this_team_kept(cast):
    here = transfers.told_case(cast)
    files.case(cast, people=[here.person])
    add_person(case=here.case, person=files.person(cast), by=cast.sokha)
    for link in here.case.people.all():
        write = {"case": here.case, "by": cast.sokha, "ring": here.ring}
        record_consent(person=link, purpose="referral", answer="given", **write)
    transfers.accept(cast, transfers.offer(cast, here))
    kept, before = Thief(cast, cast.kham, [here.person.pk]), texts_now()
    assert kept.opens(here.person.names.get())
    off(cast, Case.objects.get(id=here.case.id), here.person, by=cast.kham)
    add_name(person=here.person, text="ນ້ອຍ", **cast.acting(cast.sokha))
    (written,) = (row for row in written_since(before) if row.folder == here.person.pk)
    assert not kept.opens(written)
    assert written.try_unseal(cast.ring(cast.sokha))


def test_the_page_of_the_case_takes_her_off_and_says_so_afterwards(cast, case, other):
    sokha = files.browser(cast, cast.sokha)
    there = reverse("cases:case", args=[case.id])
    people = reverse("cases:section", args=[case.id, "people"])
    assert url(case, other) in sokha.get(people).text
    empty = sokha.post(url(case, other), {"reason": ""})
    assert empty.status_code == 422
    assert sokha.post(url(case, other), {"reason": WHY})["Location"] == there
    page = sokha.get(people).text
    assert "removed on" in page
    assert WHY in page
    assert reverse("people:person", args=[other.id]) not in page
    assert url(case, case.people.get()) not in page  # the last one stays
    late = files.browser(cast, cast.noi).post(url(case, other), {"reason": "me too"})
    assert "does not concern this person" in late.text
    assert "me too" in late.text
    assert sokha.get(url(case, files.person(cast))).status_code == 404
    assert TakenOff.objects.count() == 1


def test_who_does_not_work_on_the_case_takes_nobody_off(cast, case, other):
    for user in (cast.linh, cast.mai, cast.claire, cast.duc, cast.anan, cast.vera):
        answer = files.browser(cast, user).post(url(case, other), {"reason": WHY})
        assert answer.status_code == 404
    assert case.people.count() == 2
