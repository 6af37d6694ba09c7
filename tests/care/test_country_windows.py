"""The health page says which country's window applies, where it comes from, and where nobody knows one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from fanal.care.models import CareRequest
from fanal.cases.models import Task
from fanal.core.care.country_rules import read_rules
from fanal.core.care.windows import ActTime, act_time
from tests import files
from tests.care.scene import ago, asks, page, scene

NO_RULE = "No rule of this country is on file: ask a physician"
OWN = """
[[rule]]
country = "TH"
about = "forensic"
hours = 200
site = { en = "Zskin", fr = "Zpeau", vi = "Zda" }
source = "Zmanual of Bangkok"
sure = "X"
checked_by = "Dr. Zamora"
checked_on = 2026-02-03

[[rule]]
country = "VN"
about = "examining"
who = { en = "Zdoctor of the province", fr = "Zmédecin", vi = "Zbác sĩ" }
source = "Zcircular"
sure = "K"

[[rule]]
country = "VN"
about = "report"
needed = false
source = "Zdecree"
sure = "S"
"""


@pytest.fixture
def here(cast):
    made = scene(cast)
    CareRequest.objects.all().delete()
    return made


@pytest.fixture
def own(settings):
    settings.CARE_RULES = read_rules("care.toml", OWN)


def in_zone(hours, zone="Asia/Bangkok"):
    at = timezone.now().astimezone(ZoneInfo(zone)) - timedelta(hours=hours)
    return ActTime(at, at)


def shown(cast, here, act, who=None):
    asked = asks(cast, here, act=act, happened=True)
    text = files.browser(cast, who or cast.ploy).get(page("request", asked.pk)).text
    return " ".join(text.split())


def test_where_no_country_is_known_the_general_window_stands_and_the_page_says_so(cast, here):
    text = shown(cast, here, in_zone(30))
    assert "What Thailand says" in text
    assert text.count(NO_RULE) == 4  # samples, hepatitis B, who examines, a report
    assert "Where she is seen · Where it happened" in text
    assert (
        "No time limits of this country are on file: Thailand. The general ones are shown" in text
    )
    assert "Forensic samples" in text


def test_the_window_of_the_organisation_stands_with_country_site_source_and_who_checked_it(
    cast, here, own
):
    text = shown(cast, here, in_zone(30))
    assert "Forensic samples, Zskin" in text
    assert "(7 days left)" in text
    for one in (
        "Zmanual of Bangkok: told by another source",
        "checked by Dr. Zamora on",
        "200 hours after it",
    ):
        assert one in text, one
    assert text.count(NO_RULE) == 3


def test_where_it_happened_in_another_country_both_are_named(cast, here, own):
    text = shown(cast, here, in_zone(30, "Asia/Ho_Chi_Minh"))
    assert "What Thailand says" in text
    assert "What Vietnam says" in text
    for one in ("Zdoctor of the province", "No report is needed", "Zcircular: not confirmed, ask a physician",
                "not yet checked by a physician of the country"):  # fmt: skip
        assert one in text, one


def test_a_window_of_her_country_that_is_open_longer_asks_to_see_her_today(
    cast, here, own, settings
):
    def tasks(act):
        CareRequest.objects.all().delete()
        Task.objects.all().delete()
        asks(cast, here, act=act, happened=True)
        return sum(task.title == "See the health worker today" for task in Task.objects.all())

    longest = OWN.replace("hours = 200", "hours = 500")
    settings.CARE_RULES = read_rules("care.toml", longest)
    assert (tasks(ago(400)), tasks(ago(501))) == (1, 0)
    settings.CARE_RULES = ()
    assert tasks(ago(400)) == 0


def test_a_shorter_window_of_a_country_never_says_that_it_can_wait(cast, here, settings):
    settings.CARE_RULES = read_rules("care.toml", OWN.replace("hours = 200", "hours = 2"))
    assert asks(cast, here, act=ago(30), happened=True).task is not None


def test_the_case_worker_reads_today_and_nothing_of_countries(cast, here, own):
    asks(cast, here, act=in_zone(30), happened=True)
    text = files.browser(cast, cast.sokha).get(page("case", here.case.id)).text
    assert "See the health worker today" in text
    assert "Zmanual" not in text
    assert "What Thailand says" not in text


def test_who_can_ask_nobody_reads_the_rules_of_the_country_of_the_office(cast, here, own):
    from fanal.accounts.actions import end_account
    from fanal.care import access

    for worker in access.health_workers(here.case):
        end_account(user=worker, by=cast.anan)
    text = files.browser(cast, cast.sokha).get(page("ask", here.case.id)).text
    assert "What Thailand says" in text
    assert "Forensic samples, Zskin" in " ".join(text.split())
    assert "200 hours after it" in text


def test_in_french_it_says_the_same(cast, here, own):
    asked = asks(cast, here, act=in_zone(30), happened=True)
    client = cast.client(cast.ploy)
    client.cookies["django_language"] = "fr"
    text = " ".join(client.get(page("request", asked.pk)).content.decode().split())
    assert "Zpeau" in text
    assert "Aucune règle de ce pays n’est enregistrée" in text


def test_c2_a_day_without_an_hour_counts_from_its_earliest_and_says_at_the_latest(cast, here):
    now = timezone.now().astimezone(ZoneInfo("Asia/Bangkok"))
    day = act_time(now.date() - timedelta(days=1), None, "Asia/Bangkok", now=now)
    text = shown(cast, here, day)
    assert "at the latest" in text
    until = datetime.combine(day.earliest.date(), day.earliest.time()) + timedelta(hours=72)
    assert f"{until:%d}".lstrip("0") in text
