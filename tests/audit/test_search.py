"""The auditor finds entries by act, colleague, code name and day; and takes them along, sealed."""

import csv
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pyrage
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.audit import search
from fanal.audit.models import JournalDay, JournalEntry
from fanal.audit.search import JournalFilter
from fanal.cases.actions import emergencies
from fanal.keys.models import Draft
from tests import files
from tests.journal import entries, the_entry
from tests.keys.drafts import filled_in, kept_while_typing
from tests.shares import strangers

DAY = timedelta(days=1)
KEY = pyrage.x25519.Identity.generate()


def asks(cast, **told):
    return files.browser(cast, cast.vera).post(reverse("audit:journal"), told, follow=True)


def numbers(page):
    return [row["number"] for row in page.context["rows"]]


def days(name, day):
    parts = {"day": day.day, "month": day.month, "year": day.year, "near": str(day)}
    return {f"{name}_{part}": value for part, value in parts.items()}


def of_the_past(day):
    """As if all that is there had been written on that day."""
    JournalEntry.objects.update(day=day)


def test_by_the_code_name_of_a_case(cast, case):
    other = files.case(cast, people=[files.person(cast, names=("Dara",))])
    page = asks(cast, code_name=case.code_name)
    wanted = [
        entry.number for entry in entries() if str(case.id) in f"{entry.about} {entry.detail}"
    ]
    assert wanted
    assert numbers(page) == wanted[::-1]
    assert case.code_name in page.text
    assert other.code_name not in page.text
    assert not any(str(case.id)[:8] in str(row) for row in page.context["rows"])


def test_the_code_name_does_not_travel_in_the_address(cast, case):
    page = asks(cast, code_name=case.code_name)
    assert case.code_name.split()[0] not in "".join(there for there, _status in page.redirect_chain)


def test_by_who_did_it_and_by_the_words_of_the_act(cast, case):
    page = asks(cast, by=str(cast.sokha.pk), words="made the keys of")
    wanted = [entry.number for entry in entries("folder.made", by=cast.sokha)]
    assert numbers(page) == wanted[::-1]
    page = asks(cast, words="made the keys of")
    assert page.context["page"].paginator.count == len(entries("folder.made"))
    # The sentences of hundreds of acts weighed more than the entries.
    assert not page.text.count("<option") > 60


def test_what_the_server_did(cast, case):
    audit.record(act="backup.begun", by=None)
    page = asks(cast, by="server", words="backup was begun")
    assert numbers(page) == [the_entry("backup.begun").number]


def test_by_days(cast, case):
    of_the_past(timezone.localdate() - 3 * DAY)
    audit.record(act="backup.begun", by=None)
    page = asks(cast, **days("since", timezone.localdate()))
    assert numbers(page) == [the_entry("backup.begun").number]


@pytest.mark.parametrize("told", [{"code_name": "Nobody At All"}, {"words": "qqqq"}])
def test_what_nothing_fits_is_said_at_its_field(cast, case, told):
    page = asks(cast, **told)
    assert page.status_code == 422


def test_a_case_that_a_conflict_closes_is_as_one_that_is_not_there(cast, case):
    emergencies.keep_out(case=case, user=cast.vera, reason="Her sister", by=cast.noi)
    there, nobody = asks(cast, code_name=case.code_name), asks(cast, code_name="Nobody At All")
    assert there.status_code == nobody.status_code == 422
    assert all("Nothing that you may know of" in page.text for page in (there, nobody))


def test_days_that_are_over_are_found_in_short(cast, case, django_assert_max_num_queries):
    of_the_past(timezone.localdate() - DAY)
    asked = JournalFilter(about=frozenset([str(case.id)]))
    slow = search.matching(asked, JournalEntry.objects.all())
    assert search.keep_days(timezone.localdate()) == 1
    assert search.keep_days(timezone.localdate()) == 0
    with django_assert_max_num_queries(2):
        assert search.matching(asked, JournalEntry.objects.all()) == slow
    assert slow


def kept_in_short():
    of_the_past(timezone.localdate() - DAY)
    search.keep_days(timezone.localdate())
    return JournalEntry.objects.order_by("-number")


def test_a_day_of_which_nothing_can_fit_is_not_taken_apart(cast, case, monkeypatch):
    found = kept_in_short()
    monkeypatch.setattr(search, "json", None)
    for asked in ({"by": str(uuid4())}, {"about": frozenset({str(uuid4())})}):
        assert search.matching(JournalFilter(**asked), found) == []


def test_in_short_all_is_found_that_is_found_entry_by_entry(cast, case):
    texts = [entry.said for entry in entries()]
    asked = [{"acts": frozenset({text.act})} for text in texts]
    asked += [{"by": text.by or search.SERVER} for text in texts]
    asked += [
        {"acts": frozenset({text.act}), "by": text.by, "about": frozenset({"x", text.about})}
        for text in texts
        if text.by and text.about
    ]
    found = JournalEntry.objects.order_by("-number")
    before = [search.matching(JournalFilter(**one), found) for one in asked]
    assert all(before)
    found = kept_in_short()
    assert [search.matching(JournalFilter(**one), found) for one in asked] == before


@pytest.mark.parametrize("harm", ["gone", "older", "changed"])
def test_a_short_day_that_does_not_fit_hides_nothing(cast, case, harm):
    of_the_past(timezone.localdate() - DAY)
    search.keep_days(timezone.localdate())
    row = JournalDay.objects.get()
    if harm == "gone":
        row.delete()
    elif harm == "older":
        JournalDay.objects.update(entries=row.entries - 1)
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_journalday SET rows = %s", [b"\x01" + b"x" * 80])
    found = search.matching(
        JournalFilter(about=frozenset([str(case.id)])), JournalEntry.objects.all()
    )
    assert found


def test_it_is_taken_along_sealed_and_that_stands_in_the_journal(cast, case):
    wanted = entries("folder.made")
    address = reverse("audit:export") + "?act=folder.made"
    answer = files.browser(cast, cast.vera).post(address, {"age_key": str(KEY.to_public())})
    assert answer["Content-Disposition"].endswith('.csv.age"')
    table = pyrage.decrypt(answer.content, [KEY]).decode("utf-8-sig")
    assert len(table.splitlines()) == len(wanted) + 1
    assert "Sokha Chea" in table
    assert case.code_name in table
    entry = the_entry("journal.exported", by=cast.vera)
    assert f'"number": {len(wanted)}' in entry.detail


def test_its_hours_can_be_sorted_and_who_did_it_has_a_column(cast, case):
    answer = files.browser(cast, cast.vera).post(
        reverse("audit:export") + "?act=folder.made", {"age_key": str(KEY.to_public())}
    )
    table = pyrage.decrypt(answer.content, [KEY]).decode("utf-8-sig").splitlines()
    head, *rows = csv.reader(table)
    assert head[:3] == ["Number", "When (Asia/Vientiane)", "By whom"]
    moment = timezone.localtime(entries("folder.made")[-1].at, ZoneInfo("Asia/Vientiane"))
    assert rows[0][1:3] == [f"{moment:%Y-%m-%d %H:%M:%S}", "Sokha Chea"]


def test_once_the_file_was_given_no_draft_of_its_form_is_left(cast, case):
    client, page = files.browser(cast, cast.vera), reverse("audit:export")
    sent = filled_in(client, page) | {"age_key": str(KEY.to_public())}
    assert kept_while_typing(client, sent)
    assert client.post(page, sent).status_code == 200
    assert not Draft.objects.exists()


def test_what_is_no_age_key_is_said_at_its_field(cast, case):
    answer = files.browser(cast, cast.vera).post(reverse("audit:export"), {"age_key": "age1no"})
    assert answer.status_code == 422
    assert not entries("journal.exported")


@pytest.mark.parametrize(
    "who",
    strangers(
        ["noi", "sokha", "claire", "anan", "mai", "duc"], "nobody else takes it along or asks"
    ),
)
def test_nobody_else_takes_it_along_or_asks(cast, case, who):
    client = files.browser(cast, getattr(cast, who))
    assert client.get(reverse("audit:export")).status_code == 404
    assert client.post(reverse("audit:journal"), {"words": "keys"}).status_code == 404


def test_an_address_that_says_nonsense_shows_all(cast, case):
    page = files.browser(cast, cast.vera).get(
        reverse("audit:journal") + "?act=no.act&by=x&about=y&since=z&until=0&page=q"
    )
    assert page.status_code == 200
    assert page.context["page"].paginator.count == JournalEntry.objects.count()
