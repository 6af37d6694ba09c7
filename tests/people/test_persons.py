from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from fanal.cases.actions.emergencies import keep_out
from fanal.coded_facts.actions import pseudonym_of
from fanal.coded_facts.models import FactList, StoredFact
from fanal.core.calendars import AgeInterval, Minority, PartialDate
from fanal.core.casework.answers import DOES_NOT_WANT_TO_SAY, NOT_ASKED, NOT_KNOWN
from fanal.core.errors import BadInput, Conflict
from fanal.core.sealing.compartments import IDENTITY, LEGAL
from fanal.core.sealing.failures import Locked
from fanal.keys.actions import grant
from fanal.keys.ring import Ring
from fanal.people.access import (
    must_hold_files,
    people_for,
    person_for,
    written_person_for,
)
from fanal.people.actions.births import add_birth, retract_birth
from fanal.people.actions.merges import decide, undo
from fanal.people.actions.persons import (
    add_name,
    create_person,
    reveal_name,
    save_details,
    use_name,
)
from fanal.people.exclusion import all_files_closed_to
from fanal.people.models import Birth, Person, PersonName
from fanal.people.queries import ages, files_of, identity
from tests import files
from tests.journal import entries

RAID = date(2011, 12, 14)


def journal(act):
    return entries(act)


def test_a_person_needs_nothing_not_even_a_name(cast):
    person = create_person(team=cast.bangkok, by=cast.sokha)
    known = identity(person, cast.ring(cast.sokha), RAID)
    assert (known.names, known.age, known.minority) == ([], None, Minority.NOT_KNOWN)
    assert set(known.answers.values()) == {NOT_ASKED}


def test_any_number_of_names_and_one_to_be_used(cast):
    person, ring = files.person(cast), cast.ring(cast.sokha)
    nickname = add_name(person=person, text="Noy", kind="nickname", by=cast.sokha, ring=ring)
    assert reveal_name(person=person, by=cast.sokha, ring=ring) == "ບົວຄຳ ວົງສາ"
    use_name(name=nickname, by=cast.sokha)
    assert reveal_name(person=person, by=cast.sokha, ring=ring) == "Noy"
    assert PersonName.objects.filter(person=person, to_use=True).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonName.objects.filter(person=person).update(to_use=True)


def test_showing_a_name_is_written_down_without_the_name(cast):
    person = files.person(cast)
    reveal_name(person=person, **cast.acting(cast.sokha))
    (entry,) = journal("person.name_shown")
    assert (entry.by, entry.about) == (cast.sokha, str(person.id))
    assert "ບົວຄຳ" not in entry.detail


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Bou\u200bakham \u202eVongsa\u202c ", "Bouakham Vongsa"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("ﺔ" + "\u200f", "ﺔ"),
    ],
)
def test_invisible_marks_do_not_stay_in_a_name(cast, text, kept):
    person = files.person(cast, names=[text])
    assert reveal_name(person=person, **cast.acting(cast.sokha)) == kept


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ({"text": "x" * 10_000}, "text"),
        ({"text": "\u200b \u202e"}, "text"),
        ({"text": "Noy", "kind": "invented"}, "kind"),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused_and_nothing_else_is_lost(cast, name, where):
    person, ring = files.person(cast), cast.ring(cast.sokha)
    with pytest.raises(BadInput) as problem:
        add_name(person=person, by=cast.sokha, ring=ring, **name)
    assert problem.value.where == where
    assert person.names.count() == 1


def test_a_passport_older_than_the_census_is_a_conflict_and_she_is_treated_as_a_child(cast):
    person = files.person(cast, births=[("census", 1995, 10, 22), ("passport", 1991, 10, 22)])
    known = identity(person, cast.ring(cast.sokha), RAID)
    assert [str(s) for s in known.weighed.sentences()] == ["census and passport do not agree"]
    assert known.age == AgeInterval(16, 20)
    assert known.minority is Minority.TREAT_AS_CHILD


def test_a_source_taken_back_no_longer_counts_and_is_still_there(cast):
    person = files.person(cast, births=[("census", 1995, 10, 22), ("passport", 1991, 10, 22)])
    ring = cast.ring(cast.sokha)
    passport = next(b for b in Birth.objects.all() if b.unseal(ring)["source"] == "passport")
    retract_birth(birth=passport, by=cast.sokha, ring=ring)
    known = identity(person, ring, RAID)
    assert known.minority is Minority.CHILD
    assert len(known.births) == 2


def test_an_age_said_is_a_span_of_births(cast):
    person, ring = files.person(cast), cast.ring(cast.sokha)
    add_birth(person=person, source="appearance", ages=(14, 19), by=cast.sokha, ring=ring, on=RAID)
    assert identity(person, ring, RAID).age == AgeInterval(14, 19)


@pytest.mark.parametrize(
    ("birth", "where"),
    [
        ({"source": "passport", "born": PartialDate(2399)}, "born"),
        ({"source": "gossip", "born": PartialDate(1995)}, "source"),
        ({"source": "passport"}, "born"),
        ({"source": "family", "ages": (19, 14)}, "age"),
    ],
)
def test_a_birth_that_cannot_be_is_refused(cast, birth, where):
    person = files.person(cast)
    with pytest.raises(BadInput) as problem:
        add_birth(person=person, **cast.acting(cast.sokha), **birth)
    assert problem.value.where == where


def test_three_answers_that_are_not_values_stay_apart(cast):
    person, ring = files.person(cast), cast.ring(cast.sokha)
    answers = {"origin": DOES_NOT_WANT_TO_SAY, "papers": NOT_KNOWN, "languages": "Lao, Thai"}
    save_details(person=person, answers=answers, version=0, by=cast.sokha, ring=ring)
    kept = identity(person, ring, RAID).answers
    assert {name: kept[name] for name in answers} == answers
    assert kept["gender"] is NOT_ASKED


def test_two_edits_of_the_same_answers_meet_and_none_is_lost(cast):
    person, ring = files.person(cast), cast.ring(cast.sokha)
    write = {"person": person, "by": cast.sokha, "ring": ring}
    save_details(answers={"origin": "Pakse"}, version=0, **write)
    save_details(answers={"origin": "Champasak"}, version=1, **write)
    with pytest.raises(Conflict) as conflict:
        save_details(answers={"origin": "Saravan"}, version=1, **write)
    assert conflict.value.yours["origin"] == "Saravan"
    assert conflict.value.theirs["origin"] == "Champasak"


def test_another_team_gets_the_same_answer_as_for_what_does_not_exist(cast):
    person = files.person(cast)
    assert person_for(cast.noi, person.id) == person
    for stranger in (cast.linh, cast.mai, cast.claire, cast.duc, cast.anan, cast.vera):
        with pytest.raises(Http404):
            person_for(stranger, person.id)
    assert len(journal("person.refused")) == 6


def test_a_grant_of_identity_lets_in_and_one_of_legal_does_not(cast):
    person = files.person(cast)
    give = {"folder": person.id, "to": cast.mai, **cast.acting(cast.noi)}
    grant(compartments=[LEGAL], **give)
    assert not people_for(cast.mai).exists()
    grant(compartments=[IDENTITY], **give)
    assert people_for(cast.mai).get() == person


def test_who_was_granted_her_identity_reads_and_does_not_write_and_others_hold_no_file(cast):
    person = files.person(cast)
    give = {"folder": person.id, **cast.acting(cast.sokha)}
    grant(compartments=[IDENTITY], to=cast.mai, **give)
    must_hold_files(cast.mai)
    assert person_for(cast.mai, person.id) == person
    assert written_person_for(cast.sokha, person.id) == person
    for user in (cast.mai, cast.linh, cast.vera):
        with pytest.raises(Http404):
            written_person_for(user, person.id)
    assert [entry.by_id for entry in entries("person.refused", about=person.id)] == [
        cast.mai.pk,
        cast.linh.pk,
        cast.vera.pk,
    ]
    with pytest.raises(Http404):
        must_hold_files(cast.vera)


def merge(cast):
    return {**cast.acting(cast.sokha), "reason": "the same scar"}


def test_a_merge_is_undone_without_loss(cast):
    one, other = files.person(cast), files.person(cast, names=["Bouakham Vongsa"])
    ring = cast.ring(cast.sokha)
    made = decide(keep=one, other=other, same=True, **merge(cast))
    assert files_of(one) == [one.id, other.id]
    assert len(identity(one, ring, RAID).names) == 2
    undo(comparison=made, by=cast.noi)
    assert files_of(one) == [one.id]
    assert len(identity(Person.objects.get(id=other.id), ring, RAID).names) == 1


def test_whoever_is_kept_out_of_one_file_is_kept_out_of_all_that_are_the_same_person(cast):
    """The page of the file that stands shows the names of the others too."""
    one, other, third, stranger = (files.person(cast, names=[name]) for name in "ກຂຄງ")
    case = files.case(cast, people=[other])
    decide(keep=one, other=other, same=True, **merge(cast))
    decide(keep=third, other=one, same=True, **merge(cast))
    keep_out(case=case, user=cast.sokha, reason="Her uncle.", by=cast.noi)
    assert set(people_for(cast.sokha)) == {stranger}
    assert all_files_closed_to(cast.sokha) == {one.id, other.id, third.id}
    assert set(people_for(cast.noi)) == {one, other, third, stranger}
    with pytest.raises(Http404):
        person_for(cast.sokha, third.id)


def test_a_file_is_not_merged_with_itself_nor_twice(cast):
    one, other, third = files.person(cast), files.person(cast), files.person(cast)
    with pytest.raises(BadInput):
        decide(keep=one, other=one, same=True, **merge(cast))
    decide(keep=one, other=other, same=True, **merge(cast))
    other.refresh_from_db()
    with pytest.raises(BadInput):
        decide(keep=third, other=other, same=True, **merge(cast))


def test_a_merge_needs_a_reason_and_keeps_it_sealed(cast):
    one, other = files.person(cast), files.person(cast)
    with pytest.raises(BadInput, match="why it is one person"):
        decide(keep=one, other=other, same=True, **cast.acting(cast.sokha))
    made = decide(keep=one, other=other, same=True, **merge(cast))
    assert b"scar" not in bytes(made.sealed)
    assert made.reason(cast.ring(cast.noi)) == "the same scar"
    assert made.reason(cast.ring(cast.linh)) == ""


def test_sisters_found_to_be_two_are_never_merged_unless_that_is_taken_back(cast):
    sister, other, copy = (files.person(cast) for _ in range(3))
    apart = decide(keep=sister, other=other, same=False, by=cast.sokha)
    decide(keep=other, other=copy, same=True, **merge(cast))
    with pytest.raises(BadInput, match="take that answer back"):
        decide(keep=sister, other=other, same=True, **merge(cast))
    with pytest.raises(BadInput, match="take that answer back"):
        decide(keep=other, other=sister, same=True, **merge(cast))
    undo(comparison=apart, by=cast.noi)
    decide(keep=sister, other=other, same=True, **merge(cast))
    assert files_of(sister) == [sister.id, other.id, copy.id]


@pytest.mark.parametrize("same", [True, None])
def test_twins_are_two_people_and_no_other_answer(cast, same):
    one, other = files.person(cast), files.person(cast)
    with pytest.raises(BadInput, match="twins are two people"):
        decide(keep=one, other=other, same=same, twins=True, **merge(cast))
    assert files_of(one) == [one.id]
    made = decide(keep=one, other=other, same=False, twins=True, **cast.acting(cast.sokha))
    assert made.unseal(cast.ring(cast.noi))["twins"] is True


def test_an_answer_that_could_not_be_given_may_be_given_later(cast):
    one, other = files.person(cast), files.person(cast)
    open_ = decide(keep=one, other=other, same=None, by=cast.sokha)
    decide(keep=one, other=other, same=True, **merge(cast))
    open_.refresh_from_db()
    assert open_.undone_by == cast.sokha


def test_an_answer_is_taken_back_once_and_undoes_no_later_merge(cast):
    one, other, third = (files.person(cast) for _ in range(3))
    first = decide(keep=one, other=other, same=True, **merge(cast))
    undo(comparison=first, by=cast.noi)
    decide(keep=third, other=other, same=True, **merge(cast))
    with pytest.raises(BadInput, match="taken back already"):
        undo(comparison=first, by=cast.noi)
    assert files_of(third) == [third.id, other.id]


def test_who_stands_on_the_conflict_list_of_her_case_does_not_see_her(cast):
    person = files.person(cast)
    case = files.case(cast, people=[person])
    keep_out(case=case, user=cast.sokha, reason="a cousin", by=cast.noi)
    assert not people_for(cast.sokha).exists()
    assert people_for(cast.noi).get() == person


@pytest.mark.parametrize("number", [2, 6])
def test_ages_of_a_list_take_the_same_number_of_queries(cast, number, django_assert_num_queries):
    people = [files.person(cast, births=[("census", 1995)]) for _ in range(number)]
    ring = cast.ring(cast.sokha)
    ring.prepare([])
    with django_assert_num_queries(3):
        found = ages(people, ring, RAID)
    assert set(found.values()) == {AgeInterval(15, 16)}


def test_a_reason_without_keys_to_seal_it_is_locked_and_nothing_is_merged(cast):
    one, other = files.person(cast), files.person(cast)
    with pytest.raises(Locked):
        decide(keep=one, other=other, same=True, reason="the same scar", by=cast.sokha)
    other.refresh_from_db()
    assert other.merged_into is None


def test_a_file_with_others_behind_it_is_locked_to_a_ring_of_nobody(cast):
    one, other = files.person(cast), files.person(cast)
    decide(keep=one, other=other, same=True, **merge(cast))
    with pytest.raises(Locked):
        identity(one, Ring(), RAID)


def test_what_is_written_with_a_new_file_is_what_is_written_one_after_the_other(cast):
    ring = cast.ring(cast.sokha)
    names = [{"text": "ບົວຄຳ"}, {"text": "Noy", "kind": "nickname", "to_use": True}]
    births = [
        {"source": "herself", "born": PartialDate(2001)},
        {"source": "passport", "born": PartialDate(1999, 5)},
    ]
    answers = {"citizenship": "Laos", "telephone": NOT_KNOWN}
    at_once = create_person(
        team=cast.bangkok, by=cast.sokha, ring=ring, names=names, births=births, answers=answers
    )
    one_by_one = create_person(team=cast.bangkok, by=cast.sokha, ring=ring)
    for told in names:
        add_name(person=one_by_one, by=cast.sokha, ring=ring, **told)
    for told in births:
        add_birth(person=one_by_one, by=cast.sokha, ring=ring, **told)
    save_details(person=one_by_one, answers=answers, version=0, by=cast.sokha, ring=ring)
    assert written(at_once, ring) == written(one_by_one, ring)


def written(person, ring):
    """All that her file holds and what follows from it, without ids."""
    known = identity(person, ring, date.today())
    lists = FactList.objects.get(pseudonym=pseudonym_of(person.id)).held["current"].values()
    said = [StoredFact.objects.get(id=one).content["codes"] for one in lists]
    return (
        [(row.to_use, data) for row, data in known.names],
        sorted(str(data) for _row, data in known.births),
        (known.answers, known.details_version, known.age, known.minority),
        person.age_for_consent.coded,
        sorted(map(str, said)),
        sorted_names(person.search_rows.get().unseal(ring)),
        Counter(entry.act for entry in entries(about=person.id)),
    )


def sorted_names(row):
    return {part: sorted(map(str, held)) if held else held for part, held in row.items()}


def test_a_new_file_takes_few_statements(cast, django_assert_max_num_queries):
    ring, told = cast.ring(cast.sokha), {"names": [{"text": "Noy"}, {"text": "Bua"}]}
    create_person(team=cast.bangkok, by=cast.sokha, ring=ring, **told)
    with django_assert_max_num_queries(50):  # 80 while each was written as if others were there
        create_person(team=cast.bangkok, by=cast.sokha, ring=ring, **told)
