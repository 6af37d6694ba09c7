"""A relative whom somebody named is proposed in the next form that asks for her family, with who said
it: looked for, written down around her, found where she goes home."""

import pytest
from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.matching.actions.tracing import ask, end
from tests import files

MOTHER, AUNT, UNCLE, FRIEND = "Bounmy Keomany", "Khamla Keomany", "Somsak Keomany", "Dao"


@pytest.fixture
def case(cast):
    case = files.case(cast)
    record_consent(
        case=case,
        person=case.people.get(),
        purpose="family_tracing",
        answer="given",
        **cast.acting(cast.sokha),
    )
    return case


def around(cast, case, name, relation="mother", **more):
    told = {"name": name, "relation": relation, **more}
    return add_entry(case=case, kind="around", answers=told, **cast.acting(cast.sokha))


def look_for(cast, case, *names, by=None):
    by, person = by or cast.sokha, case.people.order_by("id").first()
    return ask(case=case, person=person, whom="family", names=names, **cast.acting(by))


def form(browser, name, *ids):
    page = browser.get(reverse(name, args=ids))
    return page.context["form"], page


def test_whom_she_named_is_proposed_to_be_looked_for_but_not_whom_she_fears(cast, case):
    sokha = files.browser(cast, cast.sokha)
    empty, _page = form(sokha, "matching:trace", case.id)
    assert not empty["names"].value()
    around(cast, case, MOTHER)
    around(cast, case, FRIEND, relation="friend")
    around(cast, case, UNCLE, relation="relative", safe="danger")
    known, page = form(sokha, "matching:trace", case.id)
    assert known["names"].value() == MOTHER
    assert known["whom"].value() == "family"
    assert "Sokha" in known["about"].value()
    assert "are proposed" in page.text
    look_for(cast, case, MOTHER)
    around(cast, case, AUNT, relation="relative")
    assert form(sokha, "matching:trace", case.id)[0]["names"].value() == AUNT


def test_a_name_that_is_looked_for_is_proposed_to_who_writes_down_a_person_around_her(cast, case):
    sokha, write = files.browser(cast, cast.sokha), ("cases:write", case.id, "around")
    assert not form(sokha, *write)[0]["name"].value()
    search = look_for(cast, case, MOTHER, AUNT, by=cast.noi)
    asked, page = form(sokha, *write)
    assert asked["name"].value() == MOTHER
    assert f"{MOTHER} (Noi" in page.context["lead"]
    around(cast, case, MOTHER.upper())
    assert form(sokha, *write)[0]["name"].value() == AUNT
    end(request=search, by=cast.noi)
    assert not form(sokha, *write)[0]["name"].value()


def test_her_family_is_proposed_in_its_assessment_in_sight_and_with_who_named_it(cast, case):
    sokha, assess = files.browser(cast, cast.sokha), ("reintegration:assess", case.people.get().id)
    assert not form(sokha, *assess)[0]["household"].value()
    around(cast, case, MOTHER)
    look_for(cast, case, MOTHER, AUNT, by=cast.noi)
    asked, page = form(sokha, *assess)
    first, second = asked["household"].value().splitlines()
    assert first.startswith(f"{MOTHER} – mother (Sokha")
    assert second.startswith(f"{AUNT} (Noi")
    assert "correct it" in page.context["lead"]
    assert all("household" not in names for names in asked.later.values())


def test_of_two_in_a_case_only_what_was_said_of_her_family_is_proposed(cast, case):
    person, sister = case.people.get(), files.person(cast, ["Her friend"])
    around(cast, case, UNCLE, relation="relative")
    add_person(case=case, person=sister, by=cast.sokha)
    ask(case=case, person=person, whom="family", names=[MOTHER], **cast.acting(cast.sokha))
    sokha = files.browser(cast, cast.sokha)
    asked, _page = form(sokha, "reintegration:assess", person.id)
    assert asked["household"].value().startswith(MOTHER)
    assert UNCLE not in asked["household"].value()
    assert not form(sokha, "reintegration:assess", sister.id)[0]["household"].value()


def test_what_was_said_before_of_her_family_stays_hers_when_her_child_comes_into_the_case(
    cast, case
):
    person, child = case.people.get(), files.person(cast, ["Her son"])
    around(cast, case, MOTHER)
    add_person(case=case, person=child, by=cast.sokha, role="child")
    sokha = files.browser(cast, cast.sokha)
    asked, _page = form(sokha, "reintegration:assess", person.id)
    assert asked["household"].value().startswith(MOTHER)
    assert not form(sokha, "reintegration:assess", child.id)[0]["household"].value()


def test_who_does_not_read_her_family_in_the_case_is_proposed_nothing(cast, case):
    around(cast, case, MOTHER)
    files.let_in_lawyer(cast, case)
    for name, ids in (
        ("matching:trace", [case.id]),
        ("reintegration:assess", [case.people.get().id]),
    ):
        page = files.browser(cast, cast.mai).get(reverse(name, args=ids))
        assert MOTHER not in page.text
