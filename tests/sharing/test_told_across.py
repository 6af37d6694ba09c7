"""What the team of the other country says in a two-country file reaches who works on our case."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.keys.models import Folder
from fanal.sharing.actions import shared as shared_actions
from fanal.sharing.models import SharedEntry, SharedFile, Side
from tests import files
from tests.sharing.transfers import agreed, propose, told_case


@pytest.fixture
def here(cast):
    found = told_case(cast)
    found.shared = agreed(cast, found)
    return found


def writes(cast, here, field, text="The uncle lives there."):
    shared_actions.put(
        side=here.sides[cast.vientiane.pk],
        field=field,
        text=text,
        version=0,
        **cast.acting(cast.kham),
    )


def rows(cast, person, here):
    """Of the start page: those that lead to the two-country file."""
    page = files.browser(cast, person).get(reverse("cases:today"))
    address = reverse("sharing:shared", args=[here.shared.id])
    return [row for row in page.context["asked"].rows if row.address == address]


def test_who_proposed_it_is_told_of_the_yes_and_nobody_else(cast, here):
    (row,) = rows(cast, cast.noi, here)
    assert row.title == "Vientiane agreed to the two-country file"
    assert rows(cast, cast.sokha, here) == rows(cast, cast.kham, here) == []


def test_a_yes_is_told_for_a_week_from_its_day_however_long_it_was_waited_for(cast, here):
    long_ago = timezone.localdate() - timedelta(days=20)
    SharedFile.objects.update(proposed_on=long_ago)
    Folder.objects.filter(pk=here.sides[cast.bangkok.pk].pk).update(made=long_ago)
    assert len(rows(cast, cast.noi, here)) == 1
    week = timezone.localdate() - timedelta(days=8)
    Folder.objects.filter(pk=here.sides[cast.vientiane.pk].pk).update(made=week)
    assert rows(cast, cast.noi, here) == []


def test_a_warning_of_the_other_country_stands_before_what_is_to_do(cast, here):
    writes(cast, here, "safety")
    for person in (cast.sokha, cast.noi):
        (row,) = rows(cast, person, here)
        assert row.title == "Vientiane wrote in the two-country file: Safety alerts"
        assert row.cannot_wait
        assert "uncle" not in row.title + row.more
    assert rows(cast, cast.kham, here) == []


def test_what_is_no_warning_waits_and_is_said_for_a_week(cast, here):
    writes(cast, here, "code_name", "Ying")
    (row,) = rows(cast, cast.sokha, here)
    assert not row.cannot_wait
    entry = SharedEntry.objects.get()
    SharedEntry.objects.update(made_on=entry.made_on - timedelta(days=8))
    assert rows(cast, cast.sokha, here) == []


def test_a_field_that_one_side_took_back_is_told_no_more(cast, here):
    writes(cast, here, "safety")
    shared_actions.choose_fields(
        side=here.sides[cast.bangkok.pk], fields=["code_name"], by=cast.noi
    )
    assert rows(cast, cast.sokha, here) == []


def test_a_lead_too_reads_what_cannot_wait_before_who_is_with_nobody(cast, here):
    writes(cast, here, "safety")
    page = files.browser(cast, cast.noi).get(reverse("cases:today")).text
    warned = page.index("Vientiane wrote in the two-country file")
    assert page.index("This cannot wait") < warned < page.index("looked after by nobody we know of")


def pages_of_the_case(cast, here, person):
    case = reverse("cases:case", args=[here.case.id])
    timeline = reverse("cases:timeline", args=[here.case.id])
    return [files.browser(cast, person).get(address).text for address in (case, timeline)]


def test_who_reads_the_case_by_a_grant_is_not_led_to_a_record_she_may_not_open(cast, here):
    files.let_in_lawyer(cast, here.case)
    address = reverse("sharing:shared", args=[here.shared.id])
    for page in pages_of_the_case(cast, here, cast.sokha):
        assert address in page
    for page in pages_of_the_case(cast, here, cast.mai):
        assert address not in page
    assert files.browser(cast, cast.mai).get(address).status_code == 404


def test_the_other_sides_of_all_files_are_read_in_one_question(cast, here):
    def asked():
        with CaptureQueriesContext(connection) as found:
            page = pages_of_the_case(cast, here, cast.sokha)[1]
        assert "Two-country file with Vientiane" in page
        return len(found)

    def one_more():
        shared_actions.end(side=here.sides[cast.bangkok.pk], by=cast.noi)
        again = propose(cast, here)
        here.sides = {side.team_id: side for side in Side.objects.filter(shared=again)}

    one_more()
    asked()
    two = asked()
    one_more()
    one_more()
    asked()
    assert asked() == two
