"""One line of everything that happened in a case."""

import json
from datetime import timedelta
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent, withdraw_consent
from fanal.cases.actions.documents import add_document
from fanal.cases.actions.emergencies import break_glass, keep_out
from fanal.cases.actions.entries import add_entry, add_note, correct_note
from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.actions.tasks import add_task, finish_task
from fanal.cases.models import CaseEntry
from fanal.cases.templatetags.timeline import written_at
from fanal.core.sealing.compartments import LEGAL
from fanal.keys.actions import grant, revoke
from tests import files
from tests.files import WHY
from tests.journal import entries


def url(case, name="timeline", **more):
    return reverse(f"cases:{name}", kwargs={"case_id": case.id, **more})


def in_order(page, *words):
    """Whether all of these stand on the page, one after another."""
    places = [page.find(word) for word in words]
    assert -1 not in places, [word for word in words if word not in page]
    return places == sorted(places)


def test_everything_of_a_case_stands_in_one_line_the_newest_first(sokha, case, her, write):
    now = timezone.now()
    add_task(case=case, title="Ask the shelter", by=write["by"], on=files.TODAY)
    record_consent(person=her, purpose="care", answer="given", on=files.TODAY, **write)
    add_document(name="a.txt", parts=[b"text"], about="Her letter", **write)
    add_entry(kind="need", answers={"words": "A doctor for her back"}, **write)
    said = {"said_by": "mother", "said_at": now - timedelta(hours=3)}
    say_in_danger(person=her, words="A man waits", **said, **write)
    record_sign(person=her, sign="message", said_at=now - timedelta(hours=2), **write)
    add_note(text="Called the lotus house", **write)
    page = sokha.get(url(case)).text
    assert in_order(
        page,
        "Called the lotus house",
        "Sign of life: a message",
        "A man waits",
        "Ask the shelter",
        "Case opened",
    )
    for words in ("A doctor for her back", "Her letter", "being helped by us", "In danger"):
        assert words in page


def test_what_was_written_later_shows_both_hours_and_who_said_it(sokha, case, her, write):
    said = timezone.localtime() - timedelta(days=2, hours=1)
    say_in_danger(person=her, said_by="mother", said_at=said, words="Locked in", **write)
    page = sokha.get(url(case)).text
    assert "her mother" in page
    assert f"{said:%H:%M}" in page
    assert f"written {timezone.localdate():%-d %b %Y}" in page
    assert "by Sokha" in page


def test_a_correction_stands_under_the_first_text(sokha, case, write):
    note = add_note(text="She is sixteen", **write)
    correct_note(note=note, text="She is seventeen", by=write["by"], ring=write["ring"])
    page = sokha.get(url(case)).text
    assert in_order(page, "She is sixteen", "Corrected by Sokha", "She is seventeen")
    assert page.count("She is seventeen") == 1


def test_the_line_is_filtered_by_kind_and_turned_round(sokha, case, write):
    add_note(text="The note of today", **write)
    add_entry(kind="goal", answers={"words": "Be home before New Year"}, **write)
    page = sokha.get(url(case) + "?kind=note").text
    assert "The note of today" in page
    assert "Be home" not in page
    assert "kind=plan" in page
    turned = sokha.get(url(case) + "?order=oldest").text
    assert in_order(turned, "Case opened", "The note of today", "Be home")


def test_a_case_of_several_people_is_filtered_by_person(cast, sokha, case, her, write):
    sister = files.person(cast, names=("Noy Two",))
    add_person(case=case, person=sister, by=cast.sokha)
    add_note(text="Only of the sister", about=sister, **write)
    add_note(text="Of both of them", **write)
    everybody = sokha.get(url(case)).text
    assert sister.code_name in everybody
    hers = sokha.get(url(case) + f"?about={her.id}").text
    assert "Only of the sister" not in hers
    assert "Of both of them" in hers


def test_what_one_may_not_open_is_named_once_and_whom_to_ask(cast, case, write):
    add_entry(kind="health", answers={"complaint": "Her back hurts"}, **write)
    add_entry(kind="legal", answers={"matter": "A hearing in May"}, **write)
    add_task(case=case, title="Call the clinic", by=cast.sokha)
    files.let_in_lawyer(cast, case)
    page = files.browser(cast, cast.mai).get(url(case)).text
    assert "A hearing in May" in page
    for hidden in ("Her back hurts", "Call the clinic", "court"):
        assert hidden not in page
    assert page.count("Not part of your access") == 1
    assert "health" in page
    assert "Ask Noi" in page


def test_a_lead_reads_who_was_let_in_and_who_no_longer(cast, sokha, case):
    given = {"folder": case.id, "to": cast.mai, "by": cast.noi}
    grant(compartments=[LEGAL], ring=cast.ring(cast.noi), reason="the court case", **given)
    revoke(**given)
    page = files.browser(cast, cast.noi).get(url(case)).text
    assert "Access given: Mai" in page
    assert "Access taken back: Mai" in page
    assert "Access given" not in sokha.get(url(case)).text


def test_each_part_that_is_shown_is_journalled_once(sokha, case, write):
    add_note(text="One", **write)
    add_note(text="Two", **write)
    add_entry(kind="contact", answers={"when": "in the evening"}, **write)
    sokha.get(url(case) + "?kind=note")
    parts = [json.loads(entry.detail)["compartment"] for entry in entries("case.opened")]
    assert parts == ["narrative"]


def test_a_number_to_call_stands_behind_its_rules_alone(sokha, case, write):
    told = {"when": "in the evening", "number": "+66 81 000 0000"}
    add_entry(kind="contact", answers=told, **write)
    page = sokha.get(url(case)).text
    assert "in the evening" in page
    assert told["number"] not in page


def test_tasks_and_consents_show_how_they_ended(cast, sokha, case, her, write):
    task = add_task(case=case, title="Ask the shelter", by=write["by"])
    finish_task(task=task, by=write["by"], version=1)
    before = add_task(case=case, title="Call her aunt", by=write["by"], on=files.TODAY)
    finish_task(task=before, by=write["by"], version=1)
    given = add_task(case=case, title="Fetch her bag", by=cast.noi, assignee=write["by"])
    finish_task(task=given, by=write["by"], version=1)
    consent = record_consent(person=her, purpose="care", answer="given", **write)
    withdraw_consent(consent=consent, by=write["by"])
    page = sokha.get(url(case)).text
    assert page.count("Ask the shelter") == 1
    assert page.count("Call her aunt") == 1
    assert page.count("Fetch her bag") == 1
    assert f"given by {cast.noi.display_name}" in page
    assert "Consent taken back: being helped by us" in page


def test_a_second_answer_of_a_form_is_a_moment_of_its_own(sokha, case, write):
    sokha.post(url(case, "write", kind="safety"), {"danger_now": "no"})
    entry = CaseEntry.objects.get()
    told = {"danger_now": "yes", "said_by": "mother", "version": str(entry.version)}
    sokha.post(url(case, "edit", entry_id=entry.id), told)
    page = sokha.get(url(case) + "?kind=danger").text
    assert "line__dot--red" in page
    assert ">In danger<" in page


def test_days_near_today_are_called_by_their_name(sokha, case, write):
    add_note(text="She called", **write)
    add_note(text="Then", on=timezone.localdate() - timedelta(days=1), **write)
    page = sokha.get(url(case)).text
    assert in_order(page, "Today, ", "She called", "Yesterday, ", "Then")


def test_80_entries_take_as_many_queries_as_four_and_are_paged(
    cast, sokha, case, her, write, django_assert_max_num_queries
):
    def some(times):
        for n in range(times):
            add_note(text=f"note {n}", **write)
            add_entry(kind="need", answers={"words": f"need {n}"}, **write)
            add_task(case=case, title=f"task {n}", by=cast.sokha)
            record_consent(person=her, purpose="care", answer="given", **write)

    def asked(query=""):
        with django_assert_max_num_queries(100) as captured:
            answer = sokha.get(url(case) + query)
        return answer, len(captured)

    some(1)
    asked()
    _answer, few = asked()
    some(19)
    asked()  # after a while the session is written down as still in use
    answer, many = asked()
    assert many == few
    assert answer.text.count('class="line__it') == 30
    assert "Page 1 of 3" in answer.text
    assert len(answer.content) < 60_000
    assert sokha.get(url(case) + "?page=3").status_code == 200


def test_the_case_is_drawn_on_one_line_with_the_same_as_a_table(sokha, case, her, write):
    for n in range(5):
        add_note(text=f"note {n}", on=files.TODAY + timedelta(days=n), **write)
    assert "<figure" not in sokha.get(url(case)).text
    said = {"said_by": "mother", "said_at": timezone.now() - timedelta(hours=3)}
    say_in_danger(person=her, **said, **write)
    page = sokha.get(url(case)).text
    assert page.count('class="dot--red"') == 1
    assert "As a table" in page
    assert in_order(page, "In danger", "We did", "As a table")
    assert "<figure" not in sokha.get(url(case) + "?kind=note").text


def test_whom_a_conflict_keeps_out_reads_no_line(cast, case, write):
    add_note(text="The note", **write)
    sokha = files.browser(cast, cast.sokha)
    assert "The note" in sokha.get(url(case)).text
    keep_out(case=case, user=cast.sokha, reason="her cousin", by=cast.noi)
    assert sokha.get(url(case)).status_code == 404


def test_other_teams_and_other_roles_read_no_line(cast, case, write):
    add_note(text="The note", **write)
    for who in (cast.kham, cast.mai, cast.claire, cast.duc, cast.anan, cast.vera):
        assert files.browser(cast, who).get(url(case)).status_code == 404


def test_an_emergency_opening_stands_in_the_line_of_who_made_it(cast, emergency, case):
    break_glass(case=case, reason=WHY, by=cast.linh)
    page = files.browser(cast, cast.linh).get(url(case)).text
    assert "Opened in an emergency" in page
    assert WHY in page
    assert "Opened in an emergency" in files.browser(cast, cast.noi).get(url(case)).text


def test_a_title_as_long_as_it_may_be_in_six_scripts_is_shown_whole(sokha, case, write):
    words = " ".join(["ບົວຄຳ", "ดอกบัว", "ផ្កាឈូក", "ကြာပန်း", "莲花", "Hoa sen"] * 9)[:200].strip()
    add_task(case=case, title=words, by=write["by"])
    assert words in sokha.get(url(case)).text


def test_in_french_an_hour_and_a_day_have_each_their_own_word_after_written():
    said = timezone.localtime().replace(hour=9, minute=0)
    same_day, later = said.replace(hour=14, minute=5), said + timedelta(days=2)
    with translation.override("fr"):
        words = [
            gettext("written %(when)s")
            % {"when": written_at(SimpleNamespace(written=at, day=said.date()))}
            for at in (same_day, later)
        ]
        assert words[0] == "écrit à 14\u202fh\u202f05"
        assert words[1].startswith(f"écrit le {later.day} ")
