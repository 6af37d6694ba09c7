"""The keyed index of names: decided by two, made by who holds the key, and gone when it ends."""

from uuid import UUID

import pytest
from django.urls import reverse

from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.failures import NotGranted
from fanal.people.actions import (
    add_name,
    agree_to_name_index,
    ask_for_name_index,
    decide,
    end_name_index,
    index_more,
    save_details,
)
from fanal.people.keyed_index import opened_index
from fanal.people.models import NameIndex, NameIndexDecision, NameToken, SearchRow
from fanal.people.search import nearest, open_rows, search
from scriptnames import facts, normalise, row_bytes
from scriptnames.entries import Entry
from tests import files
from tests.journal import acts

NAMES = ["ບົວຄຳ ວົງສາ", "Trần Thị Bích Ngọc", "Somchai Jaidee", "Aung Kyaw Min", "Sok Chenda"]


@pytest.fixture
def team(cast, monkeypatch):
    """Five people of one team, of which even one alone holds no token too many."""
    return [files.person(cast, names=[name]) for name in NAMES]


def decided(cast, above=0):
    NameIndexDecision.objects.create(
        number=1, on=True, above=above, asked_by=cast.anan, asked_on=files.TODAY,
        agreed_by=cast.claire, agreed_on=files.TODAY,
    )  # fmt: skip


def indexed(cast, above=0):
    decided(cast, above)
    return index_more(team=cast.bangkok, by=cast.sokha, ring=cast.ring(cast.sokha))


def found(cast, text, by=None, **more):
    by = by or cast.sokha
    return [hit.person for hit in nearest([text], by=by, ring=cast.ring(by), **more)]


def opened(cast, text):
    from fanal.people.keyed_index import NameQuery

    asked = NameQuery([text], None, facts())
    some = open_rows(cast.sokha, cast.ring(cast.sokha), asked=asked)
    by_themselves = [one.key for one in some.entries]
    return {UUID(key) for key in by_themselves + list(some.near.keys if some.near else ())}


def test_there_is_no_index_until_a_director_and_an_administrator_decided_it(cast, team):
    with pytest.raises(Refused):
        index_more(team=cast.bangkok, by=cast.sokha, ring=cast.ring(cast.sokha))
    ask_for_name_index(above=1_000, by=cast.anan)
    with pytest.raises(Refused):
        agree_to_name_index(by=cast.anan)
    with pytest.raises(Refused):
        agree_to_name_index(by=cast.noi)
    agree_to_name_index(by=cast.claire)
    with pytest.raises(Refused):  # five people are not more than a thousand
        index_more(team=cast.bangkok, by=cast.sokha, ring=cast.ring(cast.sokha))
    assert not NameToken.objects.exists()
    assert acts("person.index") == ["person.index_asked", "person.index_on"]


def test_a_small_team_cannot_be_told_to_keep_one(cast):
    with pytest.raises(BadInput):
        ask_for_name_index(above=999, by=cast.claire)
    with pytest.raises(Refused):
        ask_for_name_index(above=50_000, by=cast.sokha)


def test_a_search_opens_the_rows_that_share_a_sound_and_no_others(cast, team):
    assert len(opened(cast, "Bouakham Vongsa")) == len(NAMES)
    assert indexed(cast) == len(NAMES)
    assert opened(cast, "Bouakham Vongsa") == {team[0].pk}
    assert found(cast, "Bouakham Vongsa") == team[:1]


def test_a_row_that_was_written_before_rows_were_made_ready_is_found_too(cast, team):
    ring, row = cast.ring(cast.sokha), SearchRow.objects.get(person=team[0])
    row.seal(ring, row.unseal(ring))
    row.save()
    indexed(cast)
    assert opened(cast, "Bouakham Vongsa") == {team[0].pk}
    assert found(cast, "Bouakham Vongsa") == team[:1]


def test_a_name_kept_in_zawgyi_is_found_by_its_unicode_once_the_index_is_made(cast, team):
    """Also where the row was made ready before its second reading was told."""
    ring, row = cast.ring(cast.sokha), SearchRow.objects.get(person=team[0])
    data = row.unseal(ring) | {"names": [{"text": "ေမာင္ေမာင္", "kind": "as_said"}]}
    as_then = Entry(str(row.number), ("ေမာင္ေမာင္",), birth=None)
    row.seal(ring, data, row_bytes(as_then))
    row.save()
    indexed(cast)
    for typed in ("မောင်မောင်", "ေမာင္ေမာင္"):
        assert opened(cast, typed) == {team[0].pk}
        assert found(cast, typed) == team[:1]


def test_an_index_counts_how_common_the_words_of_names_are(cast, team):
    files.person(cast, names=["Bouakham Sisavath"])
    indexed(cast)
    index = opened_index(NameIndex.objects.get(), cast.ring(cast.sokha))
    both, one = normalise("Bouakham Sisavath").keys
    assert [index.words[key] for key in (both, one, "nobody")] == [2, 1, 0]
    assert index.wholes["".join(sorted((both, one)))] == 1


def test_an_index_that_counted_its_words_in_json_is_read_as_it_is(cast, team):
    indexed(cast)
    ring, row = cast.ring(cast.sokha), NameIndex.objects.get()
    row.seal(ring, {"words": {"nogyin": 9, "somsi": 2}, "wholes": {"nogyintran": 3}})
    row.save()
    kept = opened_index(row, ring)
    assert [kept.words[key] for key in ("nogyin", "somsi", "other")] == [9, 2, 0]
    assert kept.wholes["nogyintran"] == 3


def test_the_answer_by_the_index_is_that_of_the_packs(cast, team):
    texts = ("Buakham", "Ngoc", "Somchai", "Kyaw Min")
    before = [[hit.why for hit in nearest([one], by=cast.sokha, ring=cast.ring(cast.sokha))][0:1]
              for one in texts]  # fmt: skip
    indexed(cast)
    after = [[hit.why for hit in nearest([one], by=cast.sokha, ring=cast.ring(cast.sokha))][0:1]
             for one in texts]  # fmt: skip
    assert after == before


def test_who_is_not_in_the_index_yet_is_opened_by_every_search(cast, team):
    indexed(cast)
    SearchRow.objects.filter(person=team[0]).update(indexed=False)
    NameToken.objects.all().delete()
    assert found(cast, "Bouakham Vongsa") == team[:1]


def test_a_telephone_alone_finds_her_by_the_index_too(cast, team):
    ring = cast.ring(cast.sokha)
    told = {"person": team[1], "answers": {"telephone": "020 5551 2345"}, "version": 0}
    save_details(**told, by=cast.sokha, ring=ring)
    indexed(cast)
    near = search(text="", by=cast.sokha, ring=ring, known=facts(phone="+856 20 5551 2345"))
    assert [hit.person for hit in near] == [team[1]]


def test_a_telephone_finds_a_file_without_a_name_by_the_index_too(cast, team):
    ring = cast.ring(cast.sokha)
    her = files.person(cast, names=[])
    told = {"person": her, "answers": {"telephone": "020 5551 2345"}, "version": 0}
    save_details(**told, by=cast.sokha, ring=ring)
    indexed(cast)
    for text in ("", "Nok"):
        near = search(text=text, by=cast.sokha, ring=ring, known=facts(phone="020 5551 2345"))
        assert [hit.person for hit in near] == [her]


def test_a_new_person_and_a_new_name_are_in_the_index_at_once(cast, team):
    indexed(cast)
    new = files.person(cast, names=["Khamla Sisavath"])
    assert SearchRow.objects.get(person=new).indexed
    assert found(cast, "Khamla Sisavath") == [new]
    add_name(person=new, text="Manivanh Phommachan", by=cast.sokha, ring=cast.ring(cast.sokha))
    assert found(cast, "Manivan Phomachan") == [new]


def test_a_file_that_stands_for_another_is_found_by_the_names_of_both(cast, team):
    ring = cast.ring(cast.sokha)
    decide(keep=team[0], other=team[1], same=True, by=cast.sokha, ring=ring, reason="told us")
    indexed(cast)
    assert found(cast, "Tran Thi Bich Ngoc") == team[:1]


def test_no_token_is_held_by_more_than_one_in_a_hundred(cast, team):
    files.person(cast, names=["Bouakham Vongsa"])
    indexed(cast)
    holders = {}
    for token in NameToken.objects.values_list("token", flat=True):
        holders[bytes(token)] = holders.get(bytes(token), 0) + 1
    assert max(holders.values()) == 1  # of six people
    assert holders


def test_nobody_without_the_key_makes_or_uses_it(cast, team):
    decided(cast)
    with pytest.raises(NotGranted):
        index_more(team=cast.bangkok, by=cast.linh, ring=cast.ring(cast.linh))
    index_more(team=cast.bangkok, by=cast.sokha, ring=cast.ring(cast.sokha))
    assert found(cast, "Bouakham Vongsa", by=cast.linh) == []


def test_two_teams_give_one_name_different_tokens(cast, team):
    decided(cast)
    files.person(cast, names=NAMES[:1], by=cast.linh, team=cast.saigon)
    for team_of, by in ((cast.bangkok, cast.sokha), (cast.saigon, cast.linh)):
        index_more(team=team_of, by=by, ring=cast.ring(by))
    held = [
        {bytes(one.token) for one in NameToken.objects.filter(row__team=team_of)}
        for team_of in (cast.bangkok, cast.saigon)
    ]
    assert held[0]
    assert held[1]
    assert held[0].isdisjoint(held[1])


def test_switching_it_off_deletes_every_token_at_once(cast, team):
    indexed(cast)
    assert NameToken.objects.exists()
    end_name_index(by=cast.anan)
    assert not NameToken.objects.exists()
    assert not NameIndex.objects.exists()
    assert not SearchRow.objects.filter(indexed=True).exists()
    assert found(cast, "Bouakham Vongsa") == team[:1]


def press(user_client, name, **at):
    answer = user_client.post(reverse(f"people:{name}", kwargs=at), {"above": "1000"})
    assert answer.status_code == 302, answer.text
    return user_client.get(reverse("people:name_index")).text


def test_the_page_asks_one_and_then_the_other_and_the_team_makes_it(cast, team, settings):
    anan, claire = files.browser(cast, cast.anan), files.browser(cast, cast.claire)
    sokha = files.browser(cast, cast.sokha)
    assert "it waits for the other one" in press(anan, "name_index")
    assert "it waits for the other one" not in press(claire, "agree_index")
    assert "Read the next" not in sokha.get(reverse("people:name_index")).text
    NameIndexDecision.objects.update(above=2)
    assert "Read the next" in sokha.get(reverse("people:name_index")).text
    assert "5 people were read" in press(sokha, "make_index", team_id=cast.bangkok.pk)
    assert "No tokens are stored" in press(claire, "end_index")


@pytest.mark.parametrize("name", ["agree_index", "end_index"])
def test_who_has_no_voice_in_it_decides_nothing(cast, name):
    assert files.browser(cast, cast.sokha).post(reverse(f"people:{name}")).status_code == 404
    assert files.browser(cast, cast.vera).get(reverse("people:name_index")).status_code == 404


def test_a_number_too_small_is_refused_next_to_the_field(cast):
    answer = files.browser(cast, cast.claire).post(reverse("people:name_index"), {"above": "20"})
    assert answer.status_code == 422
    assert 'value="20"' in answer.text
