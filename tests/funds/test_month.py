"""The month's end: every movement of it stands in one list, also of what is settled by now."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from fanal.funds.actions import moving
from fanal.funds.models import MoneyMovement
from fanal.funds.queries.month import month_named, payments_of_month
from tests import files
from tests.funds.scene import DAY, paid, scene, slip_of, today
from tests.journal import entries

pytestmark = pytest.mark.django_db
PAGE = reverse("funds:month")


@pytest.fixture
def here(cast):
    return scene(cast)


def received(cast, here):
    row = paid(cast, here, 1200)
    moving.receive(row=row, amount=Decimal(1200), proof="mark", by=cast.sokha)
    return row


def finance(cast):
    return files.browser(cast, cast.thao)


def this_month(cast):
    return payments_of_month(cast.thao, today().replace(day=1))


def test_what_is_settled_stands_in_its_month_by_token_and_leads_to_the_payment(cast, here):
    row = received(cast, here)
    text = finance(cast).get(PAGE).text
    for said in (row.token, "THB", "River", "Help in hand", slip_of(row)):
        assert said in text, said
    for not_said in (here.person.code_name, here.case.code_name):
        assert not_said not in text, not_said
    assert PAGE in finance(cast).get(reverse("funds:today")).text


def test_what_came_back_or_was_a_mistake_takes_from_the_sum(cast, here):
    row, wrong = paid(cast, here, 1000), paid(cast, here, 700)
    moving.come_back(request=row.id, amount=Decimal(300), why="too much", by=cast.thao)
    (meant,) = MoneyMovement.objects.filter(request=wrong.id)
    moving.undo(request=wrong.id, movement=meant, by=cast.thao, why="twice")
    found = this_month(cast)
    assert found.sums == [("THB", Decimal(700))]
    assert [one.amount for one in found.by_line] == [Decimal(700)]
    assert len(found.rows) == 4


def test_the_share_of_each_donor_stands_by_its_line(cast, here):
    row = paid(cast, here, 1000)
    shares = [(here.line, Decimal(60)), (here.other, Decimal(40))]
    moving.split_over(request=row.id, shares=shares, by=cast.thao)
    found = this_month(cast)
    by_line = {one.line.name: one.amount for one in found.by_line}
    assert by_line == {"Help in hand": Decimal(600), "Direct help": Decimal(400)}
    assert found.sums == [("THB", Decimal(1000))]


def test_another_month_holds_nothing_of_it(cast, here):
    paid(cast, here)
    before = (today().replace(day=1) - DAY).strftime("%Y-%m")
    text = finance(cast).get(PAGE, {"month": before}).text
    assert "Nothing was paid out in this month" in text


def test_what_was_written_down_after_its_month_says_so(cast, here):
    paid(cast, here)
    assert "written down on" not in finance(cast).get(PAGE).text
    before = today().replace(day=1) - DAY
    paid(cast, here, on=before)
    text = finance(cast).get(PAGE, {"month": f"{before:%Y-%m}"}).text
    assert f"written down on {date_format(today())}" in text
    answer = finance(cast).post(reverse("funds:month_file"), {"month": f"{before:%Y-%m}"})
    assert answer.content.decode().strip().endswith(f",{today().isoformat()}")


def test_the_file_holds_the_same_rows_and_that_it_was_taken_is_written_down(cast, here):
    row = paid(cast, here)
    answer = finance(cast).post(reverse("funds:month_file"), {"month": f"{today():%Y-%m}"})
    assert answer["Content-Type"].startswith("text/csv")
    head, line = answer.content.decode("utf-8-sig").splitlines()
    assert head.startswith("Day,Token,What for")
    assert row.token in line
    assert ",1200.00,THB," in line
    assert len(entries("funds.month_taken")) == 1


@pytest.mark.parametrize("who", ["sokha", "noi", "claire", "anan", "vera"])
def test_nobody_else_reads_it(cast, here, who):
    browser = files.browser(cast, getattr(cast, who))
    assert browser.get(PAGE).status_code == 404
    assert browser.post(reverse("funds:month_file")).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "2026-13", "0-1", "2026-", "9999-01", "２０２６-01"])
def test_what_names_no_month_is_this_one(key):
    assert month_named(key, date(2026, 11, 30)) == date(2026, 11, 1)


def test_a_month_is_read_by_its_name():
    assert month_named("2026-9", date(2026, 11, 30)) == date(2026, 9, 1)
    assert month_named("2025-12", date(2026, 11, 30)) == date(2025, 12, 1)
