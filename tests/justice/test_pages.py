"""The pages of proceedings, as the lawyer meets them."""

import json

import pytest
from django.urls import reverse

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.states import say_in_danger
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.prints import PRINTS
from fanal.identification.access import Concern
from fanal.identification.actions import repeat_interviews
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.story import away_between
from fanal.keys.actions import revoke
from fanal.papers.actions import add_paper
from fanal.papers.queries.facts import facts_for
from tests import files
from tests.journal import entries
from tests.justice.scene import DAY, K, below, hearing, page_of, records, step, today

pytestmark = pytest.mark.django_db


def boxes(day, name="on"):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_the_lawyer_reads_both_proceedings_and_nothing_says_that_she_is_no_victim(mai, here):
    text = mai.get(page_of(here)).text
    assert "Thailand" in text
    assert "Vietnam" in text
    assert "she is the victim" in text
    assert "she is accused" in text


def test_a_proceeding_is_begun_on_one_page(mai, here):
    told = {"kind": "labour", "country": "Malaysia", "role": "claimant", "body": "Labour office"}
    answer = mai.post(page_of(here, "new"), told)
    assert answer.status_code == 302, answer.text
    made = Proceeding.objects.latest("number")
    assert (made.kind, made.country) == ("labour", "MY")
    assert "Labour office" in mai.get(answer["Location"]).text


def test_a_judgment_before_the_charge_asks_and_keeps_what_was_typed(mai, here):
    form = page_of(here, "write", here.trial.id, "step")
    told = {"step": "judged", "words": "Eight years.", **boxes(today())}
    asked = mai.post(form, told)
    assert asked.status_code == 422
    assert "Eight years." in asked.text
    assert "none is recorded" in asked.text
    assert mai.post(form, told | {"sure": "on"}).status_code == 302


def test_a_hearing_is_written_moved_and_shown_with_its_history(cast, mai, here):
    day = today() + DAY
    told = {
        "presence": "must",
        "hour": "9:30",
        "place": "Room 4",
        "sure": "on",
        "wish": "video",
        **boxes(day, "day"),
    }
    answer = mai.post(page_of(here, "write", here.trial.id, "hearing"), told)
    assert answer.status_code == 302, answer.text
    made = JusticeRecord.objects.get()
    moved = {"news": "moved", "hour": "10", "sure": "on", **boxes(day + DAY, "day")}
    assert mai.post(page_of(here, "below", made.id), moved | boxes(today())).status_code == 302
    text = mai.get(page_of(here, "proceeding", here.trial.id)).text
    assert "Before:" in text
    assert "10:00" in text


def test_a_hearing_that_moved_has_the_hours_of_its_new_day_for_whoever_keeps_her_house(
    cast, mai, here
):
    day = today() + DAY
    made = hearing(cast, here.trial, day, leaves="6:10", back="17:20", escort="Sokha")
    form = page_of(here, "below", made.id)
    moved = {"news": "moved", "sure": "on", "hour": "13:30", **boxes(day + DAY, "day")}
    moved |= boxes(today())
    assert mai.post(form, moved | {"leaves": "18:00", "back": "7:00"}).status_code == 422
    sent = mai.post(form, moved | {"leaves": "10:15", "back": "19:45", "escort": "Sokha"})
    assert sent.status_code == 302, sent.text
    (one,) = away_between([here.person.id], today(), day + DAY)
    assert (one.day, one.leaves, one.back, one.escort) == (day + DAY, "10:15", "19:45", True)
    text = mai.get(page_of(here, "proceeding", here.trial.id)).text
    assert "10:15" in text
    assert "6:10" not in text


def test_a_hearing_of_which_no_hours_were_known_has_them_once_it_moved(cast, here):
    made = hearing(cast, here.trial, today() + DAY, escort="Sokha")
    (one,) = away_between([here.person.id], today(), today() + 7 * DAY)
    assert (one.day, one.leaves, one.escort) == (today() + DAY, "", True)
    told = {"news": "moved", "day": today() + 2 * DAY, "leaves": "10:15"}
    below(cast, made, told, sure=True)
    (one,) = away_between([here.person.id], today(), today() + 7 * DAY)
    assert (one.leaves, one.escort) == ("10:15", False)


NO_LAWYER = "None: hearings and time limits reach no lawyer of ours"


def test_where_no_lawyer_of_ours_opens_it_the_page_says_so_and_who_lets_one_in(cast, here):
    """A name typed as “her lawyer” lets nobody in."""
    give = reverse("cases:give", args=[here.case.id])
    pages = {one: files.browser(cast, one) for one in (cast.sokha, cast.noi, cast.mai)}
    assert "Mai Lê" in pages[cast.sokha].get(page_of(here)).text
    revoke(folder=here.case.id, to=cast.mai, by=cast.noi)
    text = pages[cast.sokha].get(page_of(here)).text
    assert NO_LAWYER in text
    assert str(cast.noi) in text
    assert give not in text
    assert give in pages[cast.noi].get(page_of(here)).text


def test_her_no_to_a_court_case_stands_on_its_page_and_not_where_she_is_accused(cast, mai, here):
    trial, entry = (page_of(here, "proceeding", one.id) for one in (here.trial, here.entry))
    assert "a complaint or a court case" not in mai.get(trial).text
    write = {"case": here.case, **cast.acting(cast.sokha)}
    record_consent(person=here.person, purpose="legal_action", answer="refused", **write)
    assert "The answer is no: a complaint or a court case" in mai.get(trial).text
    assert "a complaint or a court case" not in mai.get(entry).text


def test_an_hour_that_is_none_and_a_back_before_leaving_are_said_at_their_field(mai, here):
    form = page_of(here, "write", here.trial.id, "hearing")
    told = {"presence": "must", "sure": "on", **boxes(today() + DAY, "day")}
    assert mai.post(form, told | {"hour": "25:99"}).context["form"].errors["hour"]
    late = told | {"leaves": "18:00", "back": "7:00"}
    assert mai.post(form, late).context["form"].errors["back"]


def test_the_day_of_the_lawyer_has_hearings_limits_and_whom_to_tell(cast, mai, here):
    hearing(cast, here.trial, today() + DAY)
    step(cast, here.entry, "charged", today() - 8 * DAY)
    records(
        cast,
        here.trial,
        K.LIMIT,
        {"rule": "appeal", "checked": "An advocate"},
        due=today() + 5 * DAY,
    )
    text = mai.get(reverse("justice:day")).text
    assert here.case.code_name in text
    assert "9:30" in text
    assert "no interpreter yet" in text
    assert "nobody goes with her yet" in text
    assert "8 days ago" in text
    assert "At the latest" in text


def test_the_day_of_the_lawyer_says_who_of_them_is_in_danger(cast, mai, here):
    hearing(cast, here.trial, today() + DAY)
    step(cast, here.entry, "charged", today() - 8 * DAY)
    assert "In danger<" not in mai.get(reverse("justice:day")).text
    say_in_danger(
        case=here.case,
        person=here.person,
        said_by="mother",
        said_at=None,
        words="her uncle waits at the court",
        by=cast.sokha,
        ring=cast.ring(cast.sokha),
    )
    assert mai.get(reverse("justice:day")).text.count("In danger<") == 2  # in court, and to be told


def test_the_day_takes_as_many_questions_for_many_hearings(
    cast, mai, here, django_assert_max_num_queries
):
    hearing(cast, here.trial, today() + DAY)
    mai.get(reverse("justice:day"))
    with django_assert_max_num_queries(40) as few:
        mai.get(reverse("justice:day"))
    for n in range(4):
        hearing(cast, here.entry, today() + DAY, hour=f"{n}:00")
    with django_assert_max_num_queries(len(few.captured_queries)):
        mai.get(reverse("justice:day"))


def test_the_calendar_that_leaves_holds_code_names_and_countries_and_no_more(cast, mai, here):
    hearing(cast, here.trial, today() + DAY, place="Criminal Court", escort="Sokha")
    answer = mai.get(reverse("justice:calendar"))
    assert answer["Content-Type"].startswith("text/calendar")
    file = answer.content.decode()
    assert f"SUMMARY:Hearing {here.case.code_name}" in file.replace("\r\n ", "")
    assert "LOCATION:TH" in file
    for secret in ("Criminal", "Sokha", "victim", "ບົວຄຳ"):
        assert secret not in file
    (entry,) = entries("justice.calendar")
    assert (entry.about, entry.by_id) == (str(here.case.id), cast.mai.pk)
    assert json.loads(entry.detail)["hearings"] == 1


def test_compensation_is_three_columns_and_says_when_there_is_none(cast, mai, here):
    assert "Nothing is claimed" in mai.get(reverse("justice:compensation")).text
    claim = {"head": "pay", "amount": "250,000", "currency": "THB"}
    records(cast, here.trial, K.CLAIM, claim)
    text = mai.get(reverse("justice:compensation")).text
    assert "250\u202f000" in text
    assert "In her hands" in text


def test_the_hearing_stands_in_the_agenda_and_among_the_next_dates_of_the_case(cast, mai, here):
    hearing(cast, here.trial, today() + DAY)
    there = page_of(here, "proceeding", here.trial.id)
    assert there in mai.get(reverse("cases:tasks")).text
    assert there in mai.get(reverse("cases:case", args=[here.case.id])).text


def test_a_hearing_that_is_over_is_asked_about_on_the_day_of_her_lawyer_and_her_worker(
    cast, mai, here
):
    """Whatever was decided there may have a last day; held, it is asked about no more."""
    made = hearing(cast, here.trial, today() - DAY)
    sokha = files.browser(cast, here.case.assignee or cast.sokha)
    for page in (mai, sokha):
        text = page.get(reverse("cases:today")).text
        assert "What became of the hearing?" in text
        assert page_of(here, "below", made.id) in text
    below(cast, made, {"news": "held"})
    assert "What became of the hearing?" not in mai.get(reverse("cases:today")).text


def test_the_day_of_a_hearing_that_is_over_is_proposed_and_today_of_news_before_it(cast, mai, here):
    over, to_come = (hearing(cast, here.trial, today() + days * DAY) for days in (-1, 3))
    pages = (mai.get(page_of(here, "below", one.id)) for one in (over, to_come))
    assert [page.context["form"].initial.get("on") for page in pages] == [today() - DAY, today()]


def test_the_court_of_the_proceeding_is_proposed_for_a_hearing(mai, here):
    form = mai.get(page_of(here, "write", here.trial.id, "hearing")).context["form"]
    assert form["place"].value() == "Criminal Court"


def test_the_button_below_a_hearing_names_its_day_and_not_that_of_writing(cast, mai, here):
    hearing(cast, here.trial, today() + DAY)
    text = mai.get(page_of(here, "proceeding", here.trial.id)).text
    assert "she must come, " not in text


def test_a_hearing_is_in_no_calendar_of_whoever_does_not_open_the_legal_part(cast, here):
    hearing(cast, here.trial, today() + DAY)
    linh = files.browser(cast, cast.linh)
    assert linh.get(page_of(here)).status_code == 404
    assert here.case.code_name not in linh.get(reverse("justice:day")).text


def test_a_chain_that_is_broken_is_red_with_both_hands(cast, mai, here):
    bag = records(cast, here.trial, K.EVIDENCE, {"what": "Bag 114", "keeper": "Mai", "seal": "98"})
    handed = {"from_hand": "Porter", "to_hand": "Court", "why": "authority", "seal": "89"}
    below(cast, bag, handed)
    text = mai.get(page_of(here, "proceeding", here.trial.id)).text
    assert "The chain of custody is broken" in text
    assert "98, now 89" in text
    assert "it was with Mai" in text


def test_from_the_third_account_on_the_page_asks_what_is_missing(cast, mai, here):
    concern = Concern(here.case, here.person, writes=True)
    for n in (2, 1):
        repeat_interviews.add_victim_statement(
            concern=concern,
            on=today() - n * DAY,
            taken_by="police",
            language="lo",
            read_back="signed",
            text="She told it.",
            by=cast.mai,
            ring=here.ring,
        )
        text = mai.get(page_of(here)).text
        assert ("One more would be the third" in text) == (n == 1)


def test_the_way_to_a_next_interview_is_that_of_the_lead(cast, mai, here):
    """J6: what was told stands in the register; the interview asks a lead (`identification`)."""
    before = reverse("identification:before", args=[here.case.id, here.person.id])
    assert before in mai.get(page_of(here)).text


def test_a_claim_on_paper_is_filled_in_with_what_is_known(cast, here):
    claim = {"head": "pay", "amount": "86812.50", "currency": "THB", "against": "The boat owner"}
    records(cast, here.trial, K.CLAIM, claim | {"words": "The log of the boat; we would settle."})
    records(cast, here.trial, K.CLAIM, claim | {"head": "pain", "amount": "9000"})
    paper = add_paper(
        case=here.case,
        person=here.person,
        kind="compensation_claim",
        answers={},
        by=cast.mai,
        ring=here.ring,
    )
    text = PRINTS.get(PaperKind.COMPENSATION_CLAIM)
    known = facts_for(paper, text, cast.mai, here.ring)
    assert "Criminal Court" in known["proceeding"]
    assert "86\u202f812.50 THB" in known["damage"]
    assert known["against"] == "The boat owner"
    assert "we would settle" not in str(known)


def test_what_a_prosecutor_claims_by_law_is_not_on_her_paper(cast, here):
    claim = {"head": "pay", "amount": "86812.50", "currency": "THB", "claimed_by": "by_law"}
    records(cast, here.trial, K.CLAIM, claim)
    told = {"case": here.case, "person": here.person, "kind": "compensation_claim", "answers": {}}
    paper = add_paper(**told, by=cast.mai, ring=here.ring)
    known = facts_for(paper, PRINTS.get(PaperKind.COMPENSATION_CLAIM), cast.mai, here.ring)
    assert not known.get("damage")


@pytest.mark.parametrize("kind", ["early_testimony", "protective_measures", "review_request"])
def test_each_paper_for_a_court_has_its_text(kind):
    text = PRINTS.get(PaperKind(kind))
    assert any(line.fact == "proceeding" for line in text.lines)


def test_the_line_of_the_case_tells_what_happened(cast, mai, here):
    step(cast, here.trial, "charged", today() - DAY)
    text = mai.get(reverse("cases:timeline", args=[here.case.id])).text
    assert "Charge" in text or "charge" in text
    assert page_of(here, "proceeding", here.trial.id) in text


def test_where_a_country_has_a_rule_of_non_punishment_the_form_shows_it(cast, mai, here):
    text = mai.get(page_of(here, "write", here.trial.id, "act")).text
    assert "What is on file for this country" in text


def test_where_nobody_checked_a_limit_the_form_says_so(mai, here):
    text = mai.get(page_of(here, "write", here.trial.id, "limit")).text
    assert "no lawyer of that country has checked this rule" in text.replace("&#x27;", "'")


def test_a_lawyer_who_only_copies_a_limit_is_not_on_file_as_who_checked_it(cast, mai, here):
    page = mai.get(page_of(here, "write", here.trial.id, "limit"))
    assert not page.context["form"]["checked"].value()
    assert f"If you did, write: {cast.mai.display_name}" in page.text


def test_every_form_is_short_and_opens(mai, here):
    for kind in (one for one in K if not one.is_below):
        form = mai.get(page_of(here, "write", here.trial.id, kind.value))
        assert form.status_code == 200, kind
        assert (
            len(form.context["form"].visible_fields())
            - sum(len(names) for names in form.context["form"].later.values())
            <= 7
        ), kind
