"""A yes of before names its partner in words: the gate cannot read it until somebody chooses whom she meant."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents
from fanal.cases.models import Consent
from fanal.core.errors import BadInput
from fanal.sharing.actions.recalls import recall_withdrawn
from fanal.sharing.actions.sending import send
from fanal.sharing.models import Referral
from tests import files
from tests.consents import says
from tests.sharing.scene import draft, scene
from tests.sharing.test_a_yes_for_a_partner import ask_the_shelter

WORDS = "the house of the sisters"
UNREAD = "It is not clear which partner she meant"


@pytest.fixture
def here(cast):
    return scene(cast, consent=False)


def old_yes(cast, here, **more):
    given = {
        "purpose": "referral",
        "answer": "given",
        "on": date(2026, 3, 2),
        "recipient": WORDS,
        "answers": {"words": "If they ask nothing", "language": "Thai"},
    }
    return consents.record_consent(
        case=here.case, person=here.person, by=cast.sokha, ring=here.ring, **given | more
    )


def page_of(client, here):
    return client.get(reverse("cases:section", args=[here.case.id, "consent"])).text


def choose(client, here, consent, partner):
    url = reverse("cases:choose_partner", args=[here.case.id, consent.id])
    return client.post(url, {"partner": str(partner.id)})


def test_the_case_says_that_a_partner_stands_only_in_words(cast, here):
    sokha = files.browser(cast, cast.sokha)
    old = old_yes(cast, here)
    page = page_of(sokha, here)
    assert UNREAD in page
    assert reverse("cases:choose_partner", args=[here.case.id, old.id]) in page
    assert "Choose the answer" in ask_the_shelter(sokha, here).text


def test_the_partner_that_is_chosen_may_be_asked_and_the_day_is_the_one_of_her_yes(cast, here):
    sokha = files.browser(cast, cast.sokha)
    old = old_yes(cast, here)
    form = sokha.get(reverse("cases:choose_partner", args=[here.case.id, old.id])).text
    assert WORDS in form
    assert 'value="" selected' in form  # nothing is guessed
    assert choose(sokha, here, old, here.shelter).status_code == 302
    new = Consent.objects.get(corrects=old)
    for name in ("person", "purpose", "answer", "on", "until", "data_class", "given_by", "assent"):
        assert getattr(new, name) == getattr(old, name), name
    assert (new.partner, new.recipient) == (here.shelter.id, "Quiet House")
    assert new.unseal(here.ring) == old.unseal(here.ring)
    old.refresh_from_db()
    assert (old.partner, old.recipient) == (None, WORDS)
    page = page_of(sokha, here)
    assert UNREAD not in page
    assert "The partner was chosen from the list" in page
    assert ask_the_shelter(sokha, here).status_code == 302
    assert Referral.objects.get().partner == here.shelter


def test_it_is_chosen_once(cast, here):
    sokha = files.browser(cast, cast.sokha)
    old = old_yes(cast, here)
    choose(sokha, here, old, here.shelter)
    assert choose(sokha, here, old, here.station).status_code == 404
    assert Consent.objects.count() == 2


def test_a_no_said_since_counts_before_the_yes_of_then(cast, here):
    sokha = files.browser(cast, cast.sokha)
    old = old_yes(cast, here)
    says(cast, here, "referral", "refused", partner=here.shelter.id, on=date(2026, 3, 9))
    choose(sokha, here, old, here.shelter)
    ask_the_shelter(sokha, here)
    assert not Referral.objects.exists()


@pytest.mark.parametrize("which", ["old", "new"])
def test_what_she_takes_back_she_takes_back_in_both_records(cast, here, which):
    """It was one conversation."""
    sokha = files.browser(cast, cast.sokha)
    old = old_yes(cast, here)
    choose(sokha, here, old, here.shelter)
    told = {"old": old, "new": Consent.objects.get(corrects=old)}[which]
    consents.withdraw_consent(consent=told, by=cast.sokha)
    assert not Consent.objects.filter(withdrawn_on=None).exists()


def test_taking_it_back_recalls_nothing_that_rests_on_her_yes_for_another_partner(cast, here):
    """The record of before names nobody whom the sweep knows: it is recalled by the one chosen."""
    says(cast, here, "referral", partner=here.shelter.id, on=date(2026, 3, 2))
    send(referral=draft(cast, here), channel="print", by=cast.sokha, ring=here.ring)
    old = old_yes(cast, here)
    choose(files.browser(cast, cast.sokha), here, old, here.station)
    consents.withdraw_consent(consent=Consent.objects.get(corrects=old), by=cast.sokha)
    assert recall_withdrawn(today=timezone.localdate()) == 0


def test_what_was_taken_back_meanwhile_is_not_given_anew(cast, here):
    """The form was open when a colleague wrote down that she takes it back."""
    old = old_yes(cast, here)
    consents.withdraw_consent(consent=Consent.objects.get(id=old.id), by=cast.sokha)
    with pytest.raises(BadInput, match="withdrawn already"):
        consents.choose_partner(consent=old, partner=here.shelter, by=cast.sokha, ring=here.ring)
    assert Consent.objects.count() == 1


def test_the_card_of_before_offers_no_second_way_to_take_it_back(cast, here):
    sokha = files.browser(cast, cast.sokha)
    old = old_yes(cast, here)
    choose(sokha, here, old, here.shelter)
    page = page_of(sokha, here)
    assert reverse("cases:withdraw", args=[here.case.id, old.id]) not in page
    new = Consent.objects.get(corrects=old)
    assert reverse("cases:withdraw", args=[here.case.id, new.id]) in page


@pytest.mark.parametrize(
    "more",
    [
        {"answer": "refused"},  # a no without a partner is a no to everybody: that the gate reads
        {"answer": "not_able_now"},
        {"recipient": ""},
        {"until": date(2026, 3, 3)},
    ],
)
def test_only_a_yes_that_stands_and_names_somebody_asks_for_a_partner(cast, here, more):
    sokha = files.browser(cast, cast.sokha)
    old = old_yes(cast, here, **more)
    assert UNREAD not in page_of(sokha, here)
    assert choose(sokha, here, old, here.shelter).status_code == 404
    assert Consent.objects.count() == 1


def test_one_that_was_taken_back_asks_for_nothing(cast, here):
    sokha = files.browser(cast, cast.sokha)
    old = old_yes(cast, here, until=timezone.localdate() + timedelta(days=9))
    consents.withdraw_consent(consent=old, by=cast.sokha)
    assert UNREAD not in page_of(sokha, here)
    assert choose(sokha, here, old, here.shelter).status_code == 404


def test_a_partner_that_nobody_knows_is_refused(cast, here):
    sokha = files.browser(cast, cast.sokha)
    assert choose(sokha, here, old_yes(cast, here), here.case).status_code == 422
    assert Consent.objects.count() == 1


def test_who_may_not_work_on_the_case_finds_no_such_page(cast, here):
    assert (
        choose(files.browser(cast, cast.linh), here, old_yes(cast, here), here.shelter).status_code
        == 404
    )
    assert Consent.objects.count() == 1
