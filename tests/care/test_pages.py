"""The pages of care: a case worker asks, a health worker answers, each sees only her side."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.care import access
from fanal.care.access import gives_scales
from fanal.care.actions import asking
from fanal.care.models import CareFile, CareRecord, CareRequest
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry
from fanal.colleagues.actions import qualify
from fanal.colleagues.models import Qualification
from fanal.core.care.asking import CareState
from fanal.core.care.notes import NoteKind
from fanal.core.roles import Role
from tests import files, journal
from tests.care.scene import WORDS, ago, asks, noted, page, taken
from tests.closing import leads_to

ASK = {"agreed": "yes", "happened": "no", "words": WORDS}


def pressing(cast, here, hours=30):
    """Somebody to whom it happened so many hours ago."""
    CareRequest.objects.all().delete()
    here.asked = asks(cast, here, act=ago(hours), happened=True)
    return here.asked


def test_a_case_worker_asks_by_code_name_and_reads_what_she_asked(cast, here, sokha):
    CareRequest.objects.all().delete()
    person = str(here.person.pk)
    said = ASK | {"person": person, "to": str(cast.ploy.pk)}
    answer = sokha.post(page("ask", here.case.id), said)
    assert answer.status_code == 302
    shown = sokha.get(page("case", here.case.id)).text
    assert WORDS in shown
    assert "Ploy Rattana" in shown


@pytest.mark.parametrize(("typed", "at"), [
    ({"agreed": "no"}, "without her yes nobody is asked"),
    ({"happened": "yes", "day_hour": "25:00", "day": "2026-03-01"}, "Write the hour like"),
    ({"happened": "yes", "day_hour": "22:30"}, "Choose the day of this hour"),
    ({"happened": "yes", "day": "2090-03-01"}, "still to come"),
])  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(cast, here, sokha, typed, at):
    CareRequest.objects.all().delete()
    told = ASK | {"person": str(here.person.pk), "to": str(cast.ploy.pk)} | typed
    answer = sokha.post(page("ask", here.case.id), told)
    assert answer.status_code == 422
    assert at.lower() in answer.text.lower()
    assert WORDS in answer.text
    assert not CareRequest.objects.exists()


@pytest.mark.parametrize(("sent", "earliest"), [
    ({"day": "2026-03-01", "day_hour": "22:30"}, "2026-03-01T22:30:00+07:00"),
    ({"day": "2026-03-01T22:30"}, "2026-03-01T22:30:00+07:00"),
    ({"day": "2026-03-01", "day_hour": "22:30", "zone": "Europe/Paris"}, "2026-03-01T22:30:00+01:00"),
    ({"day": "2026-03-01", "zone": "Europe/Paris"}, "2026-03-01T00:00:00+01:00"),
])  # fmt: skip
def test_the_hour_is_that_of_the_place_where_it_happened(cast, here, sokha, sent, earliest):
    CareRequest.objects.all().delete()
    told = ASK | {"person": str(here.person.pk), "to": str(cast.ploy.pk), "happened": "yes"} | sent
    answer = sokha.post(page("ask", here.case.id), told)
    assert answer.status_code == 302
    told = CareRequest.objects.get().unseal(here.ring)["act"]
    assert datetime.fromisoformat(told[0]) == datetime.fromisoformat(earliest)


def test_where_no_health_worker_has_come_in_the_page_says_where_to_go_today(cast, here, sokha):
    """Nobody of ours can be asked: what can still be done has its hours all the same."""
    for worker in access.health_workers(here.case):
        end_account(user=worker, by=cast.anan)
    shown = sokha.get(page("ask", here.case.id)).text
    assert "No health worker has joined yet" in shown
    assert "72 hours after it" in shown
    assert "not confirmed: ask a physician" in shown
    assert 'name="to"' not in shown
    assert reverse("services:catalogue") in shown


def says(word, page):
    """As a word: by chance the secret of a form has three letters in a row."""
    return re.search(rf"\b{re.escape(word)}\b", page) is not None


def test_the_case_worker_reads_today_and_no_hour_no_window(cast, here, sokha):
    pressing(cast, here)
    shown = sokha.get(page("case", here.case.id)).text
    assert "See the health worker today" in shown
    assert not says("HIV", shown)
    assert "h left" not in shown


def test_c3_the_tasks_of_a_colleague_say_today_and_no_more(cast, here):
    pressing(cast, here)
    noi = files.browser(cast, cast.noi)
    shown = (
        noi.get(reverse("cases:tasks")).text
        + noi.get(reverse("cases:case", args=[here.case.id])).text
    )
    for word in ("HIV", "PEP", "rape", "contraception", WORDS):
        assert not says(word, shown)


def test_c1_the_health_worker_reads_until_when_and_how_sure(cast, here, ploy):
    pressing(cast, here)
    shown = ploy.get(page("request", here.asked.pk)).text
    assert "42 h left" in shown or "41.5 h left" in shown
    assert "in the time of the place" in shown
    assert "not confirmed" in shown
    assert "No dose is given here" in shown


def test_her_day_shows_who_waits_whom_to_see_again_and_who_is_in_care(cast, here, ploy):
    pressing(cast, here)
    assert "to be seen today" in ploy.get(page("today")).text
    file = taken(cast, here)
    noted(cast, file, due=timezone.localdate(), next_words="dressing")
    shown = ploy.get(page("today")).text
    assert "To see again" in shown
    assert "dressing" in shown
    assert here.person.code_name in shown


def test_her_day_names_who_is_to_be_seen_again_this_week_and_nobody_of_later(cast, here, ploy):
    """On Monday she prepares Tuesday: a day that is named only once it has come cannot be kept."""
    file = taken(cast, here)
    noted(cast, file, due=timezone.localdate() + timedelta(days=1), next_words="scan")
    noted(cast, file, due=timezone.localdate() + timedelta(days=30), next_words="birth")
    shown = ploy.get(page("today")).text
    assert "scan" in shown
    assert "row--care" not in shown
    assert "birth" not in shown


def test_she_takes_it_writes_and_releases_and_the_team_reads_the_release_alone(
    cast, here, ploy, sokha
):
    answer = ploy.post(page("take", here.asked.pk), {})
    file = CareFile.objects.get()
    assert answer["Location"] == page("file", file.id)
    told = {"agreed": "yes", "words": "Zbruise on the arm"}
    assert ploy.post(page("note", file.id, "examination"), told).status_code == 302
    assert "Zbruise" in ploy.get(page("file", file.id)).text
    released = {"words": "Clinic on Thursday", "agreed": "yes"}
    assert ploy.post(page("release", here.asked.pk), released).status_code == 302
    shown = sokha.get(page("case", here.case.id)).text
    assert "Clinic on Thursday" in shown
    assert "Zbruise" not in shown
    assert "Clinic on Thursday" in sokha.get(reverse("cases:timeline", args=[here.case.id])).text
    assert "care.file_opened" in journal.acts("care.")


def test_she_hands_a_file_over_on_its_page_and_opens_it_no_more(cast, here, ploy, sokha):
    dara = cast.join("dara", "Dara Chan", Role.HEALTH_WORKER, "Bangkok")
    file = taken(cast, here)
    assert page("hand_over", file.id) in ploy.get(page("file", file.id)).text
    answer = ploy.post(page("hand_over", file.id), {"to": str(dara.pk), "agreed": "yes"})
    assert answer["Location"] == page("today")
    assert ploy.get(page("file", file.id)).status_code == 404
    theirs = files.browser(cast, dara)
    assert here.person.code_name in theirs.get(page("today")).text
    assert "Dara Chan" in sokha.get(page("case", here.case.id)).text
    end_account(user=dara, by=cast.anan)
    assert "no longer works here" in sokha.get(page("case", here.case.id)).text


@pytest.mark.parametrize("way", ["name", "hand_over"])
def test_whom_a_conflict_keeps_out_is_offered_no_file_and_is_given_none(cast, here, ploy, way):
    dara = cast.join("dara", "Dara Chan", Role.HEALTH_WORKER, "Bangkok")
    file = taken(cast, here)
    assert "Dara Chan" in ploy.get(page(way, file.id)).text
    keep_out(case=here.case, user=dara, reason="her cousin", by=cast.noi)
    assert "Dara Chan" not in ploy.get(page(way, file.id)).text
    answer = ploy.post(page(way, file.id), {"to": str(dara.pk), "agreed": "yes"})
    assert answer.status_code == 422
    assert not access.files_for(dara).exists()


def test_who_reads_no_health_is_told_nothing_of_it(cast, here):
    for who in (cast.kham, cast.mai, cast.claire, cast.duc, cast.anan):
        assert cast.client(who).get(page("case", here.case.id)).status_code == 404


def test_a_case_worker_opens_no_care_file_and_a_health_worker_no_case(cast, here, ploy, sokha):
    file = taken(cast, here)
    for address in (
        page("file", file.id),
        page("request", here.asked.pk),
        page("today"),
        page("scales"),
    ):
        assert sokha.get(address).status_code == 404
    assert ploy.get(reverse("cases:case", args=[here.case.id])).status_code == 404
    assert ploy.get(page("case", here.case.id)).status_code == 404


def test_a_colleague_on_the_list_of_conflicts_reads_neither_request_nor_file(cast, here, ploy):
    file = taken(cast, here)
    keep_out(case=here.case, user=cast.ploy, reason="her cousin", by=cast.noi)
    assert ploy.get(page("request", here.asked.pk)).status_code == 404
    assert ploy.get(page("file", file.id)).status_code == 404
    assert here.person.code_name not in ploy.get(page("today")).text


def test_health_is_no_longer_written_in_the_case_and_what_was_is_read_as_it_was(cast, here, sokha):
    add_entry(
        case=here.case,
        kind="health",
        answers={"complaint": "Zold back pain"},
        by=cast.sokha,
        ring=here.ring,
    )
    needs = sokha.get(reverse("cases:section", args=[here.case.id, "needs"])).text
    assert "Zold back pain" in needs
    assert page("case", here.case.id) in needs
    assert reverse("cases:write", args=[here.case.id, "health"]) not in needs
    assert sokha.get(reverse("cases:write", args=[here.case.id, "health"])).status_code == 404


def test_c4_a_test_that_she_declined_is_read_with_the_key_alone_and_closes_nothing(
    cast, here, ploy, sokha
):
    file = taken(cast, here)
    told = {"test": "hiv", "answer": "declined"}
    assert ploy.post(page("note", file.id, "test"), told).status_code == 302
    assert "declined" in ploy.get(page("file", file.id)).text
    ploy.post(page("release", here.asked.pk), {"words": "Clinic on Thursday", "agreed": "yes"})
    where = [page("case", here.case.id), reverse("cases:timeline", args=[here.case.id]),
             *(reverse("cases:section", args=[here.case.id, one]) for one in ("needs", "safety", "follow_up"))]  # fmt: skip
    for address in where:
        answer = sokha.get(address)
        assert answer.status_code == 200, address
        assert not says("HIV", answer.text), address
        assert not says("declined", answer.text), address


def test_a_medicine_is_written_with_the_day_until_which_it_is_taken(cast, here, ploy):
    file = taken(cast, here)
    until = {"until_day": 3, "until_month": 12, "until_year": 2026}
    told = {"name": "Zpill, Dr. Z", "taken": "every day"} | until
    assert ploy.post(page("note", file.id, "medicine"), told).status_code == 302
    shown = ploy.get(page("file", file.id)).text
    assert "Zpill" in shown
    assert "3 Dec 2026" in shown
    partly = told | {"until_day": "", "name": "Zother"}
    assert ploy.post(page("note", file.id, "medicine"), partly).status_code == 302
    assert "December 2026" in ploy.get(page("file", file.id)).text


def test_c6_two_items_left_out_give_no_total_on_the_page(cast, here, ploy):
    file = taken(cast, here)
    told = {"language": "km", "given": "yes", "answers": "1 - 1 1 - 0 0 0 0", "shown": "no"}
    assert ploy.post(page("scale", file.id, "phq9"), told).status_code == 302
    shown = ploy.get(page("file", file.id)).text
    assert "no total" in shown.lower()
    assert "of 0 to 27" not in shown


def test_c5_what_she_said_of_harming_herself_comes_before_all_else(cast, here, ploy):
    file = taken(cast, here)
    told = {"language": "km", "given": "yes", "answers": "1 1 1 1 1 0 0 0 1", "shown": "no"}
    ploy.post(page("scale", file.id, "phq9"), told)
    shown = ploy.get(page("file", file.id)).text
    assert "stay with her. Whom do you call?" in shown
    assert "Total 6, of 0 to 27" in shown


def test_c8_a_language_without_a_checked_version_is_not_offered(cast, here, ploy):
    file = taken(cast, here)
    shown = ploy.get(page("scale", file.id, "phq9")).text
    assert "Burmese" not in shown
    answer = ploy.post(
        page("scale", file.id, "phq9"), {"language": "my", "given": "yes", "shown": "no"}
    )
    assert answer.status_code == 422


def test_a_scale_without_a_licence_for_the_screen_says_so_and_takes_the_paper(cast, here, ploy):
    file = taken(cast, here)
    shown = ploy.get(page("scale", file.id, "sdq")).text
    assert "only with a licence" in shown
    told = {"language": "vi", "given": "yes", "answers": "0 " * 25, "shown": "no"}
    answer = ploy.post(page("scale", file.id, "sdq"), told)
    assert answer.status_code == 422  # she is an adult
    assert "for ages 2 to 17" in answer.text


def test_no_total_stands_anywhere_but_in_the_file(cast, here, ploy, sokha):
    file = taken(cast, here)
    told = {"language": "km", "given": "yes", "answers": "3 3 3 3 3 3 3 3 0", "shown": "yes"}
    ploy.post(page("scale", file.id, "phq9"), told)
    elsewhere = ploy.get(page("today")).text + sokha.get(page("case", here.case.id)).text
    assert not says("PHQ", elsewhere)
    assert "Total" not in elsewhere


def test_a_sample_moves_on_its_page_and_a_no_is_as_good_an_answer(cast, here, ploy):
    file = taken(cast, here)
    at = {"at": timezone.localtime().strftime("%Y-%m-%dT%H:%M")}
    yes = {"sample": "swab", "agreed": "yes", "holder": "Nurse Dao", "consent": "Yes."} | at
    assert ploy.post(page("sample", file.id), yes).status_code == 302
    assert (
        ploy.post(page("sample", file.id), {"sample": "blood", "agreed": "no"}).status_code == 302
    )
    row = CareRecord.objects.order_by("number")[0]
    step = {"step": "handed", "holder": "Laboratory", "version": row.version} | at
    assert ploy.post(page("custody", file.id, row.id), step).status_code == 302
    shown = ploy.get(page("file", file.id)).text
    assert "Laboratory" in shown
    assert "She did not want it. All other help goes on." in shown
    other = CareRecord.objects.order_by("number")[1]
    assert ploy.get(page("custody", file.id, other.id)).status_code == 404


def test_pages_ask_the_same_number_of_questions_for_many(
    cast, here, ploy, django_assert_max_num_queries
):
    file = taken(cast, here)
    for _ in range(6):
        noted(cast, file, NoteKind.SESSION, words="talked", due=timezone.localdate())
    with django_assert_max_num_queries(60) as few:  # one: what was refused to her
        ploy.get(page("file", file.id))
        ploy.get(page("today"))
    for _ in range(12):
        noted(cast, file, NoteKind.SESSION, words="talked", due=timezone.localdate())
    with django_assert_max_num_queries(len(few)):
        ploy.get(page("file", file.id))
        ploy.get(page("today"))


def test_who_was_not_trained_gives_no_scale_and_reads_who_writes_her_course_down(cast, here, ploy):
    file = taken(cast, here)
    Qualification.objects.all().delete()
    shown = ploy.get(page("scale", file.id, "phq9")).text
    assert "Not without training" in shown
    assert "Record the licence" not in shown
    told = {"language": "km", "answers": " ".join("0" * 9), "given": "yes", "shown": "yes"}
    assert ploy.post(page("scale", file.id, "phq9"), told).status_code == 422
    assert not CareRecord.objects.exists()
    claire = files.browser(cast, cast.claire)
    course = {"kind": "scales", "on": timezone.localdate().isoformat()}
    claire.post(reverse("colleagues:qualify", args=[cast.ploy.pk]), course)
    assert ploy.post(page("scale", file.id, "phq9"), told).status_code == 302


def test_a_course_that_has_ended_counts_no_more(cast, here):
    Qualification.objects.all().delete()
    today = timezone.localdate()
    year = timedelta(days=365)
    for kind, since, until in (
        ("scales", today - 2 * year, today - year),
        ("interviews", today - year, None),
    ):
        qualify(colleague=cast.ploy, kind=kind, on=since, until=until, by=cast.claire)
    assert not gives_scales(cast.ploy, today)
    assert gives_scales(cast.ploy, today - year)


def test_closing_leads_to_the_care_that_runs(cast, here):
    says = "Requests for health care that are not over: 1"
    colleague = cast.join("bopha", "Bopha Sok", Role.CASE_WORKER, "Bangkok")
    for who in (cast.sokha, colleague):
        assert leads_to(cast, here.case, who, says) == page("case", here.case.id)


# ── What she answers ─────────────────────────────────────────────────────────
def stands(here):
    return CareRequest.objects.get(pk=here.asked.pk).stands


def test_who_cannot_help_here_says_so_on_a_page_and_it_is_over(cast, here):
    ploy = files.browser(cast, cast.ploy)
    assert "Not here" in ploy.get(page("answer", here.asked.id)).text
    assert ploy.post(page("answer", here.asked.id), {"to": "nobody"}).status_code == 422
    assert stands(here) is CareState.ASKED
    answer = ploy.post(page("answer", here.asked.id), {"to": CareState.PASSED_BACK.value})
    assert answer["Location"] == reverse("care:today")
    assert stands(here) is CareState.PASSED_BACK


def test_a_request_that_was_answered_meanwhile_is_not_taken_and_the_page_says_so(cast, here):
    ploy = files.browser(cast, cast.ploy)
    ploy.get(page("request", here.asked.id))
    asking.answer(request=here.asked, to=CareState.PASSED_BACK, **cast.acting(cast.ploy))
    answer = ploy.post(page("take", here.asked.id), follow=True)
    assert "meanwhile" in answer.text
    assert not CareFile.objects.exists()


def test_care_that_is_over_is_ended_on_a_page_by_whoever_took_it(cast, here):
    taken(cast, here)
    files.browser(cast, cast.sokha).post(page("end", here.asked.id), {"to": "ended"})
    assert stands(here) is CareState.TAKEN
    ploy = files.browser(cast, cast.ploy)
    assert "End of care" in ploy.get(page("end", here.asked.id)).text
    assert ploy.post(page("end", here.asked.id), {"to": "ended"}).status_code == 302
    assert stands(here) is CareState.ENDED
    assert CareRequest.objects.get(pk=here.asked.pk).over_on == timezone.localdate()
