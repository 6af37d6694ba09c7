"""What her own file says is not "not known" on the page of the law, and is not asked again."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.core.law.case import LawCase, LawPerson, Period, Sex
from fanal.core.sealing.compartments import LEGAL
from fanal.identification.known_facts import HerFile, completed, her_files
from fanal.keys.actions import grant
from fanal.people.actions.persons import save_details
from fanal.people.own_words import sex_of
from tests import files

OPENED = date(2026, 11, 20)


def page_of(cast, case, name="matrix", by=None):
    ids = {"case_id": case.id, "person_id": case.people.get().id}
    return files.browser(cast, by or cast.sokha).get(reverse(f"identification:{name}", kwargs=ids))


@pytest.fixture
def girl(cast):
    """Born on 12 May 2010; said to be a girl."""
    person = files.person(cast, births=[("family", 2010, 5, 12)])
    save_details(person=person, answers={"gender": "girl"}, version=0, **cast.acting(cast.sokha))
    return files.case(cast, people=[person])


def test_a_girl_whose_birth_is_on_file_is_a_child_under_the_law(cast, girl):
    answer = page_of(cast, girl)
    found = {a.instrument.id: a for a in answer.context["record"].assessments}
    palermo = found["palermo-2000"]
    assert palermo.child == "yes"
    assert palermo.means == "not_required"
    assert "Confirm it so that it is also on paper" in answer.content.decode()


def test_the_form_proposes_what_her_file_says(cast, girl):
    form = page_of(cast, girl, "circumstances").context["form"]
    assert (form["sex"].value(), form["youngest"].value(), form["oldest"].value()) == (
        "female",
        None,
        files.TODAY.year - 2010 - (date(files.TODAY.year, 5, 12) > files.TODAY),
    )


def test_paper_for_others_tells_nothing_of_her_file_that_was_not_confirmed(cast, girl):
    answer = page_of(cast, girl, "print_matrix")
    text = answer.content.decode()
    assert "at most" not in text
    assert "confirm it first" in text


def test_who_may_not_open_her_file_reads_not_known(cast, girl):
    ring = cast.ring(cast.kham)
    known = her_files([(girl.people.get(), (None, None, OPENED))], ring)
    assert list(known.values()) == [HerFile()]


@pytest.fixture
def lawyer(cast):
    """Mai, to whom the legal part of a case is granted, and no more."""

    def granted(case):
        write = {"to": cast.mai, "by": cast.noi, "ring": cast.ring(cast.noi)}
        grant(folder=case.id, compartments=[LEGAL], reason="her complaint", **write)
        return case

    return granted


def test_a_lawyer_without_her_file_reads_that_she_is_a_child_and_not_how_old(cast, girl, lawyer):
    answer = page_of(cast, lawyer(girl), by=cast.mai)
    about = answer.context["record"].about.person
    assert (about.youngest, about.oldest) == (0, 17)
    found = {a.instrument.id: a for a in answer.context["record"].assessments}
    assert found["palermo-2000"].means == "not_required"
    text = files.browser(cast, cast.mai).get(reverse("cases:case", args=[girl.id])).text
    assert "A child. Her age is under “Who she is”." in text
    assert "2010" not in text


def test_of_a_grown_woman_and_of_who_may_be_a_child_she_reads_nothing(cast, lawyer):
    for year in (1990, files.TODAY.year - 18):
        person = files.person(cast, births=[("family", year, None, None)])
        case = lawyer(files.case(cast, people=[person]))
        about = page_of(cast, case, by=cast.mai).context["record"].about.person
        assert not about.age_known
        text = files.browser(cast, cast.mai).get(reverse("cases:case", args=[case.id])).text
        assert "A child" not in text


def test_what_is_printed_for_others_says_nothing_of_it(cast, girl, lawyer):
    answer = page_of(cast, lawyer(girl), "print_matrix", by=cast.mai)
    assert not answer.context["record"].about.person.age_known


@pytest.mark.parametrize(
    ("first", "expected"), [(None, (0, 16)), (date(2024, 5, 11), (13, 13)), (OPENED, (16, 16))]
)
def test_an_age_without_its_day_is_only_an_upper_bound(cast, girl, first, expected):
    person = girl.people.get()
    known = her_files([(person, (first, None, OPENED))], cast.ring(cast.sokha))[person.id]
    assert (known.youngest, known.oldest) == expected


def test_what_was_confirmed_for_the_law_is_not_overruled_by_the_file():
    case = LawCase(LawPerson(Sex.OTHER, 18, 19), when=Period(OPENED, None))
    assert completed(case, HerFile(Sex.FEMALE, 16, 16)) == case


@pytest.mark.parametrize(
    ("word", "sex"),
    [("girl", Sex.FEMALE), ("Nữ", Sex.FEMALE), ("garçon", Sex.MALE), ("trans woman", Sex.UNKNOWN),
     ("", Sex.UNKNOWN), (None, Sex.UNKNOWN)],
)  # fmt: skip
def test_only_a_word_without_doubt_is_read_as_a_sex(word, sex):
    assert sex_of(word) is sex


@pytest.mark.parametrize("source", ["caller", "relative", "colleague"])
def test_a_caller_a_relative_and_a_colleague_can_say_it(cast, girl, source):
    form = page_of(cast, girl, "statement").context["form"]
    assert source in dict(form.fields["source"].choices)
