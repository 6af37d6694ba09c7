"""From a table that an analyst uploads to one page with each group, the total and what to quote."""

import html
import io
import json
import re
import zipfile
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fanal.core.errors import BadInput
from fanal.figures import access, actions, queries, tables, worker
from fanal.figures.models import Snapshot, Study, UploadedTable
from fanal.figures.tables import ChosenTable, ColumnRole
from tests.figures.test_figures import once
from tests.journal import acts
from unseen.data import spreadsheet

ENGLISH = {"accept-language": "en"}
ABOUT = {
    "title": "Shan 2019–2021", "who_counts": "identified", "area": "", "begins": "2019-01-01",
    "ends": "2021-12-31", "method": "independence", "order": "99", "threshold": "0.02",
    "replicates": "100", "seed": "1234", "learner": "logistic",
}  # fmt: skip
# People by the lists they are on: enough on two to bear an estimate.
HISTORIES = {"100": 14, "010": 12, "001": 11, "110": 8, "101": 7, "011": 6, "111": 3}


def people(*columns, times=1):
    """One row a person for each combination of the values of `columns`."""
    rows = [
        [*values, *history]
        for values in product(*columns)
        for history, many in HISTORIES.items()
        for _ in range(many * times)
    ]
    return [[*row, f"name {n}"] for n, row in enumerate(rows)]


def table_of(heading, rows):
    text = "\n".join(",".join(row) for row in [heading, *rows])
    return SimpleUploadedFile("people.csv", text.encode(), "text/csv")


def by_sex_and_year():
    rows = people(["f", "m"], ["2019", "2020", "2021"])
    return table_of(["sex", "year", "A", "B", "C", "who"], rows)


@pytest.fixture
def client(cast):
    return cast.client(cast.duc, headers=ENGLISH)


def uploaded(client, file, **more):
    url = reverse("figures:new_table")
    return client.post(url, once(client.get(url), {"file": file} | more))


def chosen(client, address, **roles):
    """The page that follows when the columns are chosen; `roles` by the name of the column."""
    page = client.get(address)
    fields = dict(
        re.findall(r'for="id_(column-\d+)"[^>]*>\s*Column “([^”]+)”', html.unescape(page.text))
    )
    given = {field: roles.get(name, "out") for field, name in fields.items()}
    return client.post(address, once(page, ABOUT | given))


LISTS = {"A": "list", "B": "list", "C": "list"}


def test_the_way_from_a_table_to_a_page_with_each_group_and_the_total(cast, client):
    address = uploaded(client, by_sex_and_year()).headers["Location"]
    study = chosen(client, address, sex="group", year="year", **LISTS).headers["Location"]
    page = client.get(study)
    assert "people.csv" in page.text
    assert "sex · year" in page.text
    assert "The number is shown after" in page.text
    client.post(study + "register/", once(page, {}))
    report = client.get(client.post(study + "estimate/").headers["Location"])
    text = html.unescape(report.text)
    for group in ("f · 2019", "m · 2021", "groups added up", "all together"):
        assert f'<th scope="row">{group}</th>' in text
    assert "in all strata together" in text
    assert "What may be quoted of each group" in text
    assert "Trend over the years" in text
    assert text.count('<div class="wide"><svg') == 1
    assert "style=" not in text
    assert "as registered" in text


def test_a_group_that_alone_would_be_refused_has_no_number_and_there_is_no_sum(cast, client):
    few = [["m", *history] for history in ("100", "010", "001") for _ in range(12)]
    rows = [*people(["f"]), *([*row, f"name {n}"] for n, row in enumerate([*few, ["m", *"110"]]))]
    heading = ["sex", "A", "B", "C", "who"]
    address = uploaded(client, table_of(heading, rows)).headers["Location"]
    study = chosen(client, address, sex="group", **LISTS).headers["Location"]
    client.post(study + "register/", once(client.get(study), {}))
    report = client.get(client.post(study + "estimate/").headers["Location"])
    men, added = report.context["result"]["rows"][1], report.context["result"]["sums"][0]
    assert "at least 5 are needed" in men["refused"]
    assert (men["n"], men["estimate"], added["estimate"]) == ("37", "–", "–")


def test_a_group_in_which_a_list_is_empty_is_left_out_and_the_others_are_estimated(client):
    """The whole table was refused for it."""
    few = [["m", *history] for history in ("100", "010", "110") for _ in range(12)]
    rows = [*people(["f"]), *([*row, f"name {n}"] for n, row in enumerate(few))]
    address = uploaded(client, table_of(["sex", "A", "B", "C", "who"], rows)).headers["Location"]
    study = chosen(client, address, sex="group", **LISTS).headers["Location"]
    client.post(study + "register/", once(client.get(study), {}))
    report = client.get(client.post(study + "estimate/").headers["Location"])
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", report.text)).split())
    assert "m 36 refused: list C names nobody; leave it out: estimate this group by itself" in text
    assert "Of these strata only the people seen are counted in it: m." in text
    women, men = report.context["result"]["rows"]
    added, together = report.context["result"]["sums"]
    assert (women["estimate"] == "–", men["estimate"], added["estimate"]) == (False, "–", "–")
    assert (together["n"], together["estimate"] == "–") == ("97", False)  # everybody, men too


def test_of_the_table_only_the_counts_of_the_chosen_columns_stay(cast, client):
    address = uploaded(client, by_sex_and_year()).headers["Location"]
    assert UploadedTable.objects.count() == 1
    chosen(client, address, sex="group", **LISTS)
    assert not UploadedTable.objects.exists()
    held = Study.objects.get()
    assert "name 1" not in held.table
    assert "2019" not in held.table
    assert queries.uploaded(held).n == 6 * sum(HISTORIES.values())
    assert {"figures.uploaded", "figures.study"} <= set(acts())


def test_a_table_belongs_to_whoever_uploaded_it(cast, client):
    address = uploaded(client, by_sex_and_year()).headers["Location"]
    for other in (cast.sokha, cast.anan):
        assert cast.client(other).get(address).status_code == 404
        assert cast.client(other).get(reverse("figures:new_table")).status_code == 404


def test_tables_that_nobody_came_back_to_are_deleted(cast, client):
    uploaded(client, by_sex_and_year())
    day = UploadedTable.objects.get().day
    assert actions.forget_tables(day) == 0
    uploaded(client, by_sex_and_year())
    assert UploadedTable.objects.count() == 1  # the earlier one of hers went
    assert actions.forget_tables(day + timedelta(days=365)) == 1


BAD = {
    "count": ("A,B,count\n1,0,40\n0,1,<5\n", "line 3, column count: '<5' is a suppressed count"),
    "columns": ("A,B\n1,0\n0,1,1\n", "line 3: 3 columns where the heading has 2"),
    "names": ("A,A\n1,0\n", "line 1: two columns are called “A”"),
    "no name": ("A,\n1,0\n", "line 1: column 2 has no name"),
    "empty": ("", "line 1: the heading is missing"),
    "heading": ("A,B\n", "line 1: there is no row below the heading"),
    "many": (",".join(f"c{n}" for n in range(50)) + "\n", "line 1: at most 40 columns"),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in BAD if name != "count"])
def test_what_is_no_table_is_said_at_once_with_its_place(client, name):
    text, said = BAD[name]
    answer = uploaded(client, SimpleUploadedFile("people.csv", text.encode() or b"\n"))
    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert not UploadedTable.objects.exists()


BOOK = Path(__file__).parents[2] / "libraries/unseen/tests/made_by_openpyxl.xlsx"


def test_a_sheet_of_a_spreadsheet_is_chosen_by_name(client):
    book = SimpleUploadedFile("lists.xlsx", BOOK.read_bytes())
    answer = uploaded(client, book, sheet="women")
    assert answer.status_code == 422
    assert "no such sheet; there are" in html.unescape(answer.text)
    assert 'value="women"' in answer.text
    book.seek(0)
    page = client.get(uploaded(client, book, sheet="people").headers["Location"])
    assert "lists.xlsx · people" in page.text


@pytest.mark.asvs("V1.5.1", "V5.2.3")
def test_what_is_no_spreadsheet_and_what_is_too_large_are_refused(client, settings):
    broken = SimpleUploadedFile("lists.xlsx", b"PK")
    assert "is not a readable .xlsx spreadsheet" in uploaded(client, broken).text.lower()
    settings.LARGEST_UPLOAD = 10
    assert "larger than 10 MB" in uploaded(client, by_sex_and_year()).text


@pytest.mark.asvs("V5.2.3")
def test_a_spreadsheet_that_unpacks_without_end_is_refused_before_it_is(client, monkeypatch):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b" " * 2000)
        for number in range(20):
            book.writestr(f"xl/media/{number}.png", b"")
    for limit, most in (("LARGEST_LIST", 1999), ("MOST_PARTS", 20)):
        with monkeypatch.context() as lower:
            lower.setattr(spreadsheet, limit, most)
            said = uploaded(client, SimpleUploadedFile("lists.xlsx", held.getvalue())).text
            assert "too large to be read" in said
    assert not UploadedTable.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "line 3, column count: '<5' is a suppressed count"),
        ("fr", "ligne 3, colonne count"),
        ("vi", "dòng 3, cột count"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_nothing_typed_is_lost(cast, language, said):
    client = cast.client(cast.duc, headers={"accept-language": language})
    file = SimpleUploadedFile("people.csv", BAD["count"][0].encode())
    address = uploaded(client, file).headers["Location"]
    page = client.get(address)
    given = ABOUT | {"column-0": "list", "column-1": "list", "title": "Kept as typed"}
    answer = client.post(address, once(page, given))
    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert 'value="Kept as typed"' in answer.text
    assert UploadedTable.objects.exists()


def test_counts_under_another_heading_are_no_people_counted_as_one_each(client):
    """With the column left out seven people would be seen, of 61."""
    rows = [[*history, str(many)] for history, many in HISTORIES.items()]
    address = uploaded(client, table_of(["A", "B", "C", "cases"], rows)).headers["Location"]
    page = chosen(client, address, **LISTS)
    assert page.status_code == 422
    assert "column cases: looks like the number of people" in html.unescape(page.text)


def read(heading, rows):
    return tables.read(table_of(heading, rows), "people.csv")


A_GROUP = {
    "sex": ColumnRole.GROUP,
    "A": ColumnRole.LIST,
    "B": ColumnRole.LIST,
    "C": ColumnRole.LIST,
}


def test_small_groups_are_refused_by_name(cast):
    rows = [*people(["f"]), *people(["m"])[:5]]
    with pytest.raises(BadInput, match="fewer than 20 people are in the group “m”"):
        tables.chosen(read(["sex", "A", "B", "C", "who"], rows), A_GROUP, "people.csv")
    some = [row for row in people(["m"]) if row[1:4] != ["1", "0", "0"]][:19]
    both = [*people(["f"]), *some[:6], *people(["m"])[30:43]]
    with pytest.raises(BadInput, match="fewer than 20 people are in the group “m”"):
        tables.chosen(read(["sex", "A", "B", "C", "who"], both), A_GROUP, "people.csv")


@pytest.mark.asvs("V2.2.3")
@pytest.mark.parametrize(
    ("roles", "said"),
    [
        (
            {
                "sex": ColumnRole.COVARIATE,
                "A": ColumnRole.LIST,
                "B": ColumnRole.LIST,
                "C": ColumnRole.LIST,
            },
            "exactly two",
        ),
        (
            {
                "sex": ColumnRole.GROUP,
                "year": ColumnRole.COVARIATE,
                "A": ColumnRole.LIST,
                "B": ColumnRole.LIST,
            },
            "not both",
        ),
        (
            {
                "sex": ColumnRole.YEAR,
                "A": ColumnRole.LIST,
                "B": ColumnRole.LIST,
                "C": ColumnRole.LIST,
            },
            "is no year",
        ),
        (
            {
                "sex": ColumnRole.YEAR,
                "year": ColumnRole.YEAR,
                "A": ColumnRole.LIST,
                "B": ColumnRole.LIST,
            },
            "Only one column",
        ),
        ({"A": ColumnRole.LIST}, "at least 2 lists"),
        ({}, "at least 2 lists"),  # no column is used at all
        ({"sex": ColumnRole.GROUP}, "at least 2 lists"),
        (
            {"who": ColumnRole.LIST, "A": ColumnRole.LIST},
            "line 2, column who: 'name 0' is neither 0 nor 1",
        ),
    ],
)
def test_choices_that_do_not_go_together_are_refused(roles, said):
    sheet = tables.read(by_sex_and_year(), "people.csv")
    with pytest.raises(BadInput, match=said):
        tables.chosen(sheet, roles, "people.csv")


def test_people_on_unused_lists_alone_are_left_out_and_counted():
    sheet = tables.read(by_sex_and_year(), "people.csv")
    roles = {"A": ColumnRole.LIST, "B": ColumnRole.LIST, "C": ColumnRole.UNUSED_LIST}
    found = tables.chosen(sheet, roles, "people.csv")
    assert found.dropped == 6 * HISTORIES["001"]
    assert found.n == 6 * (sum(HISTORIES.values()) - HISTORIES["001"])
    assert found.lists == ("A", "B")


def test_the_long_form_and_counts_say_the_same_as_one_row_a_person():
    rows = people(["f", "m"])
    heading = ["sex", "A", "B", "C", "who"]
    first = tables.chosen(read(heading, rows), A_GROUP, "t.csv")
    long = [
        [sex, name, who]
        for sex, *history, who in rows
        for name, on in zip("ABC", history, strict=True)
        if on == "1"
    ]
    second = tables.chosen(
        read(["sex", "list", "person"], long), {"sex": ColumnRole.GROUP}, "t.csv"
    )
    counts = [[sex, *h, str(many)] for sex in "fm" for h, many in HISTORIES.items()]
    third = tables.chosen(read(["sex", "A", "B", "C", "count"], counts), A_GROUP, "t.csv")
    assert first.by_group() == second.by_group() == third.by_group()
    assert first == third
    assert ChosenTable.from_json(first.to_json()) == first


def test_two_lists_with_covariates_give_a_range_with_its_condition(cast, client):
    file = table_of(["sex", "A", "B", "C", "who"], people(["f", "m"], times=3))
    address = uploaded(client, file).headers["Location"]
    roles = {"sex": "covariate", "A": "list", "B": "list", "C": "unused"}
    study = chosen(client, address, **roles).headers["Location"]
    client.post(study + "register/", once(client.get(study), {}))
    report = html.unescape(client.get(client.post(study + "estimate/").headers["Location"]).text)
    assert "if among people alike in sex" in report
    assert "with covariates (doubly robust)" in report
    assert "On unused lists alone, left out" in html.unescape(client.get(study).text)


@pytest.fixture
def study(cast):
    sheet = tables.read(by_sex_and_year(), "people.csv")
    table = actions.upload(sheet=sheet, name="people.csv", by=cast.duc)
    roles = {"sex": ColumnRole.GROUP, **dict.fromkeys("ABC", ColumnRole.LIST)}
    choices = {
        "method": "independence",
        "order": 99,
        "threshold": 0.02,
        "replicates": 100,
        "seed": 1,
    }
    made = actions.define_from_table(
        table=table,
        roles=roles,
        title="By sex",
        who_counts="identified",
        begins=table.day,
        ends=table.day,
        choices=choices,
        by=cast.duc,
    )
    actions.register(study=made, by=cast.duc)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["groups added up", "At least"]),
        ("fr", ["groupes additionnés", "Au moins"]),
        ("vi", ["cộng các nhóm", "Ít nhất"]),
    ],
)
def test_the_page_speaks_the_readers_language(cast, study, language, words):
    made = actions.estimate(study=study, by=cast.duc)
    client = cast.client(cast.duc, headers={"accept-language": language})
    text = html.unescape(client.get(reverse("figures:snapshot", args=[made.id])).text)
    assert [word for word in words if word not in text] == []


def test_the_same_table_and_choices_are_one_estimate_and_others_another(cast, study):
    first = actions.estimate(study=study, by=cast.duc)
    assert actions.estimate(study=study, by=cast.duc) == first
    other = actions.estimate(study=study, by=cast.duc, choices=study.choices | {"harder": 4.0})
    assert (first.as_registered, other.as_registered) == (True, False)
    assert other.parsed["figures"]["low"] is not None
    assert "at most 4 times less likely" in other.parsed["answers"]["en"]
    client = cast.client(cast.duc, headers=ENGLISH)
    page = client.get(reverse("figures:compare", args=[first.id, other.id]))
    assert "groups added up" in page.text


def test_an_uploaded_table_is_no_tracer_of_our_own_lists(cast, study):
    """Nobody of it is known to the coded links; its estimate stands in no way of theirs."""
    actions.estimate(study=study, by=cast.duc)
    assert not queries.snapshots().exists()
    assert Snapshot.objects.count() == 1


@pytest.mark.long  # of one table test_apart.py holds it
def test_groups_worked_out_in_a_process_of_their_own_say_the_same(cast, study, settings):
    table, given = queries.uploaded(study), queries.complete(study.choices)
    here = json.dumps(worker.work_out_table(table, given))
    settings.ESTIMATE_SECONDS = 600.0
    assert json.dumps(worker.estimated_table(table, given)) == here


def test_no_number_of_a_table_before_its_choices_are_fixed(cast, study):
    Study.objects.filter(id=study.id).update(registered_on=None)
    study.refresh_from_db()
    with pytest.raises(BadInput, match="Fix the choices first"):
        actions.estimate(study=study, by=cast.duc)
    assert access.study_for(cast.duc, study.id) == study


@pytest.mark.parametrize("limit", ["MOST_CELLS", "MOST_EVENTS", "MOST_HELD", "LARGEST"])
def test_a_spreadsheet_of_cells_without_end_is_refused_while_it_is_read(client, monkeypatch, limit):
    monkeypatch.setattr(spreadsheet, limit, 10)
    book = SimpleUploadedFile("lists.xlsx", BOOK.read_bytes())
    assert "is too large to be read" in uploaded(client, book).text
