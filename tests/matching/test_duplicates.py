"""Who may be here twice: ranked, explained, answered by a person, never asked twice."""

import random
from uuid import UUID

import pytest
from django.urls import reverse

from fanal.cases.actions.emergencies import keep_out
from fanal.core.casework.answers import NOT_ASKED
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.matching.actions.scorer import cache_pairs, learn, learn_where_due
from fanal.matching.models import CachedPairs, Scorer
from fanal.matching.queries.cached_pairs import compared
from fanal.matching.queries.comparison import _differ
from fanal.matching.queries.duplicates import duplicates_of, score
from fanal.matching.queries.register import closest, judged_alone, judged_together, table
from fanal.people.actions.merges import decide, undo
from fanal.people.actions.persons import add_name
from fanal.people.models import MatchDecision, Person
from fanal.people.queries import around
from scriptnames import Weights, default_weights, normalise
from scriptnames.index import Entry
from tests import files
from tests.folded import folded, open_at_once
from tests.journal import entries

LAO, LATIN, OTHER = "ບົວຄຳ ວົງສາ", "Bouakham Vongsa", "Trần Thị Bích Ngọc"


def address(one, other):
    return reverse("matching:pair", args=[one.id, other.id])


def waiting(by, ring):
    return duplicates_of(by, ring, compared(by, ring))


def shown(cast, by=None):
    by = by or cast.sokha
    found = waiting(by, cast.ring(by))
    return [{person.id for person in group.people} for group in found.groups]


def test_two_scripts_of_one_name_stand_in_one_group_and_a_stranger_in_none(cast):
    one, other = (
        files.person(cast, [LAO], [("census", 2009)]),
        files.person(cast, [LATIN], [("passport", 2009)]),
    )
    files.person(cast, [OTHER])
    assert shown(cast) == [{one.id, other.id}]


def test_every_pair_says_why_and_how_likely(cast, sokha):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    page = sokha.get(reverse("matching:duplicates")).text
    assert one.code_name in page
    assert other.code_name in page
    assert "same" in page
    assert "one person" in page
    assert LATIN not in page
    assert LAO not in page


def test_what_ties_a_third_to_two_is_marked_as_weak_and_nothing_is_merged(cast, sokha):
    for name in (LATIN, LATIN, "Buakham Vongsa"):
        files.person(cast, [name], [("census", 2009)])
    page = sokha.get(reverse("matching:duplicates")).text
    assert page.count("weak link</span>") == 2
    assert page.count('class="graph__dot"') == 3
    assert page.count('class="graph__weak"') == 2
    assert not Person.objects.exclude(merged_into=None).exists()
    assert not MatchDecision.objects.exists()


def test_of_a_group_the_weak_links_stand_first(cast):
    for name in (LATIN, LATIN, "Buakham Vongsa"):
        files.person(cast, [name], [("census", 2009)])
    (group,) = waiting(cast.sokha, cast.ring(cast.sokha)).groups
    assert [row.weak for row in group.rows] == [True, True, False]


def test_the_five_likeliest_groups_stand_open_and_the_others_folded(cast, sokha):
    names = ("Bouakham Vongsa", "Tran Thi Bich", "Sok Chanthou", "Maria Reyes", "Aung Kyaw Min")
    for name in (*names, "Dewi Lestari"):
        for _ in range(2):
            files.person(cast, [name], [("census", 2009)])
    page = sokha.get(reverse("matching:duplicates")).text
    assert open_at_once(page).count("task-list__row") == 5
    assert folded(page.partition("Less likely pairs")[0] + "</main>").count("task-list__row") == 1


@pytest.mark.parametrize("answer", ["same", "not_same", "cannot_tell"])
def test_an_answer_is_kept_and_never_asked_twice(cast, sokha, answer):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    sokha.post(address(one, other), {"answer": answer, "reason": "her mother told us"})
    kept = MatchDecision.objects.get()
    assert kept.same is {"same": True, "not_same": False, "cannot_tell": None}[answer]
    assert shown(cast) == []
    undo(comparison=kept, by=cast.noi)
    assert shown(cast) == [{one.id, other.id}]


def test_what_was_said_of_two_holds_for_the_files_that_stand_for_them(cast):
    one, other, copy = files.person(cast, [LAO]), files.person(cast, [LATIN]), files.person(cast)
    decide(keep=one, other=other, same=False, by=cast.sokha)
    ring = cast.ring(cast.sokha)
    decide(keep=other, other=copy, same=True, reason="one passport", by=cast.sokha, ring=ring)
    assert shown(cast) == []


def test_a_pair_found_apart_is_drawn_in_its_group(cast):
    one, two, three = (files.person(cast, [LATIN], [("census", 2009)]) for _ in range(3))
    decide(keep=one, other=two, same=False, by=cast.sokha)
    group = waiting(cast.sokha, cast.ring(cast.sokha)).groups[0]
    assert {one, two} == set(group.apart[0])
    assert [line.kind for line in group.lines].count("apart") == 1
    assert {p.id for p in group.people} == {one.id, two.id, three.id}


CODE_WIDE, CODE_HIGH = 180, 14  # a long code as the picture writes it


@pytest.mark.parametrize("count", [2, 3, 4])
def test_in_a_small_group_no_line_runs_under_a_code(cast, count):
    for _ in range(count):
        files.person(cast, [LATIN], [("census", 2009)])
    (group,) = waiting(cast.sokha, cast.ring(cast.sokha)).groups
    assert len(group.lines) == count * (count - 1) // 2
    under = [
        (line, dot)
        for line in group.lines
        for dot in group.dots
        for x, y in (
            (line.x1 + (line.x2 - line.x1) * n / 99, line.y1 + (line.y2 - line.y1) * n / 99)
            for n in range(100)
        )
        if abs(x - dot.x) < CODE_WIDE / 2 and dot.text_y - CODE_HIGH < y < dot.text_y
    ]
    assert under == []


def test_two_people_at_once_answer_once_and_the_second_is_told_and_keeps_her_words(cast, sokha):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    decide(keep=one, other=other, same=False, by=cast.noi)
    late = sokha.post(address(one, other), {"answer": "same", "reason": "one passport"})
    assert late.status_code == 422
    assert "answered meanwhile" in late.text
    assert "one passport" in late.text
    assert MatchDecision.objects.get().same is False


def test_a_merge_without_a_reason_is_refused_at_the_field(cast, sokha):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    answer = sokha.post(address(one, other), {"answer": "same", "reason": " "})
    assert answer.status_code == 422
    assert "why it is one person" in answer.text
    assert not MatchDecision.objects.exists()


def test_the_pair_page_shows_both_sides_and_writes_down_that_it_was_opened(cast, sokha):
    one = files.person(cast, [LAO], [("census", 2009)])
    other = files.person(cast, [LATIN], [("passport", 2010)])
    sister = files.person(cast, [OTHER])
    files.case(cast, people=[one, sister])
    page = sokha.get(address(one, other)).text
    assert all(text in page for text in (LAO, LATIN, "Lao letters", "2010", sister.code_name))
    assert "bouakham" in page.lower()
    assert "What the score is made of" in page
    assert len(entries("person.opened")) == 2


def test_the_pair_page_says_as_the_list_does_what_other_files_speak_for(cast, sokha):
    made = [files.person(cast, [name]) for name in (LAO, LATIN, "Buakham Vongsar")]
    sokha.get(reverse("matching:duplicates"))
    (group,) = waiting(cast.sokha, cast.ring(cast.sokha)).groups
    assert len(group.rows) == 3
    for row in group.rows:
        page = score(cast.sokha, cast.ring(cast.sokha), row.one.id, row.other.id)
        assert page.pair.likely == row.likely
        assert page.parts[-1][0] == say("what the other files say")
        assert set(page.pair.beside) <= set(row.why) & set(page.why)
    never_listed = files.person(cast, [OTHER])
    page = score(cast.sokha, cast.ring(cast.sokha), made[0].id, never_listed.id)
    assert page.parts[-1][0] != say("what the other files say")


def test_the_reason_of_an_answer_shows_on_the_pair_and_can_be_taken_back(cast, sokha):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    sokha.post(address(one, other), {"answer": "same", "reason": "the same scar"})
    page = sokha.get(address(one, other)).text
    assert "the same scar" in page
    sokha.post(reverse("people:undo", args=[one.id, MatchDecision.objects.get().id]))
    assert Person.objects.get(id=other.id).merged_into is None


def test_twins_are_a_lasting_answer_of_two_real_people(cast, sokha):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    sokha.post(address(one, other), {"answer": "twins", "reason": ""})
    assert MatchDecision.objects.get().same is False
    assert "Both are real: twins" in sokha.get(address(one, other)).text
    assert shown(cast) == []
    with pytest.raises(BadInput):
        decide(
            keep=one, other=other, same=True, twins=True, reason="One.", **cast.acting(cast.sokha)
        )


def test_people_around_her_are_those_whom_the_reader_may_open(cast):
    person, mother = files.person(cast), files.person(cast)
    foreign = files.person(cast, by=cast.linh, team=cast.saigon)
    files.case(cast, people=[person, mother, foreign])
    assert around(cast.sokha, [person]) == {person.id: [mother.code_name]}


def test_another_team_and_other_roles_see_no_pair(cast):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    assert shown(cast, cast.linh) == []
    assert files.browser(cast, cast.linh).get(address(one, other)).status_code == 404
    for user in (cast.mai, cast.claire, cast.duc, cast.anan, cast.vera):
        page = files.browser(cast, user)
        assert page.get(reverse("matching:duplicates")).status_code == 404


def test_a_register_of_nobody_of_one_and_of_people_without_names_is_no_mistake(cast, sokha):
    assert "No two files" in sokha.get(reverse("matching:duplicates")).text
    one, other = files.person(cast, []), files.person(cast, [])
    assert "No two files" in sokha.get(reverse("matching:duplicates")).text
    assert sokha.get(address(one, other)).status_code == 200
    assert sokha.get(address(one, one)).status_code == 200


@pytest.mark.parametrize("number", [2, 5])
def test_the_page_takes_the_same_number_of_queries(cast, sokha, number, django_assert_num_queries):
    for _ in range(number):
        files.person(cast, [LATIN], [("census", 2009)])
    ring = cast.ring(cast.sokha)
    with django_assert_num_queries(22):
        assert len(waiting(cast.sokha, ring).groups) == 1
    cache_pairs(done=compared(cast.sokha, ring), ring=ring)
    with django_assert_num_queries(11):
        assert len(waiting(cast.sokha, ring).groups) == 1


def test_order_of_the_people_changes_neither_pairs_nor_scores():
    people = [Entry(str(files_id(n)), (name,)) for n, name in enumerate([LAO, LATIN, OTHER] * 3)]
    found = [
        (p.people, round(p.bits, 6))
        for p in judged_together(judged_alone(table(people), default_weights()))
    ]
    random.Random(1).shuffle(people)
    turned = [
        (p.people, round(p.bits, 6))
        for p in judged_together(judged_alone(table(people), default_weights()))
    ]
    assert sorted(found, key=str) == sorted(turned, key=str)


def test_a_pair_compares_by_the_names_that_are_most_alike():
    one = Entry(str(files_id(1)), (OTHER, LATIN))
    other = Entry(str(files_id(2)), (LAO,))
    of = table([one, other])
    best = closest(of, files_id(1), files_id(2), default_weights())
    assert of.register.forms[best.left] == normalise(LATIN)


def files_id(number):

    return UUID(int=number + 1)


@pytest.fixture
def many_answers(cast):
    """Thirty answers of each kind, between files whose names are all alike."""
    same = [files.person(cast, [LATIN]) for _ in range(9)]
    other = [files.person(cast, [OTHER]) for _ in range(9)]
    rows = [(a, b, a in same and b in same) for a in same for b in same if a.id < b.id]
    rows += [(a, b, False) for a in same for b in other]
    MatchDecision.objects.bulk_create(
        MatchDecision(one=a, other=b, same=is_same, folder=a.id, by=cast.sokha, on=files.TODAY)
        for a, b, is_same in rows
    )
    return rows


def test_the_scorer_learns_from_every_answer_and_keeps_its_versions(cast, many_answers):
    made = learn_where_due(team=cast.bangkok, **cast.acting(cast.sokha))
    assert (made.number, made.learned_from) == (1, len(many_answers))
    assert Weights.from_json(made.weights).learned_from == len(many_answers)
    assert Weights.from_json(made.weights).to_json() != default_weights().to_json()
    assert LATIN not in made.weights
    assert learn_where_due(team=cast.bangkok, **cast.acting(cast.sokha)) is None
    again = learn(team=cast.bangkok, **cast.acting(cast.noi))
    assert again.number == 2
    assert again.weights == made.weights
    assert len(entries("register.learned")) == 2


def test_few_answers_teach_nothing_and_an_answer_taken_back_none(cast):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    made = decide(keep=one, other=other, same=False, by=cast.sokha)
    ring = cast.ring(cast.sokha)
    assert learn_where_due(team=cast.bangkok, by=cast.sokha, ring=ring) is None
    undo(comparison=made, by=cast.sokha)
    assert not Scorer.objects.exists()
    assert waiting(cast.sokha, ring).scorer is None


def test_no_part_of_a_name_is_quoted_on_the_pages_by_code(cast, sokha):
    one, other = (
        files.person(cast, ["Somchai Vongphachan"]),
        files.person(cast, ["Somsy Vongphachan"]),
    )
    for address_, told in (
        (reverse("matching:duplicates"), None),
        (reverse("people:near", args=[one.id]), None),
        (reverse("people:search"), {"text": "Somsai"}),
    ):
        page = (sokha.post(address_, told) if told else sokha.get(address_)).text.lower()
        assert other.code_name.lower() in page
        assert "somsy" not in page
        assert "somchai" not in page


def test_the_same_birth_under_two_names_ties_nobody(cast):
    files.person(cast, [LATIN], [("census", 2009, 8, 2)])
    files.person(cast, [OTHER], [("census", 2009, 8, 2)])
    assert shown(cast) == []
    assert len(waiting(cast.sokha, cast.ring(cast.sokha)).less_likely) <= 1


@pytest.mark.parametrize(
    ("left", "right", "differs"),
    [
        ("ບົວຄຳ ວົງສາ", "Bouakham Vongsa", False),
        ("Champasak", "ແຂວງຈຳປາສັກ", False),
        ("2009-03\n2010", "2010", False),
        ("2009", "2012", True),
        ("Somsy", "Somjai", True),
        ("Somsy", NOT_ASKED, False),
    ],
)
def test_what_one_side_was_not_asked_or_says_in_another_script_is_no_difference(
    left, right, differs
):
    assert _differ(left, right) is differs


def look(cast, user):
    return files.browser(cast, user).get(reverse("matching:duplicates")).text


def test_what_was_compared_is_kept_until_a_file_changes(cast, sokha):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    first = look(cast, cast.sokha)
    kept = CachedPairs.objects.get()
    assert LATIN.encode() not in bytes(kept.sealed)
    done = compared(cast.noi, cast.ring(cast.noi))
    assert (done.cache_as, [pair.people for pair in done.pairs]) == (None, [{one.id, other.id}])
    assert look(cast, cast.noi).count("·") == first.count("·")

    third = files.person(cast, ["Buakham Vongsa"])
    assert shown(cast) == [{one.id, other.id, third.id}]
    assert compared(cast.noi, cast.ring(cast.noi)).cache_as
    look(cast, cast.sokha)
    said = {"keep": one, "other": other, "same": True, "reason": "one passport"}
    merged = decide(**cast.acting(cast.sokha), **said)
    decide(keep=one, other=third, same=None, by=cast.sokha)
    assert shown(cast) == []
    assert waiting(cast.sokha, cast.ring(cast.sokha)).people == 2
    undo(comparison=merged, by=cast.noi)
    assert shown(cast) == [{one.id, other.id, third.id}]
    assert not compared(cast.noi, cast.ring(cast.noi)).cache_as  # answers make nothing anew
    add_name(person=third, text=OTHER, **cast.acting(cast.sokha))
    assert compared(cast.noi, cast.ring(cast.noi)).cache_as


def test_who_is_kept_out_of_a_file_is_shown_no_pair_of_it_though_it_is_kept(cast, sokha):
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    look(cast, cast.sokha)
    keep_out(case=files.case(cast, people=[other]), user=cast.noi, reason="hers", by=cast.sokha)
    page = look(cast, cast.noi)
    assert one.code_name not in page
    assert other.code_name not in page
    assert shown(cast) == [{one.id, other.id}]


def test_a_third_file_that_fits_both_speaks_for_a_pair_unless_it_was_found_to_be_another():
    def bits(names, apart=()):
        people = [Entry(str(files_id(n)), (name,)) for n, name in enumerate(names)]
        found = judged_together(judged_alone(table(people), default_weights()), apart)
        return next(one for one in found if one.people == {files_id(0), files_id(1)})

    two, three = bits([LATIN, LAO]), bits([LATIN, LAO, "Bouakham Vongsaa"])
    assert [str(one) for one in three.beside] == ["a third record fits both"]
    assert three.bits > two.bits
    apart = {frozenset((files_id(0), files_id(2))), frozenset((files_id(1), files_id(2)))}
    again = bits([LATIN, LAO, "Bouakham Vongsaa"], apart)
    assert again.beside == ()
    assert again.bits < three.bits


def test_a_file_for_which_one_of_another_team_stands_is_shown_by_itself(cast, sokha):
    """The page neither breaks nor tells that there is such a file."""
    one, other = files.person(cast, [LAO]), files.person(cast, [LATIN])
    foreign = files.person(cast, [LATIN], by=cast.linh, team=cast.saigon)
    decide(keep=foreign, other=one, same=True, reason="one passport", **cast.acting(cast.linh))
    page = sokha.get(reverse("matching:duplicates"))
    assert page.status_code == 200
    assert foreign.code_name not in page.text
    assert shown(cast) == [{one.id, other.id}]
