"""What her file and the decision know is proposed by the referral, and not asked again."""

from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.identification.access import Concern
from fanal.identification.actions.repeat_interviews import add_victim_statement
from fanal.keys.models import Draft
from fanal.people.actions.persons import save_details
from tests import files
from tests.sharing.referring import chooses, fitting, step_3
from tests.sharing.scene import draft


def speaks(cast, person, text):
    save_details(person=person, answers={"languages": text}, version=0, **cast.acting(cast.sokha))


def form_at(cast, url):
    return files.browser(cast, cast.sokha).get(url).context["form"]


def test_what_her_file_says_is_shown_and_not_asked(cast, here):
    speaks(cast, here.person, "lao et thaï")
    browser = files.browser(cast, cast.sokha)
    page = browser.get(reverse("sharing:refer_start", args=[here.case.id]))
    assert "speaks Lao, Thai" in page.text
    assert set(page.context["form"].fields) == {"person", "service", "area", "urgency"}
    assert "speaks Lao, Thai" in fitting(browser, here).text


def test_a_hospital_is_told_which_language_she_speaks(cast, here):
    """Whoever examines her has to find an interpreter before she comes."""
    record_consent(
        case=here.case,
        person=here.person,
        purpose="referral",
        answer="given",
        answers={"language": "Lao"},
        partner=here.shelter.id,
        by=cast.sokha,
        ring=here.ring,
    )
    browser = files.browser(cast, cast.sokha)
    assert chooses(browser, here, service="medical").status_code == 302
    page = browser.get(step_3(here))
    assert "speaks Lao" in page.context["form"]["needed"].value()
    assert "Needed: Medical care: speaks Lao." in page.text
    speaks(cast, here.person, "thai")
    assert "Needed: Medical care: speaks Thai." in browser.get(step_3(here)).text


def test_a_hospital_is_told_in_which_language_her_statement_was_taken(cast, here):
    add_victim_statement(
        concern=Concern(here.case, here.person, writes=True),
        on=timezone.localdate(),
        by=cast.sokha,
        ring=here.ring,
        taken_by="police",
        language="Lao",
        read_back="signed",
        text="What she said.",
    )
    browser = files.browser(cast, cast.sokha)
    assert chooses(browser, here, service="medical").status_code == 302
    assert "Needed: Medical care: speaks Lao." in browser.get(step_3(here)).text


def test_what_was_chosen_goes_on_to_what_goes_out(cast, here):
    browser = files.browser(cast, cast.sokha)
    assert step_3(here) in fitting(browser, here).text
    page = browser.get(step_3(here))
    assert "Asked: Papers" in page.text
    assert page.context["form"]["needed"].value() == "Papers."
    assert set(page.context["form"]["classes"].value()) == {"existence", "identity"}


def test_a_second_referral_begins_where_the_last_one_was_for(cast, here):
    draft(cast, here)
    form = form_at(cast, reverse("sharing:refer_start", args=[here.case.id]))
    assert form["area"].value() == "Thailand"


def test_it_begins_where_she_is_now(cast, here):
    add_entry(
        case=here.case,
        kind="whereabouts",
        answers={"place": "A market in thailand"},
        by=cast.sokha,
        ring=here.ring,
    )
    form = form_at(cast, reverse("sharing:refer_start", args=[here.case.id]))
    assert form["area"].value() == "Thailand"


def test_no_later_step_opens_before_something_was_chosen(cast, here):
    browser = files.browser(cast, cast.sokha)
    start = reverse("sharing:refer_start", args=[here.case.id])
    for address in (reverse("sharing:refer_who", args=[here.case.id]), step_3(here)):
        assert browser.get(address).url == start
        assert browser.get(address + "?service=papers&area=" + str(here.area.id)).url == start


def test_the_choice_is_sealed_to_whoever_made_it(cast, here):
    assert chooses(files.browser(cast, cast.sokha), here).status_code == 302
    assert Draft.objects.get().to_keys.user == cast.sokha
    other = files.browser(cast, cast.noi)
    who = reverse("sharing:refer_who", args=[here.case.id])
    assert other.get(who).url == reverse("sharing:refer_start", args=[here.case.id])


def test_an_area_that_is_not_on_file_is_refused_at_its_field(cast, here):
    page = chooses(files.browser(cast, cast.sokha), here, area="Nowhere")
    assert (page.status_code, "Nowhere" in page.text) == (422, True)
    assert "This area is not known" in page.text


def test_the_old_address_leads_to_the_first_step(cast, here):
    answer = files.browser(cast, cast.sokha).get(reverse("sharing:how", args=[here.case.id]))
    assert (answer.status_code, answer.url) == (
        302,
        reverse("sharing:refer_start", args=[here.case.id]),
    )
