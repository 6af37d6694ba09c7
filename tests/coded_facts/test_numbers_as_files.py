"""Every page of numbers as a file: what the page shows, written down, and what its codes mean."""

import csv
import re
from datetime import date
from html import unescape
from io import StringIO
from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.funds.checks import Corrected
from fanal.core.number_pages.dictionary import COLUMNS, PAGES, dictionary
from fanal.core.number_pages.donors import of_vouchers
from fanal.core.number_pages.prevention import PREVENTION
from fanal.core.number_pages.printed import CellState, in_file
from fanal.core.prevention.sessions import Heads
from fanal.core.released_figures import FigureAsk
from fanal.core.thresholds import SMALLEST_COUNT
from fanal.figures import actions, publishing
from fanal.funds.actions.grants import add_grant
from fanal.funds.models import FundFigure
from fanal.settings.languages import LANGUAGES
from fanal.shelters.queries.numbers import ShelterNumbers, printed_numbers
from tests import files
from tests.figures.test_figures import CHOICES, known
from tests.journal import entries
from tests.keys.test_asking_again import later
from tests.prevention.scene import held, village
from tests.reintegration.scene import begins, tried
from tests.services.test_indicators import DAY, leaves, plan, service, wave
from tests.shelters.scene import scene as shelter_scene
from tests.shelters.scene import sleeps

pytestmark = pytest.mark.django_db
FILES = {
    "services:indicators": "services:indicators_file",
    "reintegration:rates": "reintegration:rates_file",
    "prevention:report": "prevention:report_file",
    "shelters:numbers": "shelters:numbers_file",
    "funds:figures": "funds:figures_file",
}
READERS = {
    "services:indicators": {"noi", "somchit", "claire", "duc"},
    "reintegration:rates": {"noi", "somchit", "claire", "duc"},
    "prevention:report": {"bounmy", "claire", "duc"},
    "shelters:numbers": {"claire"},
    "funds:figures": {"thao", "claire"},
}
EVERYBODY = ("sokha", "noi", "somchit", "mai", "claire", "duc", "anan", "vera", "ploy", "bounmy", "thao")  # fmt: skip


TODAY = timezone.localdate()


def defined_of(cast, counts):
    """A study of three lists, registered, with so many people by the lists they are on."""
    sources = ("hotline", "police", "court")
    people = enumerate(history for history, many in counts.items() for _ in range(many))
    noted = [
        known(number, one)
        for number, history in people
        for n, one in enumerate(sources)
        if history >> n & 1
    ]
    actions.note_links(links=noted, by=cast.duc)
    study = actions.define(
        title="Champasak 2025",
        who_counts="identified",
        area="LA",
        begins=date(2025, 1, 1),
        ends=date(2025, 12, 31),
        choices=CHOICES,
        lists={source.capitalize(): [source] for source in sources},
        by=cast.duc,
    )
    actions.register(study=study, by=cast.duc)
    study.refresh_from_db()
    return study


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
        shown = {link.address for link in client.get("/menu/").context["navigation"].links}
        assert (reverse(page) in shown) == may, name


def test_the_analyst_reads_what_is_counted_and_nothing_of_a_person(cast):
    duc = files.browser(cast, cast.duc)
    for name in ("services:without", "prevention:hours", "shelters:numbers", "funds:figures"):
        assert duc.get(reverse(name)).status_code == 404, name
    menu = [link.address for link in duc.get("/menu/").context["navigation"].links]
    hers = [page for page in FILES if "duc" in READERS[page]]
    for page in (*hers, "coded_facts:dictionary"):
        assert reverse(page) in menu
        assert reverse(page) in duc.get(reverse("figures:list")).text


def test_a_file_asks_for_the_passphrase_again_and_leads_back_to_its_page(cast):
    duc = later(files.browser(cast, cast.duc), 6 * 60)
    page = reverse("services:indicators")
    asked = duc.post(
        reverse(FILES["services:indicators"]), headers={"referer": "http://testserver" + page}
    )
    assert urlsplit(asked["Location"]).path == reverse("keys:unlock")
    # Back on the page nothing was done: it says to press again.
    assert asked["Location"].endswith(page.replace("/", "%2F") + "&press=1")
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
    for rate in rates:
        assert printed_in(page, rate) == rate["printed"], rate
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
    for contact in contacts:
        assert printed_in(page, contact) == contact["printed"], contact


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


def test_in_the_file_of_shelters_nobody_is_a_number(cast):
    sleeps(cast, shelter_scene(cast))
    claire = files.browser(cast, cast.claire)
    assert "In the file no small number is shown separately" in text_of(
        claire.get(reverse("shelters:numbers"))
    )
    found = {one["line"]: one for one in taken(claire, "shelters:numbers")}
    assert {one["item_name"] for one in found.values()} == {"House Jasmine"}
    assert (found["beds"]["value"], found["beds"]["unit"]) == ("6", "bed")
    assert (found["occupied"]["state"], found["longest_stay"]["state"]) == ("few", "few_people")
    assert {one["value"] for one in found.values()} <= {"", "0", "6"}


def test_all_but_a_few_residents_tell_no_more_than_a_few():
    shelter = SimpleNamespace(id=uuid4(), name="House Jasmine")
    many = {"beds": 30, "occupied": 22, "expected": 5, "unread": 9, "late": 6, "restricted": 3}
    none = {
        "counted": True,
        "differs": False,
        "open_counts": 0,
        "longest": 400,
        "long": 20,
        "missing": 0,
    }
    none |= {"closed": False}
    found = printed_numbers([ShelterNumbers(shelter, **many, **none)])
    told = {one.line.code: one.in_file for one in found}
    assert (told["occupied"].value, told["long_stays"].state) == (22, CellState.ALL_BUT_FEW)
    assert (told["not_seen"].value, told["incidents_late"].state) == (0, CellState.ALL_BUT_FEW)
    assert (told["restrictions"].state, told["expected"].value) == (CellState.FEW, 5)


def test_of_a_figure_that_stays_inside_the_file_says_that_it_is_there(cast):
    grant = add_grant(
        name="River", donor="A", currency="THB", since=TODAY, until=TODAY, by=cast.thao
    )
    told = {"indicator": "people", "version": 1, "grants": {str(grant.id): grant.name}}
    told |= {"first": "2026-01-01", "last": "2026-03-31"}
    for number, outside in ((24, True), (20, False)):
        FundFigure.objects.create(
            told=told | {"number": number, "outside": outside}, made_by=cast.thao, made_on=TODAY
        )
    thao = files.browser(cast, cast.thao)
    found = taken(thao, "funds:figures")
    assert sorted((one["value"], one["state"]) for one in found) == [
        ("", "inside"),
        ("24", "shown"),
    ]
    for one in found:
        assert (one["first_day"], one["last_day"]) == ("2026-01-01", "2026-03-31")
        assert (one["day"], one["item_name"]) == (
            TODAY.isoformat(),
            "River (version 1 of the definition)",
        )
    assert len({one["item"] for one in found}) == 2


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_what_stands_beside_vouchers_gives_no_small_number_back(used, unused, asked, reached):
    found = Corrected(used + unused, used, asked, min(asked, reached), 0)
    issued, answered, of_them, silent, corrected = map(in_file, of_vouchers(found))
    assert silent.value == 0
    for whole, part in ((issued.value, used), (answered.value, of_them.value)):
        if whole is not None and part is not None:
            assert not 0 < whole - part < SMALLEST_COUNT
    if corrected.value is not None:
        assert of_them.value is not None
        assert answered.value is not None


def test_the_file_of_an_estimate_is_frozen_with_its_days_and_without_small_counts(cast):
    counts = {1: 14, 2: 12, 4: 11, 3: 18, 5: 18, 6: 12, 7: 8}
    study = defined_of(cast, counts)
    claire = files.browser(cast, cast.claire)
    snapshot = actions.estimate(study=study, by=cast.duc)
    asked = publishing.ask_of_estimate(
        snapshot=snapshot, ask=FigureAsk.RELEASE, why="Our report.", by=cast.duc
    )
    publishing.agree_of_estimate(release=asked, by=cast.claire)
    page = claire.get(reverse("figures:snapshot", args=[snapshot.id]))
    address = reverse("figures:snapshot_file", args=[snapshot.id])
    assert address in page.text
    found = rows_of(claire.post(address))
    assert {(row["first_day"], row["last_day"]) for row in found} == {("2025-01-01", "2025-12-31")}
    histories = {row["item"]: row for row in found if row["line"] == "on_exactly_these_lists"}
    assert (histories["1"]["value"], histories["1"]["item_name"]) == ("14", "Hotline")
    # Eight: what leaves the house tells no number below eleven.
    assert (histories["1+2+3"]["value"], histories["1+2+3"]["state"]) == ("", "few")
    assert "not_apart" in {one["state"] for one in histories.values()}  # or the sum would tell it
    seen = next(row for row in found if row["measure"] == "seen" and row["line"] == "all_people")
    assert seen["value"] == "93"
    method = {row["measure"]: row for row in found if row["item"] == "stepwise"}
    assert float(method["interval"]["value"]) < float(method["estimate"]["value"])
    assert float(method["estimate"]["value"]) < float(method["interval"]["at_most"])
    assert method["estimate"]["printed"] in text_of(page)
    known = {(one.kind.value, one.page, one.code) for one in dictionary()}
    for one in found:
        assert {
            ("line", "estimates", one["line"]),
            ("measure", "estimates", one["measure"]),
        } <= known
    (entry,) = entries("figures.taken_along")
    assert entry.about == str(snapshot.id)
    sokha = files.browser(cast, cast.sokha)
    assert sokha.post(address).status_code == 404


def test_what_stands_as_it_is_today_has_no_days_of_a_quarter_in_the_file(cast):
    """The files of two quarters, one below the other: nobody adds the volunteers of both."""
    rows = taken(files.browser(cast, cast.claire), "prevention:report", period="2025-2")
    days = {(row["line"], row["first_day"], row["last_day"]) for row in rows}
    today = {line for line, first, last in days if (first, last) == ("", "")}
    assert {"volunteers", "scholarships"} <= today
    assert {one.code for one in PREVENTION.lines if one.no_period} == today | {
        "scholars_after",
        "earnings_after",
    }
    assert {(first, last) for line, first, last in days if line not in today} == {
        ("2025-04-01", "2025-06-30")
    }


@pytest.mark.parametrize(("period", "said"), [("{year}", "year"), ("{year}-{quarter}", "quarter")])
def test_a_period_that_runs_is_not_read_as_a_whole_one(cast, period, said):
    claire, page = files.browser(cast, cast.claire), reverse("services:indicators")
    of_today = period.format(year=TODAY.year, quarter=(TODAY.month + 2) // 3)
    assert f"The {said} is not over" in text_of(claire.get(page, {"period": of_today}))
    assert "is not over" not in text_of(claire.get(page, {"period": "2024"}))


def test_a_quarter_is_kept_from_one_page_of_numbers_to_the_other(cast):
    claire = files.browser(cast, cast.claire)
    support, prevention = (reverse(one) for one in ("services:indicators", "prevention:report"))
    kept = "?period=2025-2"
    assert prevention + kept in claire.get(support + kept).text
    assert support + kept in claire.get(prevention + kept).text
    noi, bounmy = (files.browser(cast, one) for one in (cast.noi, cast.bounmy))
    assert prevention not in noi.get(support + kept).text  # it is not for her
    assert support not in bounmy.get(prevention + kept).text


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
            assert list(row) == [column.code for column in COLUMNS]


def test_the_dictionary_is_a_page_and_a_file_in_every_language(cast):
    for name in EVERYBODY:
        may = name in set().union(*READERS.values())
        client = files.browser(cast, getattr(cast, name))
        for address in ("coded_facts:dictionary", "coded_facts:dictionary_file"):
            assert client.get(reverse(address)).status_code == (200 if may else 404), name
    duc = files.browser(cast, cast.duc)
    listed = duc.get(reverse("coded_facts:dictionary")).text
    assert duc.get(reverse("coded_facts:dictionary_of", args=["nothing"])).status_code == 404
    rows = rows_of(duc.get(reverse("coded_facts:dictionary_file")))
    assert len(rows) == len(dictionary())
    for page in PAGES:
        address = reverse("coded_facts:dictionary_of", args=[page.code])
        assert address in listed
        text = text_of(duc.get(address))
        for one in (*page.lines, *page.measures):
            assert one.code in text
    row = next(one for one in rows if one["code"] == "care_72_hours")
    assert row["standard"] == "Médecins Sans Frontières, PMC7498098"
    for code, _name in LANGUAGES:
        with translation.override(code):
            assert all(one[f"name_{code}"] for one in rows)
    assert row["name_fr"] != row["name_en"] != row["name_vi"]
