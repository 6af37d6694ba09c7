"""The pages of people as a browser sees them."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority import ledger
from fanal.cases.actions.emergencies import keep_out
from fanal.core.casework.answers import NOT_ASKED, NOT_KNOWN
from fanal.core.sealing.compartments import IDENTITY
from fanal.people.actions.births import add_birth
from fanal.people.actions.emergencies import make_emergency_group
from fanal.people.actions.merges import decide, undo
from fanal.people.actions.persons import add_name, create_person, save_details
from fanal.people.models import MatchDecision, Person
from fanal.people.queries import identity
from tests import files
from tests.journal import entries
from tests.shares import strangers

NAME = "ບົວຄຳ ວົງສາ"


def url(name, person, **more):
    return reverse(f"people:{name}", kwargs={"person_id": person.id, **more})


@pytest.fixture
def person(cast):
    return files.person(cast)


def test_the_page_of_a_person_shows_her_code_and_not_her_name(sokha, person):
    page = sokha.get(url("person", person)).text
    assert person.code_name in page
    assert NAME not in page


def test_a_name_is_shown_on_demand_and_written_down(sokha, person):
    assert sokha.get(url("reveal", person)).status_code == 405
    assert NAME in sokha.post(url("reveal", person)).text
    part = sokha.post(url("reveal", person), headers={"HX-Request": "true"}).text
    assert NAME in part
    assert "<html" not in part
    assert "delay:60s" in part
    assert len(entries("person.name_shown")) == 2


def test_identity_is_opened_and_written_down(sokha, person):
    page = sokha.get(url("identity", person)).text
    assert NAME in page
    assert len(entries("person.opened")) == 1


def test_a_file_with_a_near_name_is_shown_before_a_new_one_is_opened(cast, sokha, person):
    told = {"text": "Bouakham Vongsa", "kind": "as_said", "team": str(cast.bangkok.pk)}
    first = sokha.post(reverse("people:new"), told)
    assert person.code_name in first.text
    assert NAME in first.text
    assert Person.objects.count() == 1
    assert "Bouakham Vongsa" in first.text
    sokha.post(reverse("people:new"), told | {"seen": str(person.id)})
    assert Person.objects.count() == 2
    assert not MatchDecision.objects.exists()


def test_a_file_is_opened_with_a_name_in_any_script_and_found_by_it(cast, sokha):
    told = {"text": "김 지은", "kind": "as_said", "team": str(cast.bangkok.pk)}
    sokha.post(reverse("people:new"), told)
    made = Person.objects.get()
    for text in ("김 지은", "Kim Jieun", "지은"):
        assert made.code_name in sokha.post(reverse("people:search"), {"text": text}).text


def test_a_near_file_of_which_nothing_was_said_comes_up_again_and_what_was_said_does_not(
    cast, sokha, person
):
    told = {"text": "Bouakham Vongsa", "kind": "as_said", "team": str(cast.bangkok.pk)}
    first = sokha.post(reverse("people:new"), told).text
    assert 'value="cannot_tell" selected' not in first
    sokha.post(reverse("people:new"), told | {"seen": str(person.id)})
    (untouched,) = Person.objects.exclude(id=person.id)
    assert untouched.code_name in sokha.get(reverse("matching:duplicates")).text
    both = " ".join(sorted([str(person.id), str(untouched.id)]))
    said = {f"answer_{one}": "cannot_tell" for one in (person.id, untouched.id)}
    sokha.post(reverse("people:new"), told | {"seen": both} | said)
    assert [kept.same for kept in MatchDecision.objects.all()] == [None, None]


def test_before_a_new_file_she_is_said_to_be_another_and_what_was_typed_is_kept(
    cast, sokha, person
):
    told = {"text": "Bouakham Vongsa", "kind": "as_said", "team": str(cast.bangkok.pk)}
    told |= {"place": "Champasak", "sex": "F", "phone": "020 5551 2345", "seen": str(person.id)}
    sokha.post(reverse("people:new"), told | {f"answer_{person.id}": "not_same"})
    assert MatchDecision.objects.get().same is False
    made = Person.objects.exclude(id=person.id).get()
    page = sokha.get(url("identity", made)).text
    assert all(word in page for word in ("Champasak", "Woman or girl", "020 5551 2345"))


def test_a_near_file_shows_where_she_comes_from_by_each_of_her_files(cast, sokha, person):
    ring = cast.ring(cast.sokha)
    other = files.person(cast, names=["Trần Thị Bích Ngọc"])
    for file, place in ((person, "Champasak"), (other, "Cần Thơ")):
        save_details(person=file, answers={"origin": place}, version=0, by=cast.sokha, ring=ring)
    decide(keep=person, other=other, same=True, reason="told us", by=cast.sokha, ring=ring)
    told = {"text": "Bouakham Vongsa", "kind": "as_said", "team": str(cast.bangkok.pk)}
    page = sokha.post(reverse("people:new"), told).text
    assert "Champasak, Cần Thơ" in page


def test_a_near_file_that_came_in_between_is_shown_too(cast, sokha, person):
    told = {"text": "Bouakham Vongsa", "kind": "as_said", "team": str(cast.bangkok.pk)}
    another = files.person(cast, names=["Buakham Vongsa"])
    answer = sokha.post(reverse("people:new"), told | {"seen": str(person.id)})
    assert another.code_name in answer.text
    assert Person.objects.count() == 2


def test_a_file_is_opened_without_a_name(cast, sokha):
    told = {"text": "", "kind": "as_said", "team": str(cast.bangkok.pk)}
    assert sokha.post(reverse("people:new"), told).status_code == 302
    assert Person.objects.get().names.count() == 0


def test_a_search_goes_by_post_and_answers_by_code(sokha, person):
    page = sokha.post(reverse("people:search"), {"text": "Bouakham"})
    assert person.code_name in page.text
    assert NAME not in page.text


def test_an_age_tells_her_from_an_older_namesake(cast, sokha):
    today = timezone.localdate()
    girl, aunt = (files.person(cast, names=["Bouakham Vongsa"]) for _ in range(2))
    for person, ages in ((girl, (15, 17)), (aunt, (38, 42))):
        add_birth(
            person=person, source="appearance", ages=ages, on=today, **cast.acting(cast.sokha)
        )
    asked = {"text": "Bouakham Vongsa", "ages_least": "14", "ages_most": "16"}
    page = sokha.post(reverse("people:search"), asked)
    assert [one.person for one in page.context["found"]] == [girl, aunt]


@pytest.mark.parametrize(
    ("ages", "says"),
    [
        ({"ages_least": "15"}, "needs both"),
        ({"ages_least": "19", "ages_most": "14"}, "lower"),
        ({"ages_least": "x", "ages_most": "14"}, "whole number"),
        ({"ages_least": "15", "ages_most": "17", "born_year": "2009"}, "A date or an age"),
    ],
)
def test_a_search_by_half_an_age_says_so_at_the_field(sokha, ages, says):
    page = sokha.post(reverse("people:search"), {"text": "Bouakham"} | ages)
    assert page.status_code == 422
    assert says in page.text


def test_a_nickname_and_a_citizenship_are_searched_for_too(cast, sokha, person):
    other = files.person(cast, names=["Bouakham Vongsa"])
    add_name(person=other, text="Noy", kind="nickname", **cast.acting(cast.sokha))
    asked = {"text": "Bouakham Vongsa", "called": "Noi", "citizenship": "Lao"}
    page = sokha.post(reverse("people:search"), asked)
    assert [one.person for one in page.context["found"]] == [other, person]
    assert "the same nickname" in page.text


def test_a_file_without_a_name_is_shown_before_a_new_one_of_the_same_number(cast, sokha):
    told = {"kind": "as_said", "team": str(cast.bangkok.pk), "phone": "020 5551 2345"}
    assert sokha.post(reverse("people:new"), told).status_code == 302
    there = Person.objects.get()
    again = sokha.post(reverse("people:new"), told | {"phone": "+856 20 5551 2345"})
    assert there.code_name in again.text
    assert "the same telephone" in again.text
    assert Person.objects.count() == 1
    assert sokha.post(reverse("people:new"), told | {"seen": str(there.id)}).status_code == 302
    assert Person.objects.count() == 2


def test_what_was_told_before_a_new_file_is_in_it(cast, sokha):
    told = {
        "text": "Keo",
        "kind": "as_said",
        "called": "Noy",
        "ages_least": "15",
        "ages_most": "17",
        "citizenship": "Lao",
        "team": str(cast.bangkok.pk),
    }
    assert sokha.post(reverse("people:new"), told).status_code == 302
    person, ring = Person.objects.get(), cast.ring(cast.sokha)
    names = [name.unseal(ring) for name in person.names.order_by("pk")]
    assert sorted((n["text"], n["kind"]) for n in names) == [
        ("Keo", "as_said"),
        ("Noy", "nickname"),
    ]
    known = identity(person, ring, timezone.localdate())
    assert known.answers["citizenship"] == "Lao"
    assert known.age.youngest <= 15
    assert known.age.oldest >= 17


@pytest.mark.parametrize("text", ["x" * 10_000, "   ", "\u200b\u202e"])
def test_a_search_for_nothing_says_so_at_the_field(sokha, text):
    assert "field__mistakes" in sokha.post(reverse("people:search"), {"text": text}).text


def test_zawgyi_is_offered_in_unicode_and_not_changed_silently(sokha, person):
    told = {"text": "ေဒၚေအးေအး", "kind": "as_said"}
    answer = sokha.post(url("add_name", person), told)
    assert answer.status_code == 422
    assert "ဒေါ်အေးအေး" in answer.text
    assert sokha.post(url("add_name", person), told | {"as_it_is": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("told", "field", "says"),
    [
        ({"born_day": "31", "born_month": "2", "born_year": "2568"}, "born", "28 days, not 31"),
        ({"born_year": "2539"}, "born", "1996"),
        ({"born_year": "2200"}, "born", "future"),
        ({"ages_least": "15"}, "ages", "both"),
        ({"ages_most": "15"}, "ages", "both"),
        ({"ages_least": "19", "ages_most": "14"}, "ages", "lower"),
        ({"born_year": "1999", "ages_least": "19", "ages_most": "20"}, "ages", "A date or an age"),
        ({}, "born", "missing"),
    ],
)
def test_a_birth_that_cannot_be_is_refused_next_to_the_field(sokha, person, told, field, says):
    answer = sokha.post(url("add_birth", person), {"source": "passport", **told})
    assert answer.status_code == 422
    ((where, mistakes),) = answer.context["form"].errors.items()
    assert where == field
    assert says in mistakes[0]
    assert all(f'value="{value}"' in answer.text for value in told.values())
    assert person.births.count() == 0


def test_a_buddhist_year_is_kept_once_the_era_is_confirmed(sokha, person):
    told = {"source": "passport", "born_year": "2539", "born_era": "buddhist"}
    assert sokha.post(url("add_birth", person), told).status_code == 302
    assert "B.E. 2539" in sokha.get(url("identity", person)).text


def test_sources_in_conflict_are_named_on_the_page(cast, sokha):
    year = timezone.localdate().year
    born = [("census", year - 16), ("passport", year - 22)]
    page = sokha.get(url("identity", files.person(cast, births=born))).text
    assert "Census and passport do not agree" in page
    assert "treat as a child until shown otherwise" in page


def test_a_source_is_left_out_and_a_name_chosen(cast, sokha, person):
    ring = cast.ring(cast.sokha)
    write = {"person": person, "by": cast.sokha, "ring": ring}
    birth = add_birth(source="appearance", ages=(14, 19), **write)
    name = add_name(text="Noy", kind="nickname", **write)
    sokha.post(url("retract_birth", person, birth_id=birth.id))
    sokha.post(url("use_name", person, name_id=name.id))
    page = sokha.get(url("identity", person)).text
    assert "left out" in page
    assert "Noy" in sokha.post(url("reveal", person)).text


def test_answers_that_are_not_values_are_kept_apart_on_the_page(sokha, person):
    told = {"origin_why": "does_not_want_to_say", "papers_why": "not_known", "languages": "Lao"}
    assert sokha.post(url("details", person), {**told, "version": "0"}).status_code == 302
    page = sokha.get(url("identity", person)).text
    assert all(words in page for words in ("does not want to say", "not known", "not asked"))
    assert (
        sokha.post(url("details", person), {"origin": "Pakse", "version": "0"}).status_code == 409
    )


def test_a_near_file_is_looked_at_side_by_side(cast, sokha, person):
    other = files.person(cast, names=["Bouakham Vongsa"])
    page = sokha.get(url("near", person)).text
    assert other.code_name in page
    assert reverse("matching:pair", args=[person.id, other.id]) in page


def test_a_file_with_a_name_without_a_letter_is_compared_by_the_others(sokha, person):
    sokha.post(url("add_name", person), {"text": "🙂", "kind": "nickname"})
    assert sokha.get(url("near", person)).status_code == 200


def test_an_answer_that_a_colleague_took_back_first_is_told_and_not_lost_from_sight(
    cast, sokha, person
):
    other = files.person(cast, names=["Bouakham Vongsa"])
    kept = decide(keep=person, other=other, same=False, by=cast.noi)
    undo(comparison=kept, by=cast.noi)
    there = url("undo", person, comparison_id=kept.id)
    assert "taken back already" in sokha.post(there, follow=True).text
    assert len(entries("person.comparison_undone")) == 1


@pytest.mark.parametrize("name", ["person", "identity", "add_name", "add_birth", "details", "near"])
def test_foreign_and_absent_are_the_same(cast, person, name):
    linh = files.browser(cast, cast.linh)
    assert linh.get(url(name, person)).status_code == 404
    assert linh.get(url(name, Person(id=uuid4()))).status_code == 404


@pytest.mark.parametrize(
    "user", strangers(["mai", "claire", "duc", "anan", "vera"], "roles without cases search nobody")
)
def test_roles_without_cases_search_nobody(cast, user):
    client = files.browser(cast, getattr(cast, user))
    assert client.get(reverse("people:search")).status_code == 404
    assert client.get(reverse("people:new")).status_code == 404


@pytest.mark.parametrize("name", ["person", "identity", "near"])
def test_a_page_takes_the_same_number_of_queries_for_one_row_or_many(
    cast, sokha, person, name, process_remembers, django_assert_max_num_queries
):
    counts = []
    for round_ in range(2):
        for number in range(1 + 3 * round_):
            write = {"person": person, **cast.acting(cast.sokha)}
            add_name(text=f"Bouakham {number}", **write)
            add_birth(source="family", ages=(14, 19), **write)
            files.person(cast, names=["Bouakham Vongsa"])
            files.case(cast, people=[person])
        sokha.get(url(name, person))
        with django_assert_max_num_queries(60) as captured:
            sokha.get(url(name, person))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_scripts_and_languages_of_names_stand_in_words(cast):
    her = create_person(
        team=cast.bangkok,
        **cast.acting(cast.sokha),
        names=[{"text": NAME, "language": "lo", "script": "Laoo"}],
    )
    page = files.browser(cast, cast.sokha).get(url("identity", her)).text
    assert "Lao letters · ລາວ" in page
    assert "Laoo" not in page


@pytest.fixture
def merged(cast):
    """A file that stands for another; each has answers of its own."""
    ring = cast.ring(cast.sokha)
    one, other = (files.person(cast, [name]) for name in (NAME, "Bouakham Vongsa"))
    for person, told in ((one, {"origin": "Savannakhet"}), (other, OF_THE_OTHER)):
        save_details(person=person, answers=told, version=0, by=cast.sokha, ring=ring)
    made = decide(keep=one, other=other, same=True, reason="one scar", by=cast.sokha, ring=ring)
    return one, other, made


OF_THE_OTHER = {"origin": "Pakse <b>", "telephone": "020 555", "papers": NOT_KNOWN}


def about_her(page):
    return page.partition("About her")[2]


def test_after_a_merge_the_answers_of_the_other_file_stand_beside_hers(sokha, merged):
    one, other, _ = merged
    shown = about_her(sokha.get(url("identity", one)).text)
    hers, found, beside = shown.partition(other.code_name)
    assert found
    assert "Savannakhet" in hers
    assert "Pakse &lt;b&gt;" in beside
    assert "020 555" in beside
    assert "not known" in beside
    assert "not asked" not in beside  # only what was answered
    assert url("person", other) in shown
    assert "Pakse" not in sokha.get(url("details", one)).text


def test_names_and_births_of_the_other_file_say_so_and_are_changed_there(cast, sokha):
    one, other = (files.person(cast, [NAME], [("census", 2008)]) for _ in range(2))
    write = cast.acting(cast.sokha)
    add_name(person=other, text="Noy", kind="nickname", **write)
    decide(keep=one, other=other, same=True, reason="one scar", **write)
    page = sokha.get(url("identity", one)).text
    assert page.count(other.code_name) == 3  # two names and a birth
    assert page.count("to be used") == 1
    for row in (*other.names.all(), *other.births.all()):
        assert str(row.id) not in page
    assert all(str(birth.id) in page for birth in one.births.all())


def test_taking_the_merge_back_gives_each_file_its_own_answers_again(cast, sokha, merged):
    one, other, made = merged
    undo(comparison=made, by=cast.noi)
    assert "Pakse" not in sokha.get(url("identity", one)).text
    alone = sokha.get(url("identity", other)).text
    assert "Pakse" in alone
    assert "Savannakhet" not in alone


def test_a_file_without_answers_is_not_named_among_them(cast, sokha):
    one, other, bare = (files.person(cast) for _ in range(3))
    write = cast.acting(cast.sokha)
    save_details(person=other, answers={"origin": NOT_ASKED}, version=0, **write)
    for same in (other, bare):
        decide(keep=one, other=same, same=True, reason="one scar", **write)
    shown = about_her(sokha.get(url("identity", one)).text)
    assert other.code_name not in shown
    assert bare.code_name not in shown


def test_whoever_is_kept_out_of_a_merged_file_finds_no_page_of_hers(cast, merged):
    one, other, _ = merged
    case = files.case(cast, people=[other])
    keep_out(case=case, user=cast.noi, reason="a cousin", by=cast.sokha)
    page = files.browser(cast, cast.noi)
    assert page.get(url("identity", one)).status_code == 404
    assert page.get(url("identity", other)).status_code == 404


def test_a_file_of_another_team_that_was_merged_stays_closed_without_its_key(cast, merged):
    one, _, _ = merged
    foreign = files.person(cast, by=cast.linh, team=cast.saigon)
    told = {"origin": "Cần Thơ"}
    ring = cast.ring(cast.linh)
    save_details(person=foreign, answers=told, version=0, by=cast.linh, ring=ring)
    decide(keep=one, other=foreign, same=True, reason="one scar", **cast.acting(cast.sokha))
    shown = files.browser(cast, cast.sokha).get(url("identity", one))
    assert shown.status_code == 200
    assert "Cần Thơ" not in shown.text
    assert foreign.code_name not in shown.text
    assert "Pakse" in shown.text


def test_many_merged_files_are_read_in_as_many_queries_as_one(
    cast, merged, django_assert_num_queries
):
    one, _, _ = merged
    write = cast.acting(cast.sokha)
    for _ in range(3):
        more = files.person(cast)
        save_details(person=more, answers=OF_THE_OTHER, version=0, **write)
        decide(keep=one, other=more, same=True, reason="one scar", **write)
    ring = cast.ring(cast.sokha)
    ledger.read()  # what this one transaction ended, which a page finds read
    # One asks which of the others the reader may open; three whether files were pointed at her team.
    with django_assert_num_queries(14):
        assert len(identity(one, ring, timezone.localdate()).others) == 4


def test_a_key_alone_opens_no_other_file_of_hers(cast):
    """The emergency group holds a key to each file; to read one is a right (a team, a grant)."""
    write = cast.acting(cast.noi)
    make_emergency_group(name="Emergency", office=cast.bangkok.office, members=[], **write)
    one = files.person(cast, [NAME])
    foreign = files.person(cast, ["Trần Thị Ngọc"], by=cast.linh, team=cast.saigon)
    decide(keep=one, other=foreign, same=True, reason="one scar", **write)
    noi, sokha = (files.browser(cast, user) for user in (cast.noi, cast.sokha))
    assert IDENTITY in cast.ring(cast.noi).compartments(foreign.id)
    told = {page.get(url("identity", one)).text.count("Trần") for page in (noi, sokha)}
    assert told == {0}
    assert "closed to you" not in sokha.get(url("identity", one)).text


def test_who_has_an_open_case_is_not_first_offered_another(cast):
    person = files.case(cast).people.get()
    address = reverse("people:person", args=[person.id])
    filled = f'<a class="button" href="{reverse("cases:new", args=[person.id])}"'
    without = files.person(cast)
    assert filled not in files.browser(cast, cast.sokha).get(address).text
    filled = f'<a class="button" href="{reverse("cases:new", args=[without.id])}"'
    address = reverse("people:person", args=[without.id])
    assert filled in files.browser(cast, cast.sokha).get(address).text
