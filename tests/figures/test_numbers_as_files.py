"""Every page of numbers as a file: what the page shows, written down, and what its codes mean."""

import csv
import re
from html import unescape
from io import StringIO
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from fanal.core.number_pages.dictionary import COLUMNS, PAGES, dictionary
from fanal.core.prevention.sessions import Heads
from fanal.settings.languages import LANGUAGES
from tests import files
from tests.journal import entries
from tests.keys.test_asking_again import later
from tests.prevention.scene import held, village
from tests.reintegration.scene import begins, tried
from tests.services.test_indicators import DAY, leaves, plan, service, wave

pytestmark = pytest.mark.django_db
FILES = {
    "services:indicators": "services:indicators_file",
    "reintegration:rates": "reintegration:rates_file",
    "prevention:report": "prevention:report_file",
}
READERS = {
    "services:indicators": {"noi", "somchit", "claire", "duc"},
    "reintegration:rates": {"noi", "somchit", "claire", "duc"},
    "prevention:report": {"bounmy", "claire", "duc"},
}
EVERYBODY = ("sokha", "noi", "somchit", "mai", "claire", "duc", "anan", "vera", "ploy", "bounmy", "thao")  # fmt: skip


def rows_of(answer):
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def taken(client, page, **sent):
    return rows_of(client.post(reverse(FILES[page]), sent))


def text_of(answer):
    main = answer.text.split("<main", 1)[1].split("</main", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def printed_in(answer, row):
    """What a table of the page prints for this row of the file."""
    for one in re.findall(r"<tr>(.*?)</tr>", answer.text, re.S):
        head, *found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", one, re.S)
        named = " ".join(unescape(re.sub(r"<[^>]+>", " ", head)).split())
        if named not in (row["line_name"], row["item_name"]) or "data-label" not in one:
            continue
        labels = re.findall(r'data-label="([^"]*)"', one)[-len(found) :]
        cells = [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in found]
        return dict(zip(map(unescape, labels), cells, strict=True))[row["measure_name"]]
    return None


# ── Who ──────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("page", FILES)
def test_who_reads_a_page_of_numbers_takes_its_file_and_nobody_else(cast, page):
    for name in EVERYBODY:
        client, may = files.browser(cast, getattr(cast, name)), name in READERS[page]
        assert client.get(reverse(page)).status_code == (200 if may else 404), name
        assert client.post(reverse(FILES[page])).status_code == (200 if may else 404), name
        shown = {one.address for one in client.get("/menu/").context["navigation"].links}
        assert (reverse(page) in shown) == may, name


def test_the_analyst_reads_what_is_counted_and_nothing_of_a_person(cast):
    duc = files.browser(cast, cast.duc)
    for name in ("services:without", "prevention:hours", "shelters:numbers", "funds:figures"):
        assert duc.get(reverse(name)).status_code == 404, name
    menu = [one.address for one in duc.get("/menu/").context["navigation"].links]
    for page in (*FILES, "figures:dictionary"):
        assert reverse(page) in menu
        assert reverse(page) in duc.get(reverse("figures:list")).text


def test_a_file_asks_for_the_passphrase_again_and_leads_back_to_its_page(cast):
    duc = later(files.browser(cast, cast.duc), 6 * 60)
    page = reverse("services:indicators")
    asked = duc.post(
        reverse(FILES["services:indicators"]), headers={"referer": "http://testserver" + page}
    )
    assert urlsplit(asked["Location"]).path == reverse("keys:unlock")
    assert asked["Location"].endswith(page.replace("/", "%2F"))
    assert not entries("figures.taken_along")


def test_that_a_file_was_taken_is_in_the_journal(cast):
    taken(files.browser(cast, cast.claire), "services:indicators", period="2025-2")
    (entry,) = entries("figures.taken_along")
    assert (entry.by, '"2025-2"' in entry.detail) == (cast.claire, True)
    journal = files.browser(cast, cast.vera).get(reverse("audit:journal")).text
    assert "took “Support in numbers” along as a file (2025-2)" in unescape(journal)


# ── What ─────────────────────────────────────────────────────────────────────
def much(cast):
    for _ in range(14):
        service((0, "asked", {}), (3, "begun", {"begun": True}))
    for _ in range(3):
        service((0, "asked", {}), (3, "refused", {"refused_by": "giver", "barrier": "no_place"}))
    for n in range(12):
        leaves(uuid4(), "family", 30 + n)
        plan(who := uuid4())
        wave(who, n)


@pytest.mark.parametrize("who", ["duc", "noi"])
@pytest.mark.parametrize("period", ["2025", "2025-2"])
@pytest.mark.parametrize("scene", [None, much])
def test_the_file_of_support_says_what_its_page_says(cast, who, period, scene):
    if scene:
        scene(cast)
    client = files.browser(cast, getattr(cast, who))
    page = client.get(reverse("services:indicators"), {"period": period})
    found = taken(client, "services:indicators", period=period)
    rates = [
        one for one in found if one["line"] in {row.line.code for row in page.context["page"].lines}
    ]
    assert len(rates) == 7 * len(page.context["page"].lines)
    for one in rates:
        assert printed_in(page, one) == one["printed"], one
    for one in found:
        assert (one["value"] == "") == (one["state"] != "shown"), one
        assert one["line_name"] in text_of(page)
    if scene and period == "2025":
        first = {one["measure"]: one for one in found if one["line"] == "first_visit"}
        assert (first["reached"]["value"], first["refused"]["state"]) == ("14", "few")
        assert (first["share_of_due"]["value"], first["share_of_due"]["unit"]) == ("77", "percent")
        nights = [one["value"] for one in found if one["line"] == "nights_in_shelters"]
        assert nights == ["35.5", "12"]


def test_the_file_of_rates_holds_no_small_number_for_a_lead_either(cast):
    for n in range(3):
        made = begins(cast, files.person(cast, [f"Her {n}"]), timezone.localdate() - 190 * DAY)
        tried(cast, made, "reached", safe=True)
    noi, duc = (files.browser(cast, one) for one in (cast.noi, cast.duc))
    page = noi.get(reverse("reintegration:rates"))
    assert "In the file no small number is shown separately" in text_of(page)
    for client in (noi, duc):
        found = taken(client, "reintegration:rates")
        assert {one["value"] for one in found if one["state"] == "shown"} <= {"0"}
    page = duc.get(reverse("reintegration:rates"))
    contacts = [one for one in found if one["line"] == "contact_after_months"]
    assert len(contacts) == 5 * 7
    for one in contacts:
        assert printed_in(page, one) == one["printed"], one


def test_whoever_does_not_work_with_communities_reads_no_few_people_of_them(cast):
    held(cast, village(cast), heads=Heads(women=20, men=2), side=12)
    for name in ("claire", "duc"):
        client = files.browser(cast, getattr(cast, name))
        page = client.get(reverse("prevention:report"))
        text = text_of(page)
        assert "nor what would give one back" in text
        found = taken(client, "prevention:report")
        assert {(one["line"], one["item"], one["value"]) for one in found} >= {
            ("heads", "attendance", "22"),
            ("heads", "men", ""),
            ("heads", "women", ""),  # or the men were the difference
            ("asked_for_help", "", "12"),
        }
    bounmy = files.browser(cast, cast.bounmy).get(reverse("prevention:report"))
    assert "is not shown separately; heads" not in text_of(bounmy)


# ── What the codes mean ──────────────────────────────────────────────────────
def test_every_code_of_a_file_is_in_the_dictionary(cast):
    much(cast)
    client = files.browser(cast, cast.claire)
    known = {(one.kind.value, one.page, one.of, one.code) for one in dictionary()}
    for page in FILES:
        for row in taken(client, page):
            assert ("line", row["page"], "", row["line"]) in known
            assert ("measure", row["page"], "", row["measure"]) in known
            assert ("item", "", "state", row["state"]) in known
            assert ("item", "", "unit", row["unit"]) in known
            assert list(row) == [one.code for one in COLUMNS]


def test_the_dictionary_is_a_page_and_a_file_in_every_language(cast):
    for name in EVERYBODY:
        may = name in set().union(*READERS.values())
        client = files.browser(cast, getattr(cast, name))
        for address in ("figures:dictionary", "figures:dictionary_file"):
            assert client.get(reverse(address)).status_code == (200 if may else 404), name
    duc = files.browser(cast, cast.duc)
    text = text_of(duc.get(reverse("figures:dictionary")))
    rows = rows_of(duc.get(reverse("figures:dictionary_file")))
    assert len(rows) == len(dictionary())
    for page in PAGES:
        for one in (*page.lines, *page.measures):
            assert one.code in text
    row = next(one for one in rows if one["code"] == "care_72_hours")
    assert row["standard"] == "Médecins Sans Frontières, PMC7498098"
    for code, _name in LANGUAGES:
        with translation.override(code):
            assert all(one[f"name_{code}"] for one in rows)
    assert row["name_fr"] != row["name_en"] != row["name_vi"]
