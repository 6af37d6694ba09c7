"""Whose yes counts at every way out: the child's no, the yes of somebody who is part of the danger,
and those around her who must never be told."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import carers, consents, entries
from fanal.cases.models import Case, Consent, PersonAround
from fanal.core.calendars import PartialDate
from fanal.core.errors import BadInput
from fanal.matching.queries.followups import tracing_consent
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner, tie
from fanal.people.actions import births
from fanal.people.models import AgeForConsent, Person
from fanal.sharing import access
from fanal.sharing.access import deciding
from fanal.sharing.actions import rules
from fanal.sharing.models import Referral
from tests import files
from tests.files import browser
from tests.sharing import referring
from tests.sharing.referring import asks, chooses, fitting, step_3
from tests.sharing.scene import draft, scene


@pytest.fixture
def here(cast):
    return scene(cast, consent=False)


def agreed(cast, here, **more):
    given = {
        "case": here.case,
        "person": here.person,
        "purpose": "referral",
        "answer": "given",
        "partner": here.shelter.id,
        "by": cast.sokha,
        "ring": here.ring,
    }
    return consents.record_consent(**(given | more))


def around(cast, here, **answers):
    return entries.add_entry(
        case=here.case, kind="around", answers=answers, by=cast.sokha, ring=here.ring
    )


def aged(here, years):
    """Born on this day so many years ago: what her births left for the gate."""
    today = timezone.localdate()
    born = date(today.year - years, today.month, min(today.day, 28)).isoformat()
    AgeForConsent.objects.update_or_create(
        person=here.person, defaults={"coded": {"born": [born, born], "adult": False}}
    )


WHY = "Her mother sold her and nobody else of her family is alive."


def decided(cast, here, speaker, **more):
    given = {
        "case": here.case,
        "person": here.person,
        "speaker": speaker,
        "ground": "danger",
        "reasons": WHY,
        "by": cast.sokha,
        "ring": here.ring,
    }
    return carers.ask_carer_decision(**(given | more))


def test_a_child_who_said_no_is_told_of_to_nobody_on_the_yes_of_a_parent(cast, here):
    agreed(cast, here, given_by="parent_or_caregiver", answers={"assent": False})
    with pytest.raises(BadInput, match="said no"):
        draft(cast, here)
    assert not Referral.objects.exists()


def test_a_yes_of_a_parent_alone_does_not_lift_the_no_that_the_child_said_before(cast, here):
    agreed(cast, here, answer="refused")
    agreed(cast, here, given_by="parent_or_caregiver")
    with pytest.raises(BadInput, match="refused"):
        draft(cast, here)


def test_a_yes_of_a_parent_whom_nobody_named_is_none_where_her_father_is_part_of_the_danger(
    cast, here
):
    around(cast, here, name="Somchai", relation="father", safe="danger")
    agreed(cast, here, given_by="parent_or_caregiver")
    with pytest.raises(BadInput, match="who said yes"):
        draft(cast, here)


def test_whoever_is_marked_never_to_be_told_among_the_people_around_her_is_never_told(cast, here):
    father = add_partner(kind="person", name="Somchai Dee", by=cast.sokha)
    found = findings.record_finding(
        about=father, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    findings.confirm(finding=found, by=cast.noi)
    around(cast, here, name="somchai  dee", relation="father", safe="danger")
    agreed(cast, here, partner=father.id)
    with pytest.raises(BadInput, match="must never be told"):
        draft(cast, here, partner=father)


def test_nor_is_a_partner_who_is_tied_to_such_a_person(cast, here):
    father = add_partner(kind="person", name="Somchai Dee", by=cast.sokha)
    tie(one=father, other=here.shelter, words="brothers", by=cast.sokha)
    around(cast, here, name="Somchai Dee", relation="father", safe="danger")
    agreed(cast, here)
    with pytest.raises(BadInput, match="would hear of it"):
        draft(cast, here)


@pytest.mark.parametrize("merged", [False, True])
def test_who_must_never_know_by_another_case_of_hers_is_told_of_neither(cast, here, merged):
    agreed(cast, here)
    known_as = files.person(cast) if merged else here.person
    other = files.case(cast, people=[known_as])
    rules.never_tell(case=other, partner=here.shelter, reason="Her uncle's.", by=cast.noi)
    if merged:
        assert draft(cast, here).state == "draft"
        Person.objects.filter(id=known_as.id).update(merged_into=here.person)
    with pytest.raises(BadInput, match="must never be told"):
        draft(cast, here)


def test_who_around_her_is_a_danger_by_another_case_of_hers_is_told_of_neither(cast, here):
    father = add_partner(kind="person", name="Somchai Dee", by=cast.sokha)
    tie(one=father, other=here.shelter, words="brothers", by=cast.sokha)
    agreed(cast, here)
    other = files.case(cast, people=[here.person])
    entries.add_entry(
        case=other,
        kind="around",
        **cast.acting(cast.sokha),
        answers={"name": "Somchai Dee", "relation": "father", "safe": "danger"},
    )
    with pytest.raises(BadInput, match="would hear of it"):
        draft(cast, here)


def test_a_colleague_who_must_never_know_of_one_of_her_cases_decides_on_none(cast, here):
    other = files.case(cast, people=[here.person])
    rules.never_tell(case=other, colleague=cast.claire, reason="His aunt.", by=cast.noi)
    assert {*Case.objects.filter(id__in=deciding.never_told(cast.claire))} == {here.case, other}
    assert not Case.objects.filter(id__in=deciding.never_told(cast.noi))


def test_the_yes_of_her_mother_counts_where_nobody_around_her_is_a_danger(cast, here):
    around(cast, here, name="Malee", relation="mother", safe="safe")
    agreed(cast, here, given_by="parent_or_caregiver", answers={"assent": True})
    assert draft(cast, here).state == "draft"


def test_the_yes_of_the_one_who_was_named_is_judged_by_who_that_is(cast, here):
    father = around(cast, here, name="Somchai", relation="father", safe="danger")
    mother = around(cast, here, name="Malee", relation="mother", safe="safe")
    agreed(cast, here, given_by="parent_or_caregiver", giver=father)
    with pytest.raises(BadInput, match="part of the danger"):
        draft(cast, here)
    agreed(cast, here, given_by="parent_or_caregiver", giver=mother, answers={"assent": True})
    assert draft(cast, here).state == "draft"


def test_the_yes_of_a_mother_who_is_tied_to_a_suspect_is_none(cast, here):
    boss = add_partner(kind="person", name="Boss", by=cast.sokha)
    theirs = add_partner(kind="person", name="Malee Dee", by=cast.sokha)
    rules.never_tell(case=here.case, partner=boss, suspect=True, reason="He sold her.", by=cast.noi)
    aged(here, 4)
    mother = around(cast, here, name="Malee Dee", relation="mother", safe="safe")
    agreed(cast, here, given_by="parent_or_caregiver", giver=mother)
    assert draft(cast, here).state == "draft"
    tie(one=theirs, other=boss, words="owes him", by=cast.sokha)
    with pytest.raises(BadInput, match="close to a suspect"):
        draft(cast, here)


def test_the_yes_of_a_colleague_on_the_never_tell_list_is_none(cast, here):
    aged(here, 4)
    agreed(cast, here, given_by="case_worker_in_her_interest")
    with pytest.raises(BadInput, match="no paper"):
        draft(cast, here)
    asked = decided(cast, here, None)
    with pytest.raises(BadInput, match="no paper"):
        draft(cast, here)
    carers.agree_carer_decision(row=asked, by=cast.noi)
    assert draft(cast, here).state == "draft"
    rules.never_tell(case=here.case, colleague=cast.sokha, reason="A cousin.", by=cast.noi)
    with pytest.raises(BadInput, match="part of the danger"):
        draft(cast, here, **cast.acting(cast.noi))


def test_an_entry_of_before_is_read_when_somebody_who_opens_it_comes_by(cast, here):
    aged(here, 4)
    mother = around(cast, here, name="Malee", relation="mother", safe="safe")
    agreed(cast, here, given_by="parent_or_caregiver", giver=mother)
    PersonAround.objects.all().delete()
    answer = access.may_disclose(
        case=here.case,
        person=here.person,
        partner=here.shelter,
        classes=["identity"],
        purpose="receive_documents",
        by=cast.sokha,
    )
    assert [ground.rule for ground in answer.because] == ["consent_giver_not_known"]
    assert draft(cast, here).state == "draft"


def test_a_partner_who_was_registered_later_under_her_fathers_name_is_not_told(cast, here):
    around(cast, here, name="Somchai Dee", relation="father", safe="danger")
    father = add_partner(kind="person", name="SOMCHAI DEE", by=cast.sokha)
    agreed(cast, here, partner=father.id)
    with pytest.raises(BadInput, match="must never be told"):
        draft(cast, here, partner=father)


def filled(here, **more):
    return {
        "person": str(here.person.id),
        "purpose": "referral",
        "answer": "given",
        "given_by": "parent_or_caregiver",
        "data_class": "every",
        "on": "2026-03-02",
        "partner": str(here.shelter.id),
    } | more


def test_the_page_of_a_consent_says_at_once_that_the_yes_does_not_count(cast, here):
    father = around(cast, here, name="Somchai", relation="father", safe="danger")
    client, url = browser(cast, cast.sokha), reverse("cases:consent", args=[here.case.id])
    page = client.get(url).text
    assert "Somchai – father – may not consent for her" in page
    for more, says in (
        ({"giver": str(father.id)}, "whoever gave it for her is part of the danger"),
        ({}, "Name who answered, or ask again."),
        ({"assent": "no"}, "her no outweighs the yes given for her"),
    ):
        assert says in client.post(url, filled(here, **more), follow=True).text
    listed = client.get(reverse("cases:section", args=[here.case.id, "consent"])).text
    assert "does not count" in listed
    assert "the child said no" in listed
    assert client.post(url, filled(here, giver=str(here.case.id))).status_code == 422


def test_who_must_never_be_told_among_the_people_around_her_is_on_the_never_tell_page(cast, here):
    around(cast, here, name="Somchai", relation="father", safe="danger")
    url = reverse("sharing:case", args=[here.case.id])
    assert "Somchai – father" in browser(cast, cast.sokha).get(url).text


def test_a_girl_of_fourteen_is_not_told_of_on_her_own_yes_alone(cast, here):
    """Findings, F1 and F3."""
    aged(here, 14)
    agreed(cast, here)
    with pytest.raises(BadInput, match="Ask whoever may consent for her as well"):
        draft(cast, here)
    mother = around(cast, here, name="Malee", relation="mother", safe="safe")
    agreed(cast, here, given_by="parent_or_caregiver", giver=mother)
    assert draft(cast, here).state == "draft"


def test_an_age_that_nobody_recorded_is_that_of_a_child(cast, here):
    """Findings, F3: it was an adult's for consent."""
    AgeForConsent.objects.all().delete()
    agreed(cast, here)
    with pytest.raises(BadInput, match="treated as a child until shown otherwise"):
        draft(cast, here)
    births.add_birth(
        person=here.person, source="herself", ages=(19, 25), by=cast.sokha, ring=here.ring
    )
    assert draft(cast, here).state == "draft"


def test_a_birth_that_makes_her_an_adult_asks_again_and_loses_nothing(cast, here):
    """Bad input of the issue: her consents stay, and the page says what to do."""
    mother = around(cast, here, name="Malee", relation="mother", safe="safe")
    AgeForConsent.objects.all().delete()
    agreed(cast, here, given_by="parent_or_caregiver", giver=mother, answers={"assent": True})
    assert draft(cast, here).state == "draft"
    today = timezone.localdate()
    turned = PartialDate(today.year - 18, today.month, min(today.day, 28))
    Consent.objects.update(on=today - timedelta(days=40))
    births.add_birth(
        person=here.person, source="census", born=turned, by=cast.sokha, ring=here.ring
    )
    with pytest.raises(BadInput, match="Ask her again, as an adult"):
        draft(cast, here)
    page = (
        browser(cast, cast.sokha).get(reverse("cases:section", args=[here.case.id, "consent"])).text
    )
    assert "given as a child: ask her again" in page
    assert Consent.objects.count() == 1
    agreed(cast, here)
    assert draft(cast, here).state == "draft"


def test_a_guardian_answers_by_the_paper_that_is_recorded(cast, here):
    aged(here, 4)
    aunt = around(cast, here, name="Malee", relation="friend", safe="safe")
    agreed(cast, here, given_by="legal_guardian", giver=aunt)
    with pytest.raises(BadInput, match="no paper"):
        draft(cast, here)
    page = browser(cast, cast.sokha).post(
        reverse("cases:write_under", args=[here.case.id, aunt.id, "guardianship"]),
        {"role": "legal_guardian", "paper": "Court of Ubon, 12 January 2026", "disputed": "no"},
        follow=True,
    )
    assert "Court of Ubon" in page.text
    assert draft(cast, here).state == "draft"


def test_a_guardian_who_is_the_recruiter_stays_on_record_and_never_counts(cast, here):
    """Bad input of the issue."""
    aged(here, 4)
    aunt = around(cast, here, name="Malee", relation="recruiter", safe="safe")
    page = browser(cast, cast.sokha).post(
        reverse("cases:write_under", args=[here.case.id, aunt.id, "guardianship"]),
        {"role": "legal_guardian", "paper": "Court of Ubon, 12 January 2026"},
        follow=True,
    )
    assert "Saved. A yes from this person still does not count" in page.text
    agreed(cast, here, given_by="legal_guardian", giver=aunt)
    with pytest.raises(BadInput, match="part of the danger"):
        draft(cast, here)
    with pytest.raises(BadInput, match="may not consent for anybody"):
        decided(cast, here, aunt)


def test_two_who_claim_to_be_her_mother_take_a_decision_of_two(cast, here):
    """Bad input of the issue."""
    aged(here, 4)
    first = around(cast, here, name="Malee", relation="mother", safe="safe")
    client = browser(cast, cast.sokha)
    page = client.post(
        reverse("cases:write", args=[here.case.id, "around"]),
        {"name": "Somjit", "relation": "mother", "safe": "safe"},
        follow=True,
    )
    assert "Two people are recorded as her mother" in page.text
    agreed(cast, here, given_by="parent_or_caregiver", giver=first)
    with pytest.raises(BadInput, match="disputed"):
        draft(cast, here)
    url = reverse("cases:carer", args=[here.case.id])
    sent = {
        "person": str(here.person.id),
        "ground": "disputed",
        "speaker": str(first.id),
        "reasons": "The village head and the school know her as the mother.",
    }
    assert client.post(url, sent).status_code == 302
    waits = here.case.carer_decisions.get()
    own = reverse("cases:agree_carer", args=[here.case.id, waits.id])
    assert client.post(own, {}).status_code == 422
    assert browser(cast, cast.noi).post(own, {}).status_code == 302
    assert draft(cast, here).state == "draft"
    client.post(reverse("cases:end_carer", args=[here.case.id, waits.id]), {})
    with pytest.raises(BadInput, match="disputed"):
        draft(cast, here)


def test_her_mother_in_another_file_of_hers_is_no_second_mother(cast, here):
    aged(here, 4)
    mother = around(cast, here, name="Malee", relation="mother", safe="safe")
    other = files.case(cast, people=[here.person])
    entries.add_entry(
        case=other,
        kind="around",
        answers={"name": "Malee", "relation": "mother"},
        by=cast.sokha,
        ring=here.ring,
    )
    agreed(cast, here, given_by="parent_or_caregiver", giver=mother)
    assert draft(cast, here).state == "draft"


@pytest.mark.parametrize("suspect", [True, False])
def test_anybody_around_her_can_be_put_on_the_never_tell_list(cast, here, suspect):
    """Findings, F6: the list took only partners and colleagues."""
    aged(here, 4)
    friend = around(cast, here, name="Malee", relation="mother", safe="safe")
    agreed(cast, here, given_by="parent_or_caregiver", giver=friend)
    client = browser(cast, cast.sokha)
    listed = {"around": str(friend.id), "reason": "She took money."}
    listed |= {"suspect": "on"} if suspect else {}
    url = reverse("sharing:never_tell", args=[here.case.id])
    assert client.post(url, listed).status_code == 302
    assert "Malee" in client.get(reverse("sharing:case", args=[here.case.id])).text
    with pytest.raises(BadInput, match="part of the danger"):
        draft(cast, here)
    assert client.post(url, {"reason": "Nobody."}).status_code == 422


def test_tracing_asks_the_same_rule(cast, here):
    around(cast, here, name="Somchai", relation="father", safe="danger")
    today = timezone.localdate()
    agreed(cast, here, purpose="family_tracing", partner=None, given_by="parent_or_caregiver")
    assert not tracing_consent(here.person, today).allows
    agreed(cast, here, purpose="family_tracing", partner=None, answer="refused")
    mother = around(cast, here, name="Malee", relation="mother", safe="safe")
    yes = {"given_by": "parent_or_caregiver", "giver": mother, "partner": None}
    agreed(cast, here, purpose="family_tracing", on=today + timedelta(days=1), **yes)
    assert not tracing_consent(here.person, today + timedelta(days=2)).allows
    agreed(cast, here, purpose="family_tracing", on=today + timedelta(days=1), partner=None)
    assert tracing_consent(here.person, today + timedelta(days=2)).allows


def test_a_missing_yes_is_asked_for_on_the_page_and_nothing_typed_is_lost(cast, here):
    client = browser(cast, cast.sokha)
    page = asks(client, here)
    assert (page.status_code, "A bed." in page.text) == (422, True)
    assert not Consent.objects.exists()
    answer = client.post(step_3(here), referring.filled(**referring.YES))
    assert answer.url == reverse("sharing:referral", args=[Referral.objects.get().id])


def test_where_more_than_her_yes_is_missing_she_is_not_asked(cast, here):
    client = browser(cast, cast.sokha)
    assert chooses(client, here).status_code == 302
    page = client.get(step_3(here, here.station))
    assert "Find out about Station" in page.text
    assert 'name="may"' not in page.text
    assert reverse("sharing:refer_who", args=[here.case.id]) in page.text


def offered(page):
    return [
        (str(value), label)
        for group in page.context["form"].fields["partner"].choices
        if isinstance(group[1], list)
        for value, label in group[1]
    ]


def names(offers):
    return [offer.name for offer in offers if offer.trust_words != "Ours"]


def test_a_form_offers_fit_partners_first_and_none_that_must_not_know(cast, here):
    cousin = add_partner(kind="person", name="Cousin", by=cast.noi)
    bad = add_partner(kind="organisation", type="police", name="Bad Station", by=cast.noi)
    add_partner(kind="organisation", type="employer", name="Karaoke", by=cast.noi)
    findings.record_finding(
        about=bad,
        level="dangerous",
        reliability="B",
        credibility="2",
        reasons=["sells_information"],
        by=cast.sokha,
    )
    rules.never_tell(case=here.case, partner=cousin, reason="He tells.", by=cast.noi)
    client = browser(cast, cast.sokha)
    page = client.get(reverse("cases:consent", args=[here.case.id]))
    assert [label for _value, label in offered(page)] == ["Quiet House", "Station"]
    page = fitting(client, here)
    offers = page.context["offers"]
    assert (names(offers.fit), names(offers.others)) == (
        ["Quiet House"],
        ["Station", "Bad Station"],
    )
    assert step_3(here) in page.text
    for one in (here.station, bad, cousin):
        assert step_3(here, one) not in page.text
    assert "Cousin" not in page.text
    assert "Karaoke" not in page.text
    dangerous = page.text.partition("<h3>Bad Station</h3>")[2].partition("</li>\n\n")[0]
    assert "Dangerous: tell nobody there" in dangerous


def test_whoever_must_not_know_of_a_danger_sees_a_partner_to_find_out_about(cast, here):
    findings.record_finding(
        about=here.shelter,
        level="dangerous",
        reliability="B",
        credibility="2",
        reasons=["sells_information"],
        closed=True,
        by=cast.noi,
    )
    seen = {
        user: next(
            other
            for other in fitting(browser(cast, user), here).context["offers"].others
            if other.name == "Quiet House"
        )
        for user in (cast.noi, cast.sokha)
    }
    assert [seen[one].trust for one in (cast.noi, cast.sokha)] == ["danger", "unknown"]
    assert not any(one.asks for one in seen.values())
