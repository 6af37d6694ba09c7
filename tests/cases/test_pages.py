"""The pages of cases as a browser sees them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanal.authority import ledger
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.emergencies import break_glass, keep_out
from fanal.cases.actions.entries import add_entry, add_note
from fanal.cases.actions.stages import ask_closure
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import (
    Case,
    CaseEntry,
    Closure,
    ConflictOfInterest,
    Consent,
    Document,
    SectionMark,
    Task,
)
from fanal.cases.queries.lists import late_count
from fanal.core.casework.entries import KINDS
from fanal.core.casework.sections import Section, Tab
from fanal.core.sealing.compartments import FILES, LEGAL
from fanal.intake.actions import make_case, take_signal
from fanal.keys.actions import grant
from tests import closing, files
from tests.files import WHY
from tests.journal import entries
from tests.shares import mostly_long


def url(name, case, **more):
    return reverse(f"cases:{name}", kwargs={"case_id": case.id, **more})


@pytest.fixture
def case(cast):
    return files.case(cast, kinds=["forced_prostitution"])


def fill(case, write, times=1):
    """One entry of each kind, a note, a task, a consent, a document: `times` over."""
    for _ in range(times):
        for kind in KINDS:
            if not kind.under:
                answers = {"text": "She called"} if kind.code == "note" else {}
                add_entry(kind=kind.code, answers=answers, **write)
        record_consent(person=case.people.get(), purpose="care", answer="given", **write)
        add_task(case=case, title="Call the shelter", by=write["by"], due=files.TODAY)


def test_the_first_screen_leads_to_every_part_and_shows_no_name(sokha, case, write):
    fill(case, write)
    page = sokha.get(url("case", case)).text
    assert case.code_name in page
    assert "ບົວຄຳ" not in page
    assert "Before you call" in page
    for tab in Tab:
        assert f">{tab.sentence()}<" in page


def test_a_person_who_may_be_a_child_is_marked_on_the_case_page(cast, sokha):
    year = timezone.localdate().year
    born = [("census", year - 16), ("passport", year - 22)]
    page = sokha.get(url("case", files.case(cast, people=[files.person(cast, births=born)]))).text
    assert "treat as a child until shown otherwise" in page


@pytest.mark.parametrize("section", mostly_long(Section, of=3))
def test_every_section_has_its_page_empty_and_full(sokha, case, write, section):
    assert sokha.get(url("section", case, section=section)).status_code == 200
    fill(case, write)
    assert sokha.get(url("section", case, section=section)).status_code == 200


WRITTEN = [kind for kind in KINDS if not kind.under and not kind.own_page]


# One form draws them all; security/test_canaries.py types into each of them.
@pytest.mark.parametrize(
    "kind", mostly_long(WRITTEN, 3, lambda kind: kind.code), ids=lambda kind: kind.code
)
def test_every_kind_of_entry_is_written_and_shown_with_the_three_answers(sokha, case, kind):
    name = kind.fields[0].name
    told = {name: "A word"} if kind.code == "note" else {f"{name}_why": "does_not_want_to_say"}
    assert sokha.get(url("write", case, kind=kind.code)).status_code == 200
    answer = sokha.post(url("write", case, kind=kind.code), told)
    assert answer.status_code == 302, answer.text
    page = sokha.get(answer["Location"]).text
    assert ("A word" if kind.code == "note" else "does not want to say") in page


def test_a_day_is_kept_as_far_as_it_is_known(sokha, case):
    told = {"since_month": "5", "since_year": "2568", "since_era": "buddhist"}
    assert sokha.post(url("write", case, kind="whereabouts"), told).status_code == 302
    assert "May 2025" in sokha.get(url("section", case, section="safety")).text


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"since_day": "31", "since_month": "2", "since_year": "2568"}, "February 2025"),
        ({"since_year": "2568"}, "Buddhist era"),
        ({"place": "x" * 10_000}, "200"),
        ({"place": "us", "place_why": "not_known"}, "Keep one of the two"),
    ],
)
def test_what_cannot_be_read_comes_back_at_its_field_with_what_was_typed(sokha, case, told, says):
    answer = sokha.post(url("write", case, kind="whereabouts"), told)
    assert answer.status_code == 422
    assert says in answer.text
    assert all(value in answer.text for value in told.values())
    assert not CaseEntry.objects.exists()


def test_two_browsers_on_one_entry_lose_nothing(cast, sokha, noi, case, write):
    entry = add_entry(kind="need", answers={"words": "a doctor"}, **write)
    edit = url("edit", case, entry_id=entry.id)
    assert 'name="version" value="1"' in sokha.get(edit).text
    assert noi.post(edit, {"words": "a midwife", "version": "1"}).status_code == 302
    met = sokha.post(edit, {"words": "a dentist", "version": "1"})
    assert met.status_code == 409
    assert "a midwife" in met.text
    assert "a dentist" in met.text
    assert sokha.post(edit, {"words": "both", "version": "2"}).status_code == 302


def test_a_form_sent_twice_is_kept_once(sokha, case):
    told = {"text": "She called", "once": uuid4().hex}
    first = sokha.post(url("write", case, kind="note"), told)
    again = sokha.post(url("write", case, kind="note"), told)
    assert (first.status_code, again.status_code) == (302, 302)
    assert CaseEntry.objects.count() == 1


def test_a_note_is_corrected_on_its_page(sokha, case, write):
    note = add_note(text="She is 16", **write)
    assert sokha.get(url("edit", case, entry_id=note.id)).status_code == 404
    sokha.post(url("correct", case, entry_id=note.id), {"text": "She is 17"})
    page = sokha.get(url("section", case, section="notes")).text
    assert "She is 16" in page
    assert "She is 17" in page


def test_contact_rules_stand_in_red_before_any_number(sokha, case, write):
    answers = {"number": "+66 555 0100", "never": "the word police", "code_word": "mango"}
    add_entry(kind="contact", answers=answers, **write)
    page = sokha.get(url("section", case, section="contact")).text
    assert page.index("banner--danger") < page.index("the word police") < page.index("+66 555 0100")


def test_consent_is_written_down_and_taken_back(sokha, case):
    page = sokha.get(url("consent", case)).text
    assert "she may say no" in page
    told = {
        "person": str(case.people.get().id),
        "purpose": "referral",
        "answer": "refused",
        "given_by": "herself",
        "on": "2026-03-02",
        "words": "Not the police",
        "language_why": "not_known",
        "assent_why": "not_asked",
    }
    assert sokha.post(url("consent", case), told).status_code == 302
    told |= {"answer": "given", "purpose": "care"}
    unsaid = sokha.post(url("consent", case), told)
    assert list(unsaid.context["form"].errors) == ["data_class"]
    sokha.post(url("consent", case), told | {"data_class": "every"})
    (consent,) = (one for one in Consent.objects.all() if one.answer == "given")
    assert consent.data_class == ""
    assert sokha.post(url("withdraw", case, consent_id=consent.id), {}).status_code == 302
    page = sokha.get(url("section", case, section="consent")).text
    assert all(word in page for word in ("refused", "withdrawn", "Not the police"))


def test_no_purpose_and_no_part_of_a_consent_is_chosen_before_anybody_asked(sokha, case):
    form = sokha.get(url("consent", case)).context["form"]
    for name in ("purpose", "data_class"):
        assert form[name].field.choices[0][0] == ""
        assert not form[name].value()
    answer = sokha.post(url("consent", case), {"answer": "given", "given_by": "herself"})
    assert {"purpose", "data_class"} <= set(answer.context["form"].errors)


@pytest.mark.asvs("V5.4.1", "V5.4.2")
def test_a_document_leaves_only_as_an_attachment_with_a_name_that_says_nothing(sokha, case):
    file = SimpleUploadedFile("MARKER.pdf", b"%PDF-1.7 MARKER")
    assert (
        sokha.post(
            url("document", case), {"file": file, "about": "passport", "shows": "no"}
        ).status_code
        == 302
    )
    document = Document.objects.get()
    answer = sokha.post(url("take_out", case, document_id=document.id))
    assert answer.content == b"%PDF-1.7 MARKER"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "MARKER" not in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert len(entries("case.document_read")) == 1


@pytest.mark.parametrize(
    ("name", "content"), [("photo.jpg", b"%PDF-1.7"), ("run.exe", b"MZ"), ("x.pdf", b"")]
)
def test_a_file_that_is_not_taken_says_why_next_to_the_field(sokha, case, name, content):
    file = SimpleUploadedFile(name, content)
    answer = sokha.post(url("document", case), {"file": file})
    assert answer.status_code == 422
    assert "field__mistakes" in answer.text
    assert not Document.objects.exists()


def test_a_stage_page_says_what_is_missing(sokha, case):
    sokha.post(url("stage", case), {"to": "screening", "version": "1"})
    page = sokha.get(url("stage", case)).text
    assert "Immediate safety has not been answered yet" in page


def unasked(case):
    """Nobody could ask her whether she may be contacted after closing."""
    return {f"contact_{person.id}": "unasked" for person in case.people.all()}


def test_from_the_first_stage_to_a_closed_case(sokha, noi, case, write):
    fill(case, write)
    for stage in ("screening", "presumed_victim", "assessment", "plan", "implementation"):
        version = Case.objects.get(id=case.id).version
        answer = sokha.post(url("stage", case), {"to": stage, "version": version})
        assert answer.status_code == 302, answer.text
    task = Task.objects.get()
    sokha.post(url("finish", case, task_id=task.id), {"version": task.version})
    told = {"reason": "safe_and_independent", "words": "She said so.", **unasked(case)}
    assert sokha.post(url("close", case), told).status_code == 302
    version = {"version": Case.objects.get(id=case.id).version}
    version |= {"answers_to": Closure.objects.get().pk}
    assert sokha.post(url("agree", case), version).status_code == 422
    assert noi.post(url("agree", case), version).status_code == 302
    assert Case.objects.get(id=case.id).stage == "closed"
    version = {"version": Case.objects.get(id=case.id).version}
    sokha.post(url("reopen", case), {"why": "she called", **version})
    assert Case.objects.get(id=case.id).stage == "reopened"


def test_closing_turned_down_leaves_the_case_open(sokha, noi, case, write):
    fill(case, write)
    Task.objects.update(done_on=files.TODAY)
    told = {"reason": "contact_lost", "words": "Three calls.", **unasked(case)}
    sokha.post(url("close", case), told)
    told = {"answers_to": Closure.objects.get().pk}
    assert noi.post(url("drop", case), told).status_code == 422
    assert noi.post(url("drop", case), told | {"why": "Her aunt called."}).status_code == 302
    assert "turned down" in noi.get(url("section", case, section="closure")).text


def test_the_lawyer_reads_the_legal_part_and_nothing_medical(cast, case, write):
    add_entry(kind="legal", answers={"matter": "charged with illegal entry"}, **write)
    add_entry(kind="health", answers={"complaint": "her back hurts"}, **write)
    ring = cast.ring(cast.noi)
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, by=cast.noi, ring=ring)
    mai = files.browser(cast, cast.mai)
    hers, file = url("case", case), reverse("people:person", args=[case.people.get().id])
    assert (mai.get(file).status_code, file in mai.get(hers).text) == (404, False)
    assert file in files.browser(cast, cast.sokha).get(hers).text
    page = mai.get(url("section", case, section="needs")).text
    assert "charged with illegal entry" in page
    assert "her back hurts" not in page
    assert mai.post(url("write", case, kind="legal"), {"status": "bail"}).status_code == 302
    assert mai.post(url("write", case, kind="health"), {"medicine": "x"}).status_code == 404
    assert mai.get(url("stage", case)).status_code == 404


def test_the_page_of_the_law_is_offered_to_whoever_was_given_the_legal_part(cast, case):
    law, ring = reverse("identification:case", args=[case.id]), cast.ring(cast.noi)
    grant(folder=case.id, compartments=[FILES], to=cast.mai, by=cast.noi, ring=ring)
    mai = files.browser(cast, cast.mai)
    assert law not in mai.get(url("case", case)).text
    assert mai.get(law).status_code == 404
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, by=cast.noi, ring=ring)
    assert law in mai.get(url("case", case)).text
    assert mai.get(law, follow=True).status_code == 200


def test_whoever_may_not_see_gets_the_answer_of_what_is_not_there(cast, case):
    there, absent = url("case", case), url("case", Case(id=uuid4()))
    for user in (cast.linh, cast.mai, cast.claire, cast.duc, cast.anan, cast.vera):
        client = files.browser(cast, user)
        answers = [client.get(address) for address in (there, absent)]
        assert [answer.status_code for answer in answers] == [404, 404]
        # A number to quote is the only difference.
        texts = [re.sub(r"[0-9A-F]{4}-?[0-9A-F]{4}", "", answer.text) for answer in answers]
        assert plain(texts[0]) == plain(texts[1])


def plain(text):
    """A page without what is new each time it is drawn, and its own address."""
    return re.sub(r'value="[^"]*"|<code.*?</code>|<strong.*?</strong>', "", text)


def test_a_colleague_kept_out_sees_neither_the_case_nor_its_name(cast, sokha, case):
    keep_out(case=case, user=cast.sokha, reason="a cousin", by=cast.noi)
    assert sokha.get(url("case", case)).status_code == 404
    assert case.code_name not in sokha.get(reverse("cases:list")).text
    person = case.people.get()
    page = sokha.get(reverse("people:person", kwargs={"person_id": person.id})).text
    assert case.code_name not in page


def test_the_lead_grants_until_a_day_and_takes_back(cast, noi, case):
    told = {"to": str(cast.mai.pk), "compartments": ["legal"], "reason": "hearing"}
    assert noi.post(url("give", case), told).status_code == 302
    assert "hearing" in noi.get(url("who", case)).text
    mai = files.browser(cast, cast.mai)
    assert mai.get(url("case", case)).status_code == 200
    noi.post(url("take_back", case, user_id=cast.mai.pk))
    assert mai.get(url("case", case)).status_code == 404


def test_a_grant_until_yesterday_is_refused_at_its_field_in_french(cast, case):
    client = cast.client(cast.noi, headers={"accept-language": "fr"})
    told = {"to": str(cast.mai.pk), "compartments": ["legal"], "reason": "audience"}
    answer = client.post(url("give", case), told | {"until": "2026-01-01"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"until": ["ce jour est passé"]}


def test_the_conflict_list_is_kept_by_the_lead(cast, sokha, noi, case):
    assert sokha.get(url("who", case)).status_code == 404
    told = {"to": str(cast.sokha.pk), "reason": "a cousin"}
    assert noi.post(url("keep_out", case), told).status_code == 302
    assert sokha.get(url("case", case)).status_code == 404
    conflict = ConflictOfInterest.objects.get(case=case)
    noi.post(url("let_in", case, conflict_id=conflict.id))
    assert sokha.get(url("case", case)).status_code == 200


def test_glass_is_broken_by_code_name_and_reviewed_by_somebody_else(cast, emergency, noi):
    case = files.case(cast)
    linh = files.browser(cast, cast.linh)
    told = {"code_name": "Nobody Heron 11", "ground": "she_asks", "reason": WHY}
    assert linh.post(reverse("cases:emergency"), told).status_code == 422
    told["code_name"] = case.code_name
    assert linh.post(reverse("cases:emergency"), told)["Location"] == url("case", case)
    page = linh.get(url("case", case)).text
    assert "Opened in an emergency" in page
    assert WHY in page
    assert "You may open it until" in page
    assert linh.get(url("section", case, section="safety")).status_code == 200
    broken = case.broken_glass.get()
    review = reverse("cases:review", kwargs={"broken_id": broken.id})
    assert linh.get(review).status_code == 404
    assert WHY in noi.get(reverse("cases:reviews")).text
    assert noi.post(review, {"justified": "yes"}).status_code == 302


def test_the_director_counts_without_a_case(cast, case, noi):
    claire = files.browser(cast, cast.claire)
    page = claire.get(reverse("cases:overview")).text
    assert "Bangkok" in page
    assert case.code_name not in page
    assert noi.get(reverse("cases:overview")).status_code == 404


def test_no_late_task_says_nothing_of_what_falls_due_by_a_clock(cast, case):
    page = files.browser(cast, cast.claire).get(reverse("cases:overview")).text
    assert "none · not counted here: risk assessments, reviews and time limits" in page


def test_late_tasks_are_seen_by_the_worker_and_by_the_lead(cast, sokha, noi, case):
    add_task(case=case, title="Call the shelter", by=cast.sokha, due=files.TODAY)
    for client, show in ((sokha, "mine"), (noi, "team")):
        page = client.get(reverse("cases:tasks") + f"?show={show}").text
        assert "Call the shelter" in page
        assert "days late" in page


def test_a_task_is_moved_to_another_day_and_colleague(cast, sokha, case):
    sokha.post(url("task", case), {"title": "Call", "assignee": str(cast.sokha.pk)})
    task = Task.objects.get()
    told = {"assignee": str(cast.noi.pk), "due": "2099-03-05", "version": task.version}
    moved = sokha.post(url("reschedule", case, task_id=task.id), told, follow=True)
    assert "Saved." in moved.text
    assert Task.objects.get().assignee == cast.noi
    assert sokha.post(url("reschedule", case, task_id=task.id), told).status_code == 409


def test_what_was_typed_of_a_section_before_stands_on_its_page(sokha, case):
    SectionMark.objects.create(case=case, section=Section.NEEDS, waiting_for="health_service")
    page = sokha.get(url("section", case, section="needs")).text
    assert "waiting for a health service" in page
    assert "How far" not in page


def test_kinds_and_worker_are_changed(cast, sokha, case):
    sokha.post(url("kinds", case), {"kinds": ["rape", "labour"], "version": "1"})
    assert "trafficking for labour" in sokha.get(url("case", case)).text
    sokha.post(url("assign", case), {"to": str(cast.noi.pk), "version": "2"})
    assert Case.objects.get(id=case.id).assignee == cast.noi


def test_forged_and_foreign_ids_are_not_found(cast, sokha, case, write):
    theirs = files.case(cast, by=cast.linh, team=cast.saigon)
    note = add_note(case=theirs, text="x", **cast.acting(cast.linh))
    for address in (
        url("edit", case, entry_id=note.id),
        url("correct", case, entry_id=note.id),
        url("take_out", case, document_id=uuid4()),
        url("withdraw", case, consent_id=uuid4()),
        url("write", case, kind="gossip"),
        url("write", case, kind="state"),
        url("write_under", case, under_id=note.id, kind="action"),
    ):
        assert sokha.post(address, {}).status_code == 404, address
    assert sokha.get(url("section", case, section="gossip")).status_code == 404


def queries_of(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as captured:
        assert client.get(address).status_code == 200
    # The ledger is asked again and again only inside a transaction, as that of a test.
    return sum("authority_head" not in one["sql"] for one in captured)


@pytest.mark.usefixtures("process_remembers")
@pytest.mark.parametrize(
    "name",
    ["case", "list", "tasks"]
    + [
        pytest.param(one, marks=pytest.mark.long)
        for one in ("needs", "notes", "documents", "consent")
    ],
)
def test_a_page_takes_the_same_number_of_queries_for_one_row_or_many(
    cast, sokha, case, write, name, django_assert_max_num_queries
):
    pages = {"case": url("case", case), "list": reverse("cases:list")}
    pages["tasks"] = reverse("cases:tasks")
    address = pages.get(name) or url("section", case, section=name)
    fill(case, write)
    sokha.get(address)
    few = queries_of(sokha, address, django_assert_max_num_queries)
    fill(case, write, times=2)
    add_person(case=case, person=files.person(cast, births=[("census", 1995)]), by=cast.sokha)
    files.case(cast)
    sokha.get(address)  # the state of whoever was added is stored at the first look
    many = queries_of(sokha, address, django_assert_max_num_queries)
    assert many == few
    # with those that count what waits, eleven for her present state, and the grants verified
    assert many <= 64


def test_saving_a_note_takes_the_same_number_of_queries(
    sokha, case, write, django_assert_max_num_queries
):
    counts = []
    sokha.get(url("case", case))  # which cases and files are of her team was not verified before
    for _ in range(2):
        ledger.read()  # what this one transaction ended, which a page finds read
        with django_assert_max_num_queries(100) as captured:
            sokha.post(url("write", case, kind="note"), {"text": "She called"})
        counts.append(len(captured))
        fill(case, write)
    assert counts[0] == counts[1]


def test_an_emergency_does_not_outlive_a_conflict(cast, case):
    linh = files.browser(cast, cast.linh)
    break_glass(case=case, reason=WHY, by=cast.linh)
    assert linh.get(url("case", case)).status_code == 200
    keep_out(case=case, user=cast.linh, reason="knows the family", by=cast.noi)
    assert linh.get(url("case", case)).status_code == 404


def test_a_corrected_note_says_so_and_points_to_the_new_one(case, write, sokha):
    note = add_note(text="She said no", **write)
    url_of = url("section", case, section="notes")
    assert "corrected by" not in sokha.get(url_of).text
    sokha.post(url("correct", case, entry_id=note.id), {"text": "She said yes"})
    page = " ".join(sokha.get(url_of).text.split())
    assert page.index("She said no") > page.index('corrected by <a href="#note-2">note 2</a>')
    assert page.count("corrected by") == 1


def test_a_mothers_child_joins_her_case_with_a_file_of_its_own(case, sokha, cast):
    page = sokha.get(url("case", case)).text
    assert url("also", case) in page
    child = {"role": "child", "name": "Noy", "born_year": "2024"}
    sokha.post(url("also", case), child, follow=True)
    page = sokha.get(url("case", case)).text
    (link,) = (concern for concern in case.concerns.all() if concern.role == "child")
    assert link.person.code_name in page
    assert "her child" in page
    assert link.person.team == cast.bangkok
    assert link.person.code_name in sokha.get(url("consent", case)).text
    assert len(entries("case.person_added")) == 1


def test_a_sister_who_has_a_file_joins_by_its_code_name_once(case, sokha, cast):
    sister = files.person(cast, names=("Seng",))
    told = {"role": "family", "person": sister.code_name}
    assert sokha.post(url("also", case), told).status_code == 302
    again = sokha.post(url("also", case), told)
    assert again.status_code == 422
    assert "concerns this person already" in again.text
    nobody = sokha.post(url("also", case), {"role": "family", "person": "Nobody 1"})
    assert "no file with this code name" in nobody.text


def test_near_files_are_shown_before_a_child_gets_another(case, sokha, cast):
    there = files.person(cast, names=("ແກ້ວ ສຸວັນນະ",))
    told = {"role": "child", "name": "ແກ້ວ ສຸວັນນະ"}
    page = sokha.post(url("also", case), told).text
    assert there.code_name in page
    sokha.post(url("also", case), told | {"she_is": there.code_name})
    assert [concern.person for concern in case.concerns.all() if concern.role == "child"] == [there]


def test_a_closing_that_waits_is_seen_in_the_list(case, write, cast, noi):
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=case.people.get(), purpose="care", answer="given", **write)
    closing.answered(person=case.people.get(), **write)
    ask_closure(reason="her_wish", words="", **write)
    assert "closing waits for a second person" in noi.get(reverse("cases:list")).text
    page = noi.get(url("agree", case)).text
    assert case.code_name in page
    assert "she asked to stop" in page
    assert "asked by Sokha Chea" in page


def test_who_holds_no_emergency_key_is_told_before_whom_to_call(cast, emergency):
    page = files.browser(cast, cast.kham).get(reverse("cases:emergency")).text
    assert "You will not read what is sealed" in page
    assert "Linh Nguyễn, Noi Saetang" in page
    assert (
        "will not read" not in files.browser(cast, cast.linh).get(reverse("cases:emergency")).text
    )


def test_where_nobody_holds_an_emergency_key_the_page_says_so(cast):
    page = files.browser(cast, cast.kham).get(reverse("cases:emergency")).text
    assert "Nobody holds one yet" in page


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"assent": "no"}, "no"),
        ({"assent_why": "does_not_want_to_say"}, "does not want to say"),
        ({}, "not asked"),
    ],
)
def test_whether_a_child_agrees_is_one_of_three_answers_that_are_not_values(
    case, sokha, answer, says
):
    told = {
        "person": str(case.people.get().id),
        "purpose": "care",
        "answer": "refused",
        "given_by": "legal_guardian",
        "on": "2026-03-02",
    }
    assert sokha.post(url("consent", case), told | answer).status_code == 302
    page = " ".join(sokha.get(url("section", case, section="consent")).text.split())
    value = page.partition("The child agrees too")[2].partition("</dd>")[0]
    assert re.sub("<[^>]*>", " ", value).split() == says.split()


def test_contact_rules_that_are_missing_point_to_the_signal(cast, sokha):
    signal = take_signal(team=cast.bangkok, answers={"code_word": "mango"}, by=cast.sokha)
    made = make_case(signal=signal, **cast.acting(cast.sokha))
    page = sokha.get(url("section", made, section="contact")).text
    assert "No contact rule is written down" in page
    assert signal.code_name in page


@pytest.mark.parametrize("who", ["noi", "claire"])
def test_who_is_kept_out_does_not_review_why_the_case_was_opened(cast, who):
    """The reason tells of her; what one may not see looks like what does not exist."""
    user, case = getattr(cast, who), files.case(cast)
    broken = break_glass(case=case, reason=WHY, by=cast.linh)
    page = files.browser(cast, user)
    assert WHY in page.get(reverse("cases:reviews")).text
    keep_out(case=case, user=user, reason="a cousin", by=cast.sokha)
    told = page.get(reverse("cases:reviews")).text
    assert WHY not in told
    assert case.code_name not in told
    assert page.get(reverse("cases:review", args=[broken.id])).status_code == 404


def test_a_task_in_a_case_that_one_may_not_open_is_not_counted_beside_the_menu(cast):
    case = files.case(cast)
    add_task(case=case, title="call the clinic", by=cast.sokha, due=files.TODAY)
    assert late_count(cast.sokha, files.TODAY + timedelta(days=9)) == 1
    keep_out(case=case, user=cast.sokha, reason="a cousin", by=cast.noi)
    assert late_count(cast.sokha, files.TODAY + timedelta(days=9)) == 0


def test_the_lawyer_reads_her_own_tasks_and_that_others_are_not_shown(cast, case):
    ring = cast.ring(cast.noi)
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, by=cast.noi, ring=ring)
    add_task(case=case, title="Meet the investigator", by=cast.sokha)
    mai, page = files.browser(cast, cast.mai), url("case", case)
    told = mai.get(page).text
    assert "No open tasks" not in told
    assert "No task of yours is open here." in told
    assert "Tasks of other colleagues are not shown to you." in told
    assert "Meet the investigator" not in told
    add_task(case=case, title="Prepare the complaint", assignee=cast.mai, by=cast.sokha)
    told = mai.get(page).text
    assert "Prepare the complaint" in told
    assert "No task of yours" not in told
    assert "Tasks of other colleagues are not shown to you." in told
    assert "are not shown to you" not in files.browser(cast, cast.sokha).get(page).text


def test_an_emergency_takes_a_ground_and_a_sentence_and_keeps_what_was_typed(cast):
    case = files.case(cast)
    linh = files.browser(cast, cast.linh)
    typed = {"code_name": case.code_name, "ground": "health", "reason": "x", "once": "k" * 32}
    page = linh.post("/cases/emergency/", typed)
    assert page.status_code == 422
    assert "at least four words" in page.text
    assert f'value="{case.code_name}"' in page.text
    assert 'value="x"' in page.text
    assert re.search(r'value="health"[^>]* checked', page.text)
    assert linh.post("/cases/emergency/", typed | {"reason": WHY, "ground": ""}).status_code == 422
    assert linh.post("/cases/emergency/", typed | {"reason": WHY}).status_code == 302
    page = files.browser(cast, cast.noi).get("/cases/reviews/").text
    assert f"A hospital or doctor needs to know something now: {WHY}" in page


def test_an_emergency_is_refused_in_french(cast):
    linh = cast.client(cast.linh)
    typed = {"code_name": "x", "ground": "health", "reason": "urgent", "once": "k" * 32}
    linh.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    files.case(cast)
    typed["code_name"] = Case.objects.get().code_name
    page = linh.post("/cases/emergency/", typed).text
    assert "au moins quatre mots" in page
    assert "un hôpital ou un médecin a besoin" in page.lower()


def test_what_a_stage_still_lacks_leads_to_where_it_is_written(sokha, case):
    sokha.post(url("stage", case), {"to": "screening", "version": "1"})
    page = sokha.get(url("stage", case)).text
    safety = reverse("cases:section", args=[case.id, "safety"])
    assert f'<a href="{safety}">Immediate safety has not been answered yet</a>' in page
