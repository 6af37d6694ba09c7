"""A row of a case that somebody wrote into the database shows it to nobody, and hides none."""

import pytest
from django.http import Http404

from fanal.accounts.models import User
from fanal.authority import reading
from fanal.cases.access import case_for, cases_for
from fanal.cases.models import Case
from tests import files
from tests.security.planting import insert, row_of, update


def test_a_row_that_names_a_case_in_another_spelling_shows_it_to_nobody(cast):
    """SQLite keeps an id as it is written: a copy of the row, with its id in capitals."""
    case = files.case(cast)
    row = row_of(Case, id=case.id)
    if not isinstance(row["id"], str):
        pytest.skip("PostgreSQL knows one spelling")
    copy = row | {"id": row["id"].upper(), "team_id": cast.vientiane.pk, "mark": b"another"}
    insert(Case, **copy)
    assert Case.objects.filter(team=cast.vientiane).exists()
    assert not cases_for(cast.kham).exists()
    assert cases_for(cast.sokha).exists()


def test_what_is_no_id_stops_no_page(cast):
    case = files.case(cast)
    row = row_of(Case, id=case.id)
    if not isinstance(row["id"], str):
        pytest.skip("PostgreSQL takes no such id")
    insert(Case, **row | {"id": "no id", "team_id": cast.vientiane.pk, "mark": b"another"})
    assert not cases_for(cast.kham).exists()


def test_a_case_that_was_altered_otherwise_stays_on_the_lists_of_its_team(cast):
    """Nobody makes a case, or a journey, vanish by touching another column of its row."""
    case = files.case(cast)
    update(Case, {"made_by_id": cast.kham.pk}, id=case.id)
    assert list(cases_for(cast.sokha)) == [case]


def test_the_next_request_verifies_nothing_again(cast, monkeypatch):
    files.case(cast)
    asked = []
    verified = reading.not_genuine
    monkeypatch.setattr(reading, "not_genuine", lambda *of: asked.append(of[0]) or verified(*of))
    for _request in range(3):
        assert cases_for(User.objects.get(pk=cast.sokha.pk)).exists()
    assert asked.count(Case) <= 1
    other = files.case(cast, by=cast.kham, team=cast.vientiane)
    assert cases_for(User.objects.get(pk=cast.sokha.pk)).count() == 1
    update(Case, {"team_id": cast.bangkok.pk}, id=other.id)
    assert cases_for(User.objects.get(pk=cast.sokha.pk)).count() == 1


def test_a_case_that_was_pointed_at_a_team_does_not_open_to_it_by_its_address(cast):
    """Whoever opens one case is not asked of all cases of her teams: that one is verified."""
    case = files.case(cast)
    opened = case_for(cast.sokha, case.id)
    update(Case, {"team_id": cast.vientiane.pk}, id=opened.id)
    with pytest.raises(Http404):
        case_for(cast.kham, case.id)
