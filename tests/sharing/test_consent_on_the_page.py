"""Consent while a partner is asked: asked once for each part, never chosen beforehand, recorded as
any other, and a no stops what it is a no to."""

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Consent
from fanal.sharing.actions import sending
from fanal.sharing.models import Referral
from tests import files
from tests.sharing.referring import YES, asks, chooses, filled, seen, step_3
from tests.sharing.scene import scene
from tests.sharing.test_need_to_know import NARRATIVE, let_in
from tests.sharing.test_whose_yes import aged


@pytest.fixture
def here(cast):
    found = scene(cast, consent=False)
    add_entry(
        case=found.case,
        kind="health",
        answers={"findings": "ASTHMA"},
        by=cast.sokha,
        ring=found.ring,
    )
    return found


def recorded():
    return {
        consent.data_class: (consent.answer, consent.given_by) for consent in Consent.objects.all()
    }


def doctor(client, here, **more):
    """Asks the shelter for medical care, with what stands of her health."""
    return asks(client, here, service="medical", classes=["medical"], **more)


def test_nothing_is_chosen_before_it_was_answered(sokha, here):
    chooses(sokha, here, service="medical")
    form = sokha.get(step_3(here)).context["form"]
    assert [form[name].value() for name in ("may", "may_medical", "said_by")] == [None] * 3
    assert Consent.objects.count() == 0


def test_it_says_beforehand_whose_yes_her_age_takes(cast, sokha, here):
    """A girl of twelve said yes for herself, and only the refusal named her mother."""
    chooses(sokha, here, service="medical")
    assert "the person herself or himself" in sokha.get(step_3(here)).text
    aged(here, 12)
    page = sokha.get(step_3(here)).text
    assert "the caregiver and the child, both in writing" in page
    assert "Where nobody has spoken with her yet, ask first." in page


def test_a_line_that_waits_is_struck_through_until_a_yes(sokha, here):
    chooses(sokha, here, service="medical")
    assert "ASTHMA</s>" in sokha.get(step_3(here)).text
    page = sokha.get(doctor(sokha, here, may_medical="yes", **YES).url)
    assert "ASTHMA" in page.text
    assert "<s>" not in page.text


def test_what_she_said_is_recorded_for_each_part_and_for_this_partner_alone(sokha, here):
    assert doctor(sokha, here, may_medical="yes", **YES).status_code == 302
    said = ("given", "herself")
    assert recorded() == {"identity": said, "medical": said}
    assert {consent.partner for consent in Consent.objects.all()} == {here.shelter.id}


def test_a_no_to_a_part_takes_its_line_out_and_the_rest_goes(sokha, here):
    answer = doctor(sokha, here, may_medical="no", **YES)
    referral = Referral.objects.get()
    assert answer.url == reverse("sharing:referral", args=[referral.id])
    assert "medical" not in referral.classes
    assert "ASTHMA" not in sokha.get(answer.url).text
    assert recorded()["medical"] == ("refused", "herself")
    chooses(sokha, here, service="medical")
    assert "ASTHMA" not in sokha.get(step_3(here)).text  # nor next time


def test_a_no_to_it_all_stops_it_is_kept_and_says_what_else_helps(sokha, here):
    answer = doctor(sokha, here, may="no", may_medical="yes", said_by="herself")
    assert answer.url == step_3(here)
    assert not Referral.objects.exists()
    assert recorded()["identity"] == ("refused", "herself")
    page = sokha.get(answer.url)
    assert "She refused that Quiet House may receive documents" in page.text
    for way in ("sharing:refer_who", "cases:consent"):
        assert reverse(way, args=[here.case.id]) in page.text
    assert 'name="may"' not in page.text


def test_the_no_of_a_child_stops_the_yes_that_her_mother_gave(cast, sokha, here):
    mother = add_entry(
        case=here.case,
        kind="around",
        answers={"name": "Mae", "relation": "mother", "safe": "safe"},
        by=cast.sokha,
        ring=here.ring,
    )
    said = {"may": "yes", "may_medical": "yes", "said_by": str(mother.id), "agrees": "no"}
    answer = doctor(sokha, here, **said)
    assert not Referral.objects.exists()
    assert {
        (consent.giver, consent.given_by, consent.assent) for consent in Consent.objects.all()
    } == {(mother, "parent_or_caregiver", False)}
    assert "The child said no" in sokha.get(answer.url).text


def test_who_is_part_of_the_danger_is_not_offered_to_answer(cast, sokha, here):
    owner = add_entry(
        case=here.case,
        kind="around",
        answers={"name": "Owner", "safe": "danger"},
        by=cast.sokha,
        ring=here.ring,
    )
    chooses(sokha, here, service="medical")
    assert "Owner" not in sokha.get(step_3(here)).text
    assert (
        doctor(sokha, here, may="yes", may_medical="yes", said_by=str(owner.id)).status_code == 422
    )
    assert not Consent.objects.exists()


def test_what_is_shown_is_word_for_word_what_is_approved_printed_and_sent(cast, sokha, here):
    chooses(sokha, here)
    told = filled(needed="A bed,\nand a woman doctor.", classes=["identity"], **YES)
    shown = sokha.post(step_3(here), told | {"look": "1"}).context["preview"].text
    assert sokha.post(step_3(here), told).status_code == 302
    referral = Referral.objects.get()
    page = sokha.get(reverse("sharing:referral", args=[referral.id]))
    text = "\n".join(line.text for line, _waits in page.context["lines"]) + "\n"
    assert text == shown
    printed = sokha.post(reverse("sharing:print", args=[referral.id]), seen(sokha, referral))
    assert printed.context["sent"].text == shown


def test_what_has_changed_since_it_was_read_is_read_again(cast, sokha, here):
    asks(sokha, here, classes=["narrative"], may_narrative="yes", **YES)
    referral = Referral.objects.get()
    before = seen(sokha, referral)
    add_entry(
        case=here.case, kind="need", answers={"words": "A lawyer."}, by=cast.sokha, ring=here.ring
    )
    address = reverse("sharing:print", args=[referral.id])
    for stale in (before, {}):
        answer = sokha.post(address, stale)
        assert answer.url == reverse("sharing:referral", args=[referral.id])
    assert "has changed since you read it" in sokha.get(answer.url).text
    assert not referral.disclosures.exists()
    assert sokha.post(address, seen(sokha, referral)).status_code == 200


def test_what_was_prepared_by_an_older_version_is_sent_with_a_code_of_its_own(cast, here):
    asks(files.browser(cast, cast.sokha), here, **YES)
    referral = Referral.objects.get()
    old = {"needed": "A bed. …", "reason": ""}
    referral.write(here.ring, old, referral.version)
    sent = sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    assert sent.disclosure.receipt in sent.text
    assert "A bed. …" in sent.text
    assert "Asked: receive documents" in sent.text


def test_a_lawyer_who_may_not_record_consent_is_told_who_does(cast, here):
    let_in(cast, here, NARRATIVE, to=cast.mai)
    mai = files.browser(cast, cast.mai)
    chooses(mai, here, service="legal")
    page = mai.get(step_3(here))
    assert "Consent is recorded by whoever works on the case" in page.text
    assert 'name="may"' not in page.text
    assert mai.post(step_3(here), filled(classes=[], **YES)).status_code == 422
    assert not Consent.objects.exists()
