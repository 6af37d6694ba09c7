"""What leaves the house, and what does not."""

import subprocess
from datetime import timedelta
from hashlib import sha256

import pyrage
import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents
from fanal.cases.models import Consent
from fanal.core.errors import BadInput
from fanal.partners.actions import findings
from fanal.partners.actions.partners import tie
from fanal.sharing import access
from fanal.sharing.actions import fingerprints, recalls, referrals, sending
from fanal.sharing.actions.rules import approve, end_never_tell, never_tell, override, override_too
from fanal.sharing.models import Disclosure, Referral
from tests import files
from tests.consents import says
from tests.journal import entries
from tests.shares import strangers
from tests.sharing.referring import YES, asks, chooses, filled, fitting, seen, step_3
from tests.sharing.scene import CLASSES, draft, scene


def ask(cast, here, **more):
    given = {
        "case": here.case,
        "person": here.person,
        "partner": here.shelter,
        "classes": CLASSES,
        "purpose": "receive_documents",
        "by": cast.sokha,
        "area": here.area,
    }
    return access.may_disclose(**(given | more))


def rules(answer):
    return [ground.rule for ground in answer.because]


def test_consent_trust_role_and_approval_let_pass(cast, here):
    assert ask(cast, here).allowed


def test_without_her_consent_nothing_passes(cast):
    assert rules(ask(cast, scene(cast, consent=False))) == ["consent_not_asked"]


def test_without_trust_nothing_passes(cast):
    assert rules(ask(cast, scene(cast, trusted=False))) == ["trust_unknown"]


def test_consent_withdrawn_blocks_at_once(cast, here):
    consents.withdraw_consent(consent=here.consent, by=cast.sokha)
    assert rules(ask(cast, here)) == ["consent_withdrawn"]


def test_a_consent_to_us_alone_is_none_for_a_partner(cast):
    here = scene(cast, consent=False)
    says(cast, here, "referral")
    assert rules(ask(cast, here)) == ["consent_not_asked"]


def test_a_refusal_that_names_nobody_is_a_no_to_all(cast, here):
    says(cast, here, "referral", "refused")
    assert rules(ask(cast, here)) == ["consent_refused"]


def test_where_she_is_waits_for_a_lead_who_is_not_the_sender(cast, here):
    place = {"classes": ["whereabouts"], "purpose": "know_whereabouts"}
    assert rules(ask(cast, here, **place)) == ["approval"]
    approve(case=here.case, partner=here.shelter, classes=["whereabouts"], by=cast.noi)
    assert ask(cast, here, **place).allowed
    assert rules(ask(cast, here, by=cast.noi, **place)) == ["approval"]


def test_who_must_never_know_is_not_told_nor_whoever_would_tell(cast, here):
    never_tell(case=here.case, partner=here.station, reason="His brother.", by=cast.sokha)
    tie(one=here.shelter, other=here.station, words="cousins", by=cast.noi)
    assert "told_through_a_third" in rules(ask(cast, here))
    row = here.case.never_tell.get()
    with pytest.raises(BadInput):
        end_never_tell(row=row, by=cast.sokha)
    end_never_tell(row=row, by=cast.noi)
    assert ask(cast, here).allowed


def test_a_closed_danger_refuses_and_does_not_show_itself(cast, here):
    findings.record_finding(
        about=here.shelter, level="dangerous", reasons=["mistreats"], by=cast.noi
    )
    assert rules(ask(cast, here)) == ["trust_unknown"]
    assert "dangerous" in rules(ask(cast, here, by=cast.noi))


def test_an_override_takes_a_ground_a_text_and_a_second_person(cast):
    here = scene(cast, consent=False)
    given = {
        "case": here.case,
        "partner": here.shelter,
        "ground": "vital_interest",
        "text": "She bleeds and cannot speak; the clinic needs her blood group.",
        "purpose": "receive_documents",
        "classes": CLASSES,
        "by": cast.sokha,
    }
    for wrong in ({"ground": "haste"}, {"text": "urgent"}, {"classes": []}):
        with pytest.raises(BadInput):
            override(**(given | wrong))
    row = override(**given)
    assert not ask(cast, here).allowed
    with pytest.raises(BadInput):
        override_too(row=row, by=cast.sokha)
    override_too(row=row, by=cast.noi)
    answer = ask(cast, here)
    assert answer.gate.overridden == (str(row.id),)
    sent = sending.send(referral=draft(cast, here), channel="print", by=cast.sokha, ring=here.ring)
    assert sent.disclosure.overrides == str(row.id)
    assert entries("sharing.override", by=cast.noi)


def test_a_bundle_is_opened_with_the_partner_s_key_and_holds_what_the_preview_showed(cast, here):
    sent = sending.send(referral=draft(cast, here), channel="bundle", by=cast.sokha, ring=here.ring)
    opened = pyrage.decrypt(sent.bundle, [here.key]).decode()
    assert "ບົວຄຳ" in opened
    assert "A doctor, soon." in opened
    assert "INTERNAL NOTE" not in opened
    assert sent.bundle.startswith(b"age-encryption.org/v1")


def test_a_bundle_is_opened_with_the_standard_program(cast, here, tmp_path):
    sent = sending.send(referral=draft(cast, here), channel="bundle", by=cast.sokha, ring=here.ring)
    (tmp_path / "key").write_text(str(here.key))
    (tmp_path / "bundle.age").write_bytes(sent.bundle)
    command = ["age", "--decrypt", "-i", tmp_path / "key", tmp_path / "bundle.age"]
    opened = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "A doctor, soon." in opened.stdout
    assert opened.stdout == sent.text


def test_the_gate_is_asked_again_at_the_moment_of_sending(cast, here):
    referral = draft(cast, here)
    consents.withdraw_consent(consent=here.consent, by=cast.sokha)
    with pytest.raises(BadInput):
        sending.send(referral=referral, channel="bundle", by=cast.sokha, ring=here.ring)
    assert not Disclosure.objects.exists()
    assert entries("sharing.refused", about=here.case.id)


def test_a_forged_form_cannot_choose_a_blocked_partner(cast, here):
    findings.record_finding(about=here.station, level="dangerous", closed=False, by=cast.noi)
    client = files.browser(cast, cast.sokha)
    answer = asks(client, here, here.station, classes=CLASSES, once="f" * 32, **YES)
    assert answer.url == step_3(here, here.station)
    assert Consent.objects.get() == here.consent  # nobody is asked of whom she is not sent to
    assert "was found dangerous here" in client.get(answer.url).text
    assert not Referral.objects.exists()
    assert entries("sharing.refused")


def test_a_consent_that_expired_yesterday_is_asked_for_again(cast):
    here = scene(cast, consent=False)
    today = timezone.localdate()
    says(
        cast,
        here,
        "referral",
        partner=here.shelter.id,
        on=today - timedelta(days=9),
        until=today - timedelta(days=1),
    )
    answer = asks(files.browser(cast, cast.sokha), here, classes=CLASSES)
    assert answer.status_code == 422
    assert "Ran out" in answer.text
    assert not Referral.objects.exists()


def test_nobody_sends_what_she_may_not_open(cast, here):
    with pytest.raises(BadInput) as refused:
        draft(cast, here, by=cast.mai, classes=["medical"])
    assert refused.value.where == "classes"


def test_a_refusal_of_the_partner_needs_its_reason_and_moves_follow_the_table(cast, here):
    referral = draft(cast, here)
    with pytest.raises(BadInput):
        referrals.move(referral=referral, to="accepted", by=cast.sokha, ring=here.ring)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    referral.refresh_from_db()
    with pytest.raises(BadInput):
        referrals.move(referral=referral, to="declined", by=cast.sokha, ring=here.ring)
    referrals.move(referral=referral, to="declined", by=cast.sokha, ring=here.ring, reason="Full.")
    assert referral.unseal(here.ring)["reason"] == "Full."


def test_what_rests_on_a_consent_taken_back_is_recalled_once(cast, here):
    sent = sending.send(referral=draft(cast, here), channel="print", by=cast.sokha, ring=here.ring)
    consents.withdraw_consent(consent=here.consent, by=cast.sokha)
    today = timezone.localdate()
    assert recalls.recall_withdrawn(today=today) == 1
    assert recalls.recall_withdrawn(today=today) == 0
    row = Disclosure.objects.get(id=sent.disclosure.id)
    assert row.recalled_on == today
    assert row.referral.state == "recalled"
    recalls.answer_recall(disclosure=row, by=cast.sokha)
    page = cast.client(cast.sokha, headers={"accept-language": "en"}).get(
        reverse("sharing:case", args=[here.case.id])
    )
    assert "destroyed or given back" in page.text


def test_until_they_destroyed_it_the_worker_and_her_lead_are_asked_to_tell_them(cast, here):
    """A recall is sent by nobody but us: a date on a page of the case is no word to the partner."""
    sent = sending.send(referral=draft(cast, here), channel="print", by=cast.sokha, ring=here.ring)
    consents.withdraw_consent(consent=here.consent, by=cast.sokha)
    recalls.recall_withdrawn(today=timezone.localdate())
    asked = "Tell Quiet House to destroy what they have of her"
    page = reverse("sharing:case", args=[here.case.id])
    for user in (cast.sokha, cast.noi):
        text = files.browser(cast, user).get(reverse("cases:today")).text
        assert asked in text
        assert page in text
    assert "Quiet House" not in files.browser(cast, cast.linh).get(reverse("cases:today")).text
    told = reverse("sharing:recall_answered", args=[sent.disclosure.id])
    files.browser(cast, cast.sokha).post(told)
    for user in (cast.sokha, cast.noi):
        assert asked not in files.browser(cast, user).get(reverse("cases:today")).text


def test_a_receipt_is_the_code_read_back(cast, here):
    sent = sending.send(referral=draft(cast, here), channel="print", by=cast.sokha, ring=here.ring)
    row = sent.disclosure
    with pytest.raises(BadInput):
        recalls.note_receipt(disclosure=row, code="00000-00000-0000", by=cast.sokha)
    recalls.note_receipt(disclosure=row, code=row.receipt.lower(), by=cast.sokha)
    assert row.received_on


def test_a_referral_without_an_answer_expires_once(cast, here):
    referral = draft(cast, here, answer_within=0)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    after = referral.due + timezone.timedelta(days=1)
    assert referrals.expire(today=referral.due) == 0
    assert referrals.expire(today=after) == 1
    assert referrals.expire(today=after) == 0


def test_the_pages_show_the_way_from_question_to_bundle(cast, here):
    client = cast.client(cast.sokha, headers={"accept-language": "en"})
    case = reverse("sharing:case", args=[here.case.id])
    assert client.get(case).status_code == 200
    for missing in ("service", "urgency"):
        assert chooses(client, here, **{missing: ""}).status_code == 422
    offers = fitting(client, here).context["offers"]
    assert [one.name for one in offers.fit] == ["Quiet House"]
    assert client.post(step_3(here), filled(classes=CLASSES)).status_code == 302
    referral = Referral.objects.get()
    page = client.get(reverse("sharing:referral", args=[referral.id]))
    assert "A doctor, soon." in page.text
    shown = seen(client, referral)
    bundle = client.post(reverse("sharing:bundle", args=[referral.id]), shown)
    assert pyrage.decrypt(bundle.content, [here.key])
    assert "attachment" in bundle["Content-Disposition"]
    sheet = client.post(reverse("sharing:print", args=[referral.id]), shown)
    assert "A doctor, soon." in sheet.text
    assert "sealed bundle" in client.get(case).text
    page = client.get(reverse("sharing:referral", args=[referral.id])).text
    # Their answer is what comes next.
    assert page.split("<main")[1].split("</main")[0].count('class="button"') == 1
    answered = client.post(reverse("sharing:answer", args=[referral.id]), {"to": "accepted"})
    assert answered.status_code == 302
    assert "accepted" in client.get(reverse("sharing:list")).text


@pytest.mark.parametrize(
    "who",
    strangers(
        ["linh", "kham", "duc", "anan", "vera", "mai"],
        "whoever may not open the case finds nothing",
    ),
)
def test_whoever_may_not_open_the_case_finds_nothing(cast, here, who):
    referral = draft(cast, here)
    client = cast.client(getattr(cast, who), headers={"accept-language": "en"})
    for name, key in [
        ("case", here.case.id),
        ("how", here.case.id),
        ("refer_start", here.case.id),
        ("refer_who", here.case.id),
        ("never_tell", here.case.id),
        ("override", here.case.id),
        ("referral", referral.id),
    ]:
        assert client.get(reverse(f"sharing:{name}", args=[key])).status_code == 404
    for name in ("approve", "bundle", "print", "answer"):
        assert client.post(reverse(f"sharing:{name}", args=[referral.id])).status_code == 404


def test_that_she_exists_is_recalled_when_no_consent_says_so_any_longer(cast, here):
    asked = {"classes": ["existence"], "purpose": "know_a_case_exists"}
    answer = ask(cast, here, **asked)
    sending.went_out(
        case=here.case,
        person=here.person,
        partner=here.shelter,
        channel="meeting",
        purpose=asked["purpose"],
        classes="existence",
        digest="",
        receipt="",
        answer=answer,
        by=cast.sokha,
    )
    other = says(cast, here, "medical", partner=here.shelter.id)
    today = timezone.localdate()
    consents.withdraw_consent(consent=other, by=cast.sokha)
    assert recalls.recall_withdrawn(today=today) == 0
    consents.withdraw_consent(consent=here.consent, by=cast.sokha)
    recalls.recall_withdrawn(today=today)
    assert Disclosure.objects.get().recalled_on == today
    assert recalls.recall_withdrawn(today=today) == 0


def test_what_went_out_cannot_be_guessed_from_its_fingerprint_and_is_known_again_by_who_may(
    cast, here
):
    """A name, an age and the code of the receipt: all but the name stand under the server's key."""
    out = sending.send(referral=draft(cast, here), channel="print", by=cast.sokha, ring=here.ring)
    digest = out.disclosure.digest
    assert digest not in {sha256(out.text.encode()).hexdigest(), fingerprints.fingerprint(out.text)}
    known = {"case": here.case, "ring": cast.ring(cast.noi)}
    assert fingerprints.is_of(digest, out.text, **known)
    assert not fingerprints.is_of(digest, out.text + " ", **known)
    assert not fingerprints.is_of("", out.text, **known)
    assert not fingerprints.is_of(digest, out.text, case=here.case, ring=cast.ring(cast.kham))
    assert not fingerprints.is_of(digest, out.text, **known | {"case": files.case(cast)})
