"""What she told in court is an account of hers as any other: nobody asks her again for want of knowing.
What is known of a proceeding is proposed where the next form asks for it."""

from django.urls import reverse

from fanal.identification.access import Concern
from fanal.identification.interview_gate import earlier_tellings
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.accounts import registers
from fanal.papers.actions import add_paper
from fanal.people.actions.persons import save_details
from tests import files
from tests.justice.scene import DAY, below, hearing, page_of, records, today
from tests.justice.scene import K as Kind


def held(cast, here, heard, **more):
    arranged = {"interpreter": "Noy, Lao"}
    row = hearing(cast, here.trial, today() - DAY, **arranged)
    told = {"news": "held", "heard": heard} | more
    return below(cast, row, told, on=today() - DAY)


def tellings(cast, here):
    concern = Concern(here.case, here.person, writes=True)
    return earlier_tellings(concern, cast.mai, cast.ring(cast.mai))


def test_what_she_told_in_court_stands_among_her_accounts_and_counts_as_one(cast, here, sokha):
    assert tellings(cast, here) == ()
    held(cast, here, "heard")
    assert [one.on for one in tellings(cast, here)] == [today() - DAY]
    text = " ".join(sokha.get(page_of(here)).text.split())
    assert "Heard in court" in text
    assert "interpreter: Noy, Lao" in text
    before = sokha.get(reverse("identification:before", args=[here.case.id, here.person.id])).text
    assert "third" not in before


def test_a_hearing_at_which_she_said_nothing_is_no_account(cast, here, sokha):
    held(cast, here, "not_heard")
    row = hearing(cast, here.trial, today() - DAY)
    below(cast, row, {"news": "fell_through", "heard": "heard"}, on=today() - DAY)
    assert tellings(cast, here) == ()
    assert "Heard in court" not in sokha.get(page_of(here)).text


def test_news_whose_hearing_does_not_open_takes_no_page_away(cast, here):
    held(cast, here, "heard")
    astray = held(cast, here, "heard")
    other = records(cast, here.trial, Kind.MEASURE, {"measure": "screen"})
    JusticeRecord.objects.filter(pk=astray.pk).update(under=other)
    (one,) = registers(here.case, [here.person], cast.ring(cast.mai))
    assert [account.on for account in one.accounts] == [today() - DAY]


def test_a_request_to_hear_her_early_says_how_often_she_was_heard(cast, here, sokha):
    held(cast, here, "heard")
    told = {"case": here.case, "person": here.person, "kind": "early_testimony"}
    paper = add_paper(**told, answers={}, **cast.acting(cast.sokha))
    text = sokha.get(reverse("papers:for_her", args=[here.case.id, paper.id, "en"])).text
    assert "1 time" in text
    assert "heard in court" in text


# ── What a form proposes ─────────────────────────────────────────────────────
def initial(client, here, kind):
    return client.get(page_of(here, "write", here.trial.id, kind)).context["form"].initial


def test_whom_a_measure_was_asked_of_and_against_whom_she_claims_is_proposed_again(cast, here):
    mai = files.browser(cast, cast.mai)
    records(cast, here.trial, Kind.MEASURE, {"measure": "screen", "body": "Prosecutor Somsak"})
    records(cast, here.trial, Kind.INFORMATION, {"topic": "trial", "body": "Registry"})
    told = {"head": "pay", "amount": "100", "currency": "THB", "against": "Somchai"}
    records(cast, here.trial, Kind.CLAIM, told | {"claimed_by": "by_law"})
    assert initial(mai, here, "measure")["body"] == "Prosecutor Somsak"
    assert initial(mai, here, "information")["body"] == "Registry"
    claim = initial(mai, here, "claim")
    assert (claim["against"], claim["claimed_by"]) == ("Somchai", "by_law")
    assert claim["currency"] == "THB"


def test_of_the_first_the_prosecutor_is_proposed_or_nobody(cast, here):
    mai = files.browser(cast, cast.mai)
    assert not initial(mai, here, "measure").get("body")
    told = {"kind": "criminal", "country": "TH", "role": "victim", "prosecutor": "Somsak"}
    mai.post(page_of(here, "change", here.trial.id), told | {"version": here.trial.version})
    assert initial(mai, here, "measure")["body"] == "Somsak"
    assert initial(mai, here, "information")["body"] == "Somsak"


def test_a_new_proceeding_proposes_her_language_and_our_lawyer(cast, here, sokha):
    told = {"person": here.person, "answers": {"languages": "Lao"}, "version": 0}
    save_details(**told, **cast.acting(cast.sokha))
    form = sokha.get(page_of(here, "new")).context["form"]
    assert form.initial["lawyer"] == cast.mai.display_name
    assert form.initial["language"] == "Lao"
