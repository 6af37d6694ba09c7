import pytest
from django.db.transaction import atomic, set_rollback
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanal.audit.models import JournalEntry
from fanal.cases.actions.emergencies import keep_out
from fanal.core.errors import BadInput
from fanal.people import name_packs
from fanal.people.actions.merges import decide, undo
from fanal.people.actions.persons import add_name, save_details
from fanal.people.name_packs import pack_more
from fanal.people.search import near_files, nearest, search
from scriptnames import Sentence, facts
from tests import files
from tests.journal import the_entry


def search_by(cast, text):
    return search(text=text, **cast.acting(cast.sokha))


def found(cast, text, by=None, **more):
    by = by or cast.sokha
    return [hit.person for hit in search(text=text, **cast.acting(by), **more)]


def test_a_name_is_found_in_another_script(cast):
    person = files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    files.person(cast, names=["Trần Thị Bích Ngọc"])
    assert found(cast, "Bouakham Vongsa")[0] == person


def test_a_code_name_is_found_first(cast):
    person = files.person(cast)
    assert found(cast, person.code_name.upper()) == [person]


def test_another_team_finds_nobody(cast):
    files.person(cast, names=["Bouakham Vongsa"])
    assert found(cast, "Bouakham Vongsa", by=cast.linh) == []
    assert found(cast, "Bouakham Vongsa", by=cast.claire) == []


def test_a_name_added_later_is_found(cast):
    person = files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    add_name(person=person, text="Nok Noi", kind="nickname", **cast.acting(cast.sokha))
    assert found(cast, "Nok Noi") == [person]


ZAWGYI, UNICODE = "ေမာင္ေမာင္", "မောင်မောင်"  # the same name in two encodings


@pytest.mark.parametrize("kept", [ZAWGYI, UNICODE])
@pytest.mark.parametrize("typed", [ZAWGYI, UNICODE])
def test_burmese_is_found_in_whichever_encoding_it_was_kept_or_typed(cast, kept, typed):
    person = files.person(cast, names=[kept])
    assert found(cast, typed) == [person]


def test_a_reason_does_not_say_the_level_once_more(cast):
    files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    (hit,) = search_by(cast, "Bouakham Vongsa")
    assert hit.why == (Sentence("written in two scripts"),)


@pytest.mark.parametrize(
    ("language", "reason", "refusal"),
    [
        ("fr", "écrit en deux écritures", "un nom a besoin d’au moins une lettre"),
        ("vi", "viết bằng hai loại chữ", "tên cần ít nhất một chữ"),
    ],
)
def test_what_the_library_says_is_told_in_the_language_of_the_page(cast, language, reason, refusal):
    files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    page = cast.client(cast.sokha, headers={"accept-language": language})
    answer = page.post(reverse("people:search"), {"text": "Bouakham Vongsa"}).content.decode()
    assert reason in answer
    refused = page.post(reverse("people:search"), {"text": "123"})
    assert refused.status_code == 422
    assert refusal in refused.content.decode().lower()


def test_the_journal_keeps_that_a_search_was_made_and_not_what_for(cast):
    found(cast, "Bouakham")
    entry = the_entry("person.searched")
    assert entry.about == str(cast.bangkok.pk)
    assert "Bouakham" not in entry.detail


@pytest.mark.parametrize("text", ["", "\u200b", "x" * 10_000])
def test_a_search_for_nothing_or_for_a_book_is_refused(cast, text):
    with pytest.raises(BadInput):
        found(cast, text)


def test_near_matches_leave_out_herself_and_those_decided_to_be_others(cast):
    one = files.person(cast, names=["Bouakham Vongsa"])
    other = files.person(cast, names=["Bouakham Vongsa"])
    third = files.person(cast, names=["Buakham Vongsa"])
    decide(keep=one, other=other, same=False, by=cast.sokha)
    near = nearest(["Bouakham Vongsa"], **cast.acting(cast.sokha), to=one.id)
    assert [hit.person for hit in near] == [third]


@pytest.mark.parametrize("kept", [0, 1])
def test_near_matches_leave_out_those_decided_to_be_others_than_a_file_of_hers(cast, kept):
    one, other, again = (files.person(cast, names=["Bouakham Vongsa"]) for _ in range(3))
    ring = cast.ring(cast.sokha)
    decide(keep=one, other=other, same=False, by=cast.sokha)
    keep, gone = [(one, again), (again, one)][kept]
    decide(keep=keep, other=gone, same=True, by=cast.sokha, ring=ring, reason="told us")
    for person in (one, other, again):
        assert nearest(["Bouakham Vongsa"], by=cast.sokha, ring=ring, to=person.id) == []


def test_a_file_that_another_stands_for_is_not_found_twice(cast):
    one = files.person(cast, names=["Bouakham Vongsa"])
    other = files.person(cast, names=["Bouakham Vongsa"])
    ring = cast.ring(cast.sokha)
    decide(keep=one, other=other, same=True, by=cast.sokha, ring=ring, reason="told us")
    assert found(cast, "Bouakham Vongsa") == [one]


def test_she_is_found_by_the_name_of_a_file_for_which_hers_stands(cast):
    one = files.person(cast, names=["Bouakham Vongsa"])
    other = files.person(cast, names=["Trần Thị Bích Ngọc"])
    ring = cast.ring(cast.sokha)
    made = decide(keep=one, other=other, same=True, by=cast.sokha, ring=ring, reason="told us")
    assert found(cast, "Tran Thi Bich Ngoc") == [one]
    undo(comparison=made, by=cast.sokha)
    assert found(cast, "Tran Thi Bich Ngoc") == [other]


def test_who_stands_on_the_conflict_list_of_her_case_does_not_find_her(cast):
    person = files.person(cast, names=["Bouakham Vongsa"])
    keep_out(
        case=files.case(cast, people=[person]), user=cast.sokha, reason="a cousin", by=cast.noi
    )
    assert found(cast, "Bouakham Vongsa") == []
    assert found(cast, person.code_name) == []
    assert found(cast, "Bouakham Vongsa", by=cast.noi) == [person]


@given(st.lists(st.booleans(), min_size=3, max_size=3))
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_search_is_the_same_whatever_stands_in_files_that_one_may_not_see(cast, hidden):
    with atomic():
        files.person(cast, names=["Bouakham Vongsa"])
        before = [(hit.person.id, hit.level, hit.why) for hit in search_by(cast, "Buakham")]
        for there in hidden:
            if there:
                files.person(cast, names=["Buakham"], by=cast.linh, team=cast.saigon)
        after = [(hit.person.id, hit.level, hit.why) for hit in search_by(cast, "Buakham")]
        assert before == after
        set_rollback(True)


def test_a_search_travels_by_post_only_and_is_in_no_log(cast, caplog, capsys):
    sokha = files.browser(cast, cast.sokha)
    address = reverse("people:search")
    files.person(cast, names=["Bouakham Vongsa"])
    page = sokha.get(address, {"text": "Bouakham Vongsa"}).text
    assert "1 file" not in page
    assert "Bouakham" not in page
    with caplog.at_level("DEBUG"):
        sokha.post(address, {"text": "Bouakham Vongsa"})
    logged = " ".join(record.getMessage() for record in caplog.records if "sql" not in record.msg)
    assert "Bouakham" not in logged + "".join(capsys.readouterr())
    assert not any("Bouakham" in str(row) for row in JournalEntry.objects.values_list())


@pytest.mark.parametrize("number", [2, 6])
def test_a_search_takes_the_same_number_of_queries(cast, number, django_assert_num_queries):
    for _ in range(number):
        files.person(cast, names=["Bouakham Vongsa"])
    ring = cast.ring(cast.sokha)
    with django_assert_num_queries(20):
        assert len(nearest(["Bouakham"], by=cast.sokha, ring=ring)) == number


def described(cast, person, **answers):
    save_details(person=person, answers=answers, version=0, **cast.acting(cast.sokha))
    return person


def hits(cast, text, **known):
    return search(text=text, **cast.acting(cast.sokha), known=facts(**known))


def test_of_two_namesakes_the_one_from_that_place_comes_first_and_the_page_says_why(cast):
    for place in ("Savannakhet", "ແຂວງຈຳປາສັກ"):
        her = described(cast, files.person(cast, names=["Bouakham Vongsa"]), origin=place)
    first = hits(cast, "Bouakham Vongsa", place="Champasak province")[0]
    assert first.person == her
    assert Sentence("the same place") in first.why


def test_a_telephone_finds_her_under_another_name(cast):
    her = described(cast, files.person(cast, names=["Bouakham Vongsa"]), telephone="020 5551 2345")
    files.person(cast, names=["Trần Thị Bích Ngọc"])
    (first,) = hits(cast, "Nok", phone="+856 20 5551 2345")
    assert first.person == her
    assert Sentence("the same telephone") in first.why


def test_a_telephone_alone_finds_whoever_has_it_and_nobody_else(cast):
    her = described(cast, files.person(cast), telephone="020 5551 2345")
    for n, name in enumerate(("Xq", "Bouakham Vongsa", "Trần Thị Bích Ngọc")):
        described(cast, files.person(cast, names=[name]), telephone=f"020 5551 000{n}")
    (hit,) = hits(cast, "", phone="+856 20 5551 2345")
    assert (hit.person, hit.level) == (her, Sentence("the same telephone"))
    assert hits(cast, "", phone="020 5551 9999") == []
    with pytest.raises(BadInput):
        hits(cast, "", place="Champasak")


NUMBER = "+856 20 5551 2345"


def nameless(cast, **more):
    return described(cast, files.person(cast, names=[], **more), telephone="020 5551 2345")


@pytest.fixture(params=["rows", "packs"])
def kept(cast, request, monkeypatch):
    """Packs what there is, where the search reads packs."""
    monkeypatch.setattr(name_packs, "WAITING", 1)
    ring = cast.ring(cast.sokha)
    return (lambda: None) if request.param == "rows" else lambda: pack_more(cast.bangkok, ring)


def test_a_telephone_alone_finds_a_file_without_a_name(cast, kept):
    named, her, without = files.person(cast), nameless(cast), files.person(cast, names=[])
    described(cast, named, telephone="020 5551 2345")
    kept()
    found_now = hits(cast, "", phone=NUMBER)
    assert {hit.person for hit in found_now} == {named, her}
    assert {hit.level for hit in found_now} == {Sentence("the same telephone")}
    assert without not in [hit.person for hit in hits(cast, "", phone="020 5551 9999")]


def test_a_telephone_beside_a_name_finds_a_file_without_a_name_too(cast, kept):
    her = nameless(cast)
    for _ in range(25):
        files.person(cast, names=["Nok"])
    kept()
    assert her in [hit.person for hit in hits(cast, "Nok", phone=NUMBER)[:5]]
    assert len(hits(cast, "Nok", phone=NUMBER)) == 20
    assert her not in [hit.person for hit in hits(cast, "Nok", phone="020 5551 9999")]
    ring = cast.ring(cast.sokha)
    near = near_files(["Dao"], by=cast.sokha, ring=ring, known=facts(phone=NUMBER))
    assert [hit.person for hit in near] == [her]
    assert near_files(["Dao"], by=cast.sokha, ring=ring, known=facts(phone=NUMBER), to=her.id) == []


def test_a_file_without_a_name_that_one_may_not_see_is_not_found_by_its_number(cast, kept):
    hers, theirs = nameless(cast), files.person(cast, [], by=cast.linh, team=cast.saigon)
    save_details(person=theirs, answers={"telephone": NUMBER}, version=0, **cast.acting(cast.linh))
    keep_out(case=files.case(cast, people=[hers]), user=cast.sokha, reason="kin", by=cast.noi)
    kept()
    assert hits(cast, "", phone=NUMBER) == []
    assert hits(cast, "Nok", phone=NUMBER) == []
    ring = cast.ring(cast.linh)
    known = {"text": "", "known": facts(phone=NUMBER), "by": cast.linh, "ring": ring}
    assert [hit.person for hit in search(**known)] == [theirs]


def test_a_file_without_a_name_that_another_stands_for_is_found_as_that_one(cast, kept):
    one, her = files.person(cast), nameless(cast)
    ring = cast.ring(cast.sokha)
    kept()
    decide(keep=one, other=her, same=True, by=cast.sokha, ring=ring, reason="told us")
    assert [hit.person for hit in hits(cast, "", phone=NUMBER)] == [one]


@pytest.mark.parametrize("number", ["12345", "☎", "x" * 200, "-", "\u0e51\u0e52"])
def test_what_is_no_number_is_no_search(cast, number):
    nameless(cast)
    with pytest.raises(BadInput):
        hits(cast, "", phone=number)


def test_a_row_made_before_rows_held_more_than_names_is_made_anew_when_she_is_opened(cast):
    her = described(cast, files.person(cast, names=["Bouakham Vongsa"]), telephone="020 5551 2345")
    ring, row = cast.ring(cast.sokha), her.search_rows.get()
    row.seal(ring, {k: v for k, v in row.unseal(ring).items() if k != "facts"})
    row.save()
    assert hits(cast, "Nok", phone="020 5551 2345") == []
    files.browser(cast, cast.sokha).get(reverse("people:identity", args=[her.id]))
    assert [hit.person for hit in hits(cast, "Nok", phone="020 5551 2345")] == [her]
