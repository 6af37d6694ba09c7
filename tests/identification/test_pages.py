"""The pages of the law as a browser sees them."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.core.law.catalogue import instruments
from fanal.core.law.interview import PAGES, RULES
from fanal.identification.actions.recording import save_circumstances
from fanal.identification.actions.statements import add_statement
from fanal.identification.models import Finding, Interview, Statement
from tests import files
from tests.journal import entries
from tests.shares import strangers

pytestmark = pytest.mark.usefixtures("agreed")
BEFORE = {"rules": list(RULES), "language": "vi", "interpreter": "T4", "unread": "on"}
REFUSAL = {
    "body": "police",
    "step": "refused",
    "status": "NotAVictimOfTrafficking",
    "country": "TH",
    "found_on": "2011-12-21",
    "reason": "passport says 19",
}


def begin(browser, go):
    """The first page of the questions as a list."""
    answer = browser.post(go("before"), BEFORE)
    assert answer.status_code == 302
    return go("page", interview_id=Interview.objects.get().id, number=1)


SALE = 3  # the page on which "sold" stands


def tell(browser, go, source, **answers):
    """The page after what this source says was begun, sent with these answers."""
    answer = browser.post(go("statement"), source)
    assert answer.status_code == 302
    pages = re.sub(r"1/$", f"{SALE}/", answer["Location"])
    return browser.post(pages, answers)


def test_another_team_gets_the_same_answer_as_for_nothing(cast, go):
    stranger = files.browser(cast, cast.linh)
    assert stranger.get(go()).status_code == 404
    assert stranger.post(go("finding"), REFUSAL).status_code == 404


@pytest.mark.parametrize(
    "name", strangers(["anan", "vera", "duc", "claire"], "who opens no case finds nothing here")
)
def test_who_opens_no_case_finds_nothing_here(cast, go, name):
    assert files.browser(cast, getattr(cast, name)).get(go()).status_code == 404


def test_a_lawyer_reads_and_writes_only_with_a_grant_of_the_legal_part(cast, case, go):
    mai = files.browser(cast, cast.mai)
    assert mai.get(go()).status_code == 404
    files.let_in_lawyer(cast, case)
    assert mai.get(go()).status_code == 200
    assert mai.post(go("finding"), REFUSAL).status_code == 302


def test_a_forged_person_or_text_is_not_found(sokha, case, go):
    other = reverse("identification:matrix", kwargs={"case_id": case.id, "person_id": uuid4()})
    assert sokha.get(other).status_code == 404
    assert sokha.get(go("text", text="atlantis")).status_code == 404


def test_with_nothing_recorded_nothing_is_claimed(sokha, go):
    page = sokha.get(go()).content.decode()
    assert "all elements recorded" not in page
    assert "not known yet" in page


def test_a_case_of_one_person_goes_straight_to_her_and_of_two_asks_whom(cast, sokha, case, go):
    address = reverse("identification:case", kwargs={"case_id": case.id})
    assert sokha.get(address)["Location"] == go()
    add_person(case=case, person=files.person(cast, names=["Noy"]), by=cast.sokha, role="child")
    assert sokha.get(address).status_code == 200


def test_all_texts_stand_at_a_glance_and_each_opens_by_one_click(sokha, go, kolok):
    page = sokha.get(go()).content.decode()
    for text in instruments().values():
        assert go("text", text=text.id) in page
    assert (
        page.index("Thailand, Anti-Trafficking Act")
        < page.index("Other texts, for comparison")
        < page.index("China, Criminal Law 240")
    )
    assert (
        "victim"
        not in re.sub(
            r"(?i)victim of trafficking", "", page.split("<main")[1].split("</main")[0]
        ).lower()
    )


def test_the_explanation_names_the_observation_its_source_and_the_article(sokha, go, kolok):
    page = sokha.get(go("text", text="th-2551")).content.decode()
    for words in ("s.6(2)", "recruited", "embassy", "Not yet checked by a lawyer", "s.41"):
        assert words in page


def test_the_paper_says_once_what_is_not_known_with_all_its_elements(sokha, go, kolok):
    page = " ".join(sokha.get(go("print_text", text="palermo-2000")).text.split())
    assert re.search(
        r"Not known, or recorded as absent: not known: [\w ()]+(, [\w ()/’]+)+ </p>", page
    )


@pytest.mark.parametrize(
    "language", ["fr", *(pytest.param(one, marks=pytest.mark.long) for one in ("en", "vi"))]
)
def test_every_text_can_be_explained_in_every_language(sokha, go, kolok, language):
    sokha.cookies["django_language"] = language
    for text in instruments():
        assert (
            sokha.get(go("text", text=text), headers={"accept-language": language}).status_code
            == 200
        )


def test_why_one_fact_counts_as_another_is_said_in_french(sokha, go, cast, concern):
    add_statement(
        concern=concern, answers={"debt_bondage": "yes"}, source="court", **cast.acting(cast.sokha)
    )
    sokha.cookies["django_language"] = "fr"
    page = sokha.get(go("text", text="palermo-2000"), headers={"accept-language": "fr"})
    assert "la servitude pour dettes est une forme de contrainte" in page.content.decode()


def test_no_question_comes_before_the_ten_rules(sokha, go):
    some = {**BEFORE, "rules": list(RULES)[:9]}
    assert sokha.post(go("before"), some).status_code == 422
    assert not Interview.objects.exists()
    assert "/questions/" in sokha.post(go("before"), BEFORE)["Location"]


def test_each_question_stands_beside_hers_and_the_way_out_is_on_every_page(sokha, go):
    first = begin(sokha, go)
    for number, _page in enumerate(PAGES, 1):
        page = sokha.get(re.sub(r"\d+/$", f"{number}/", first)).content.decode()
        assert 'lang="vi"' in page
        assert 'name="stop"' in page
        assert 3 <= page.count("questions__one") <= 6
    assert sokha.get(re.sub(r"\d+/$", "99/", first)).status_code == 404


def test_an_interview_is_answered_page_by_page_and_counts_at_once(sokha, go, kolok):
    page = begin(sokha, go)
    while "/interview/" in page:
        page = sokha.post(page, {"confined": "yes", "recruited": "yes"})["Location"]
    assert page == go()
    assert Interview.objects.get().ended_on
    assert "confined" in sokha.get(go("said")).content.decode()


def test_an_answer_carries_the_hour_it_was_given_on_the_page_and_in_print(sokha, go, kolok):
    sokha.post(begin(sokha, go), {"confined": "yes", "recruited": "yes"})
    hour = r"\d\d:\d\d"
    assert re.search(hour, sokha.get(go("said")).content.decode().split("<main")[1])
    for page in (go("text", text="th-2551"), go("print_text", text="th-2551")):
        shown = sokha.get(page).content.decode().split("<main")[1]
        assert re.search(rf"Interview, [^<]*, {hour}: Yes", shown), page


def test_answers_of_an_interview_keep_the_time_they_speak_of(sokha, go, cast):
    page = begin(sokha, go)
    assert sokha.post(page, {"recruited": "yes", "about_from_year": "2011"}).status_code == 302
    kept = Statement.objects.get().unseal(cast.ring(cast.sokha))
    assert kept["about"] == ["2011-01-01", "2011-12-31"]


def test_a_time_that_does_not_exist_loses_no_answer(sokha, go):
    wrong = {"about_from_day": "31", "about_from_month": "2", "about_from_year": "2011"}
    answer = sokha.post(begin(sokha, go), {"recruited": "yes"} | wrong)
    assert answer.status_code == 422
    assert not Statement.objects.exists()
    shown = answer.content.decode()
    assert '<details class="care" open>' in shown
    assert re.search(r'value="yes"[^>]*checked', shown)


def test_stopping_keeps_what_was_answered_and_ends_the_interview(sokha, go):
    page = begin(sokha, go)
    answer = sokha.post(page, {"recruited": "yes", "stop": "1"})
    assert answer["Location"] == go("stopped")
    assert Interview.objects.get().stopped
    assert Statement.objects.count() == 1
    assert sokha.get(page).status_code == 404
    assert sokha.get(go("stopped")).status_code == 200


def test_she_may_correct_herself_within_one_interview_and_nothing_is_lost(sokha, go, cast, kolok):
    page = begin(sokha, go)
    sokha.post(page, {"recruited": "yes"})
    sokha.post(page, {"recruited": "no"})
    assert Statement.objects.count() == 3
    assert "Sources disagree" in sokha.get(go()).content.decode()


def test_one_source_that_says_both_on_one_day_comes_back_with_what_was_typed(sokha, go):
    says = {
        "source": "document",
        "said_by": "passport",
        "said_on": "2025-01-01",
        "certainty": "sure",
    }
    assert tell(sokha, go, says, sold="yes").status_code == 302
    answer = tell(sokha, go, says, sold="no")
    assert answer.status_code == 422
    assert "said the contrary on the same day" in answer.content.decode()
    assert re.search(r'name="sold" value="no"[^>]*checked', answer.content.decode())
    assert Statement.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"said_on": "2999-01-01"},
        {"about_from_year": "2012", "about_until_year": "2011"},
        {"about_from_day": "31", "about_from_year": "2011"},
        {"about_from_year": "2098"},
        {"source": "nobody"},
    ],
)
def test_a_wrong_statement_is_said_at_its_field(sokha, go, wrong):
    says = {"source": "document", "said_by": "passport", "certainty": "sure"}
    answer = sokha.post(go("statement"), says | wrong)
    assert answer.status_code == 422
    assert "field--wrong" in answer.content.decode()
    assert not Interview.objects.exists()


@pytest.mark.parametrize(
    ("name", "asked"),
    [("statement", ["source", "certainty"]), ("finding", ["body", "step", "status", "country"])],
)
def test_who_said_it_and_how_sure_is_chosen_by_nobody_before(sokha, go, name, asked):
    form = sokha.get(go(name)).context["form"]
    chosen = [form.fields[one] for one in asked if hasattr(form.fields[one], "choices")]
    assert [one.choices[0][0] for one in chosen] == [""] * len(chosen)
    assert not any(form[one].value() for one in asked)
    left = sokha.post(go(name), {"found_on": "2026-03-02"})
    assert left.status_code == 422
    assert set(asked) <= set(left.context["form"].errors)


def test_a_statement_keeps_the_time_it_speaks_of_as_far_as_it_is_known(sokha, go, cast):
    says = {"source": "court", "certainty": "sure", "about_from_year": "2011"}
    assert tell(sokha, go, says | {"about_from_month": "2"}, sold="yes").status_code == 302
    kept = Statement.objects.get().unseal(cast.ring(cast.sokha))
    assert kept["about"] == ["2011-02-01", "2011-02-28"]
    page = sokha.get(go("said")).content.decode()
    assert "It speaks of 1 Feb 2011 – 28 Feb 2011" in page


@pytest.mark.parametrize(
    "wrong",
    [{"youngest": 17, "oldest": 15}, {"youngest": -1}, {"oldest": 500}, {"first": "2999-01-01"}, {"last": "31.02.2568"},
     {"first": "2011-12-14", "last": "2011-12-01"}, {"recruited": "SIAM"}, {"recruited": ["XX", "TH"]}],
)  # fmt: skip
def test_wrong_circumstances_are_said_at_their_field(sokha, go, wrong):
    answer = sokha.post(go("circumstances"), {"sex": "female"} | wrong)
    assert answer.status_code == 422
    assert "field--wrong" in answer.content.decode()


def test_circumstances_are_kept_and_a_second_edit_meets_the_first(sokha, go):
    given = {
        "sex": "female",
        "youngest": 15,
        "oldest": 17,
        "exploited": ["Thaïlande", "jp"],
    }
    assert sokha.post(go("circumstances"), given).status_code == 302
    page = sokha.get(go("circumstances")).content.decode()
    assert re.findall(r'name="exploited"[^>]*value="([^"]*)"', page) == ["Japan", "Thailand", ""]
    assert "no instrument on file for JP" in sokha.get(go()).content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert sokha.post(go("circumstances"), given | {"version": version}).status_code == 302
    assert (
        sokha.post(go("circumstances"), given | {"sex": "male", "version": version}).status_code
        == 409
    )


def test_findings_stand_side_by_side_and_a_refusal_of_what_is_met_can_be_reviewed(sokha, go, kolok):
    identified = {
        **REFUSAL,
        "body": "ngo",
        "step": "formally_identified",
        "status": "ActualVictimOfTrafficking",
    }
    assert sokha.post(go("finding"), identified).status_code == 302
    assert sokha.post(go("finding"), REFUSAL).status_code == 302
    page = sokha.get(go()).content.decode()
    assert "The findings disagree" in page
    address = re.search(r'href="([^"]*/review/[^"]*)"', page)[1]
    request = sokha.get(address).content.decode()
    for words in (
        "passport says 19",
        "Thailand, Anti-Trafficking Act",
        "s.41",
        "s.6(2)",
        "recruited",
    ):
        assert words in request


def test_a_request_to_vietnam_is_in_vietnamese_and_english(sokha, go, kolok):
    sokha.post(go("finding"), {**REFUSAL, "country": "VN"})
    address = re.search(r'href="([^"]*/review/[^"]*)"', sokha.get(go()).content.decode())[1]
    page = sokha.get(address).content.decode()
    assert page.index('<article class="section" lang="vi"') < page.index(
        'lang="en"', page.index("<article")
    )
    assert "tuyển mộ" in page


def test_no_review_is_offered_while_no_text_is_met(sokha, go):
    sokha.post(go("finding"), REFUSAL)
    assert "/review/" not in sokha.get(go()).content.decode()
    answer = sokha.get(go("review", finding_id=Finding.objects.get().id))
    assert "no text that applies" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"status": "ActualVictimOfTrafficking"},
        {"found_on": "2999-01-01"},
        {"country": "XX"},
    ],
)
def test_a_finding_that_contradicts_itself_is_said_at_its_field(sokha, go, wrong):
    assert sokha.post(go("finding"), REFUSAL | wrong).status_code == 422
    assert not Finding.objects.exists()


def test_a_refusal_that_stands_is_on_the_first_screen_of_her_case(sokha, go, case):
    says = "An authority refused to recognise her"
    first = lambda: sokha.get(reverse("cases:case", args=[case.id])).text  # noqa: E731
    assert says not in first()
    assert sokha.post(go("finding"), REFUSAL).status_code == 302
    assert says in first()
    assert go("matrix") in first()


@pytest.mark.parametrize(
    ("age", "group"), [((15, 17), "child"), ((18, 30), "adult"), ((15, 20), None)]
)
def test_the_list_of_indicators_is_that_of_her_age(cast, concern, sokha, go, age, group):
    who = cast.acting(cast.sokha)
    day, places = (None, None), {"recruited": [], "moved_through": [], "exploited": []}
    save_circumstances(
        concern=concern, sex="female", age=age, when=day, places=places, version=0, **who
    )
    assert sokha.get(go("indicators")).context["form"]["group"].value() == group


def test_indicators_are_a_second_reading_beside_the_law(sokha, go):
    given = {
        "group": "child",
        "exploitation.excessive_working_days_or_hours": "yes",
        "exploitation.bad_living_conditions": "yes",
    }
    assert sokha.post(go("indicators"), given).status_code == 302
    assert "positive" in sokha.get(go("indicators")).content.decode()
    assert "recorded as present" in sokha.get(go()).content.decode()


def test_what_is_written_here_is_journalled_without_content(sokha, go, kolok):
    sokha.post(go("finding"), REFUSAL)
    rows = entries("identification.*")
    assert {row.act for row in rows} == {
        "identification.circumstances",
        "identification.statement",
        "identification.finding",
    }
    assert not any("passport" in row.detail for row in rows)


def test_nothing_said_can_be_read_from_the_database(go, kolok):
    sealed = b"".join(bytes(row.sealed) for row in Statement.objects.all())
    assert b"recruited" not in sealed
    assert b"embassy" not in sealed


def test_the_number_of_queries_does_not_grow_with_the_statements(
    cast, sokha, go, kolok, django_assert_max_num_queries
):
    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            sokha.get(go())
        return len(queries)

    count()
    few = count()
    for number in range(12):
        add_statement(
            concern=kolok,
            answers={"force": "yes"},
            source="partner",
            said_by=str(number),
            **cast.acting(cast.sokha),
        )
    assert count() == few


def test_a_case_with_five_hundred_observations_is_read(cast, sokha, go, kolok):
    for number in range(10):
        answers = dict.fromkeys(list(PAGES[number].codes), "yes")
        for who in range(10):
            add_statement(
                concern=kolok,
                answers=answers,
                source="partner",
                said_by=f"{number}-{who}",
                **cast.acting(cast.sokha),
            )
    assert sum(len(p.codes) for p in PAGES[:10]) * 10 >= 450
    assert sokha.get(go()).status_code == 200
