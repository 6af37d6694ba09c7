"""What only some kinds of case ask: it appears where the kind or an answer asks for it."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.cases.access import compartments_for
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.documents import add_document
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import CaseEntry, Document, RefusedFile
from fanal.cases.queries.particulars import topics_told
from fanal.core.calendars import PartialDate
from fanal.core.casework.topics import Topic
from fanal.core.errors import BadInput
from fanal.people.actions.persons import save_details
from tests import files, journal


def section(client, case):
    return client.get(reverse("cases:section", args=[case.id, "particulars"])).text


def write(cast, case, kind, **answers):
    return add_entry(case=case, kind=kind, answers=answers, **cast.acting(cast.sokha))


@pytest.mark.parametrize(
    ("kinds", "asked", "not_asked"),
    [
        (["surrogacy"], ["Surrogacy", "Child born, or expected"], ["Scam compound", "Marriage"]),
        (["forced_marriage"], ["Marriage", "Child born"], ["Surrogacy", "Work at sea"]),
        (["labour"], ["Work and pay", "Debt, fine or ransom"], ["Surrogacy", "Intimate images"]),
        (["sexual_abuse_of_a_child"], ["Intimate images"], ["Surrogacy", "Work and pay"]),
        (["at_risk"], [], ["Surrogacy", "Marriage", "Debt", "Intimate images", "Scam compound"]),
    ],
)
def test_the_kind_of_the_case_asks(cast, sokha, kinds, asked, not_asked):
    page = section(sokha, files.case(cast, kinds=kinds))
    assert [one for one in asked if f"Add: {one}" not in page] == []
    assert [one for one in not_asked if f"Add: {one}" in page] == []
    assert "Add: What else it is about" in page


def test_an_answer_asks_for_what_the_kind_does_not(cast, sokha):
    case = files.case(cast, kinds=["labour"])
    assert "Add: Scam compound" not in section(sokha, case)
    write(cast, case, "also", compound=True, sea=False)
    page = section(sokha, case)
    assert "Add: Scam compound" in page
    assert "Add: Work at sea" not in page


def test_an_answer_alone_says_what_else_a_case_is_about(cast):
    case = files.case(cast, kinds=["labour"])
    write(cast, case, "also", compound=True, sea=False)
    ring = cast.ring(cast.sokha)
    assert topics_told(case, ring, compartments_for(cast.sokha, case)) == {Topic.COMPOUND}
    assert topics_told(case, ring, ()) == frozenset()


def test_what_else_is_not_asked_where_the_kind_asks_it_or_a_man_would_be_asked_of_pregnancy(
    cast, sokha
):
    case = files.case(cast, kinds=["labour"])
    address = reverse("cases:write", args=[case.id, "also"])
    assert "surrogacy" in sokha.get(address).context["form"].fields
    assert "money" not in sokha.get(address).context["form"].fields
    save_details(
        person=case.people.get(), answers={"gender": "man"}, version=0, **cast.acting(cast.sokha)
    )
    assert "surrogacy" not in sokha.get(address).context["form"].fields
    sokha.post(address, {"compound": "yes"})
    assert "Add: Scam compound" in section(sokha, case)


def test_the_day_of_birth_of_her_child_on_file_is_not_asked_again(cast, sokha):
    case = files.case(cast, kinds=["surrogacy"])
    address = reverse("cases:write", args=[case.id, "child_born"])
    assert "It is in a file" not in sokha.get(address).text
    child = files.person(cast, ("ນ້ອຍ",), births=[("family", 2026, 2, 27)])
    add_person(case=case, person=child, by=cast.sokha, role="child")
    form = sokha.get(address).context["form"]
    assert form["born_on"].value() == PartialDate(2026, 2, 27)
    assert "It is in a file" in form["born_on"].help_text
    write(cast, case, "child_born", born_where="Pakse")
    assert not sokha.get(address).context["form"]["born_on"].value()


def test_a_debt_that_was_only_told_in_words_asks_for_its_amount(cast, sokha):
    case = files.case(cast, kinds=["at_risk"])
    write(cast, case, "money", owes="a lot, to the agent")
    assert "Add: Debt, fine or ransom" in section(sokha, case)


def test_a_child_of_hers_in_the_case_asks_for_the_birth(cast, sokha):
    case = files.case(cast, kinds=["at_risk"])
    add_person(case=case, person=files.person(cast), role="child", by=cast.sokha)
    assert "Add: Child born, or expected" in section(sokha, case)


def test_an_amount_without_its_currency_is_refused_and_kept_on_the_page(cast, sokha):
    case = files.case(cast, kinds=["labour"])
    address = reverse("cases:write", args=[case.id, "debt"])
    answer = sokha.post(address, {"amount": "30,000", "to_whom": "the agent"})
    assert answer.status_code == 422
    assert "an amount needs its currency" in answer.text.casefold()
    assert 'value="30,000"' in answer.text
    assert 'value="the agent"' in answer.text
    assert not CaseEntry.objects.of_kinds([case.id], "debt").exists()


@pytest.mark.parametrize("amount", ["a lot", "-5", "1,50,000", "9" * 17, "1.2.3"])
def test_what_is_no_amount_is_refused_by_name(cast, amount):
    with pytest.raises(BadInput) as refused:
        write(cast, files.case(cast), "debt", amount=amount, currency="THB")
    assert refused.value.where == "amount"


def test_sums_stay_apart_by_currency_and_by_who_says_so(cast, sokha):
    case = files.case(cast, kinds=["labour"])
    write(cast, case, "debt", amount="30,000", currency="THB", said_by="herself")
    write(cast, case, "debt", amount="12 000.50", currency="THB", said_by="herself")
    write(cast, case, "debt", amount="500", currency="USD", said_by="herself")
    write(cast, case, "debt", amount="80.000", currency="THB", said_by="holder")
    page = section(sokha, case).partition("Added up")[2]
    for told in ("42\u202f000.50 THB", "500 USD", "80\u202f000 THB"):
        assert told in page
    assert "122\u202f" not in page  # with what stands in no id


WORK = {
    "agreed": "300", "per": "day", "currency": "THB", "days": "6", "hours": "14",
    "first": "2017-04-01", "last": "2017-06-30", "paid": "6,000",
}  # fmt: skip


def test_what_is_owed_is_counted_for_each_source_and_stands_side_by_side(cast, sokha):
    case = files.case(cast, kinds=["labour"])
    write(cast, case, "work", **WORK, said_by="holder", deducted="40,000", owed="0")
    write(cast, case, "work", **WORK | {"first": "2017-01-02"}, said_by="herself")
    page = section(sokha, case).partition("Unpaid wages, from what is on file")[2]
    assert "17\u202f400 THB" in page
    assert "43\u202f725 THB if the law of Thailand applies" in page
    assert "not confirmed: to be checked by a lawyer" in page
    assert "Said to be owed: 0 THB" in page
    assert "40\u202f000 THB" in page
    assert page.index("Her employer") < page.index("Herself")


def test_what_is_missing_to_count_pay_is_named(cast, sokha):
    case = files.case(cast, kinds=["labour"])
    write(cast, case, "work", agreed="300", per="month", currency="THB", first="2017-01")
    page = section(sokha, case).partition("Unpaid wages")[2]
    assert "Missing:" in page
    assert "the last day of work" in page


@pytest.mark.parametrize(
    ("told", "where"),
    [({"hours": "26"}, "hours"), ({"days": "9"}, "days"), ({"last": "2016"}, "last")],
)
def test_work_that_cannot_be_is_refused_by_name(cast, told, where):
    with pytest.raises(BadInput) as refused:
        write(cast, files.case(cast), "work", **WORK | told)
    assert refused.value.where == where


def test_the_lawyer_without_the_money_reads_no_amount(cast):

    case = files.case(cast, kinds=["labour"])
    write(cast, case, "debt", amount="30,000", currency="THB")
    write(cast, case, "work", **WORK)
    files.let_in_lawyer(cast, case)
    page = section(files.browser(cast, cast.mai), case)
    assert "30\u202f000" not in page
    assert "Unpaid wages" not in page


# ── Files ────────────────────────────────────────────────────────────────────
def upload(client, case, **more):
    file = SimpleUploadedFile("chat.txt", b"what he wrote", "text/plain")
    address = reverse("cases:document", args=[case.id])
    return client.post(address, {"file": file, "about": "Chat", **more})


def test_a_file_that_shows_abuse_is_refused_and_said_why_and_nothing_typed_is_lost(cast, sokha):
    case = files.case(cast, kinds=["sexual_abuse_of_a_child"])
    answer = upload(sokha, case, shows="yes")
    assert answer.status_code == 422
    assert "a crime in most countries" in answer.text
    assert 'value="Chat"' in answer.text
    assert not Document.objects.exists()
    assert "shows" in answer.text


def test_where_images_are_likely_it_is_asked_twice(cast, sokha):
    case = files.case(cast, kinds=["sexual_abuse_of_a_child"])
    once = upload(sokha, case, shows="no")
    assert once.status_code == 422
    assert "Look through the whole file first" in once.text
    assert not Document.objects.exists()
    assert upload(sokha, case, shows="no", looked="on").status_code == 302


def test_a_file_that_was_refused_once_is_refused_in_every_case_and_from_everybody(cast, sokha):
    assert upload(sokha, files.case(cast, kinds=["rape"]), shows="yes").status_code == 422
    assert RefusedFile.objects.count() == 1
    other = files.case(cast, by=cast.linh, team=cast.saigon, kinds=["labour"])
    again = upload(files.browser(cast, cast.linh), other, shows="no")
    assert again.status_code == 422
    assert "This very file was refused before" in again.text
    assert not Document.objects.exists()


def test_of_a_file_that_was_refused_nothing_is_kept_but_a_mark_that_says_nothing(cast, sokha):
    case = files.case(cast, kinds=["rape"])
    upload(sokha, case, shows="yes")
    (row,) = RefusedFile.objects.all()
    assert row.mark != hashlib.sha256(b"what he wrote").hexdigest()
    assert {field.name for field in RefusedFile._meta.fields} == {"id", "mark", "on"}
    entry = journal.the_entry("case.file_refused")
    assert entry.about == str(case.id)
    assert set(json.loads(entry.detail)) == {"at"}


def test_where_images_are_in_question_nobody_uploads_without_saying_what_it_shows(cast, sokha):
    case = files.case(cast, kinds=["at_risk"])
    write(cast, case, "also", images=True)
    assert upload(sokha, case).status_code == 422
    assert not Document.objects.exists()


def test_wherever_a_child_may_be_concerned_it_is_asked_whatever_the_kind(cast, sokha):
    girl = files.person(cast, births=[("census", 2012, 5, 1)])
    case = files.case(cast, people=[girl], kinds=["labour"])
    assert upload(sokha, case).status_code == 422
    assert not Document.objects.exists()


def test_of_grown_people_in_other_cases_it_is_not_asked(cast, sokha):
    woman = files.person(cast, births=[("census", 1990, 5, 1)])
    case = files.case(cast, people=[woman], kinds=["labour"])
    assert "sexual abuse" not in sokha.get(reverse("cases:document", args=[case.id])).text
    assert upload(sokha, case).status_code == 302


def test_no_way_in_takes_a_file_that_is_said_to_show_abuse(cast):
    with pytest.raises(BadInput, match="crime"):
        add_document(
            case=files.case(cast),
            name="a.txt",
            parts=[b"x"],
            **cast.acting(cast.sokha),
            shows_abuse=True,
        )
