"""Conditions in plain SQL say what the same ones of the ORM say, wherever a question has them."""

import pytest
from django.db.models import Exists, OuterRef, Q

from fanal.accounts.models import Office, Team
from fanal.database.conditions import RowCondition, all_of, any_of, outside, within
from fanal.database.sql import these

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    return [
        Office.objects.create(name=f"Office {n}", country=("TH", "TH", "LA")[n]) for n in range(3)
    ]


def among(offices):
    return within("id", these([one.pk for one in offices]))


def in_country(code):
    return RowCondition("{country} = %s", [code], "country")


def found(condition):
    return {one.name[-1] for one in Office.objects.filter(condition)}


def test_all_of_them_hold_or_one_does_or_what_is_found_is_left_out(offices):
    first, thai = among(offices[:1]), in_country("TH")
    but_first = outside("id", these([offices[0].pk]))
    assert found(all_of(first, thai)) == {"0"}
    assert found(all_of(but_first, thai)) == {"1"}
    assert found(any_of(first, in_country("LA"))) == {"0", "2"}
    assert found(all_of(any_of(but_first, thai), among(offices[:2]))) == {"0", "1"}
    assert found(any_of(first, all_of(but_first, in_country("LA")))) == {"0", "2"}


def test_the_database_may_look_it_up_in_an_index(offices):
    # Of a condition that is compared with True SQLite would try every row.
    sql, _values = Office.objects.filter(among(offices)).query.sql_with_params()
    assert " = " not in sql.partition("WHERE")[2]


def test_one_of_them_stands_beside_a_condition_of_the_orm(offices):
    assert found(Q(among(offices[:2])) & Q(country="TH") & ~Q(name="Office 0")) == {"1"}
    assert found(Q(name="Office 2") | Q(among(offices[:1]))) == {"0", "2"}
    assert found(~Q(in_country("TH"))) == {"2"}


def test_one_of_them_is_about_the_row_of_its_own_question_within_another_of_the_same_table(offices):
    there = Office.objects.filter(among(offices[:1]), country=OuterRef("country"))
    assert found(Exists(there)) == {"0", "1"}
    assert found(Q(id__in=Office.objects.filter(in_country("LA")))) == {"2"}


def test_one_of_them_follows_a_column_of_another_table(offices):
    team = Team.objects.create(name="North", office=offices[2])
    thai = RowCondition("{office__country} = %s", ["TH"], "office__country")
    assert not Team.objects.filter(thai, id=team.id).exists()
    assert Team.objects.exclude(thai).filter(id=team.id).exists()


def test_what_a_row_is_told_of_one_is_yes_or_no(offices):
    rows = Office.objects.annotate(thai=in_country("TH")).filter(among(offices))
    assert list(rows.order_by("name").values_list("thai", flat=True)) == [True, True, False]
