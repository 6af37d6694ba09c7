"""A list of partners from a spreadsheet: read and shown first, added once, and nothing of it trusted."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.typed_text import clean
from fanal.core.data_files.csv_text import as_typed, safe
from fanal.core.errors import BadInput
from fanal.core.trust.partner_matrix import MatrixAnswer, matrix_cell
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.partners.actions.areas import add_area
from fanal.partners.actions.partners import add_list, add_partner, add_presence, merge
from fanal.partners.list_table import COLUMNS, LOST, ListTable, as_file, read_table
from fanal.partners.models import Partner, Presence
from fanal.partners.queries.list_lines import read_list
from fanal.partners.queries.world import world
from tests import files
from tests.journal import entries

PAGE = reverse("partners:add_list")
HEAD = "Name;Which kind;Country;Areas;Languages;Telephone;E-mail;What it does\n"
LOTUS = "Lotus House;Shelter;Thailand;Ubon;Lao, Thai;+66 45 123 456;hello@lotus.example;Beds\n"


@pytest.fixture
def ubon(cast):
    thailand = add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    return add_area(code="TH-34", name="Ubon", kind="province", within=thailand, by=cast.noi)


@pytest.fixture
def lao(cast):
    return add_area(code="LA", name="Laos", kind="country", by=cast.noi)


def table(text, name="list.csv", encoding="utf-8"):
    return read_table(BytesIO(text.encode(encoding)), name)


def read(text):
    return read_list(table(text), Partner.objects.all())


def upload(browser, text, name="list.csv", encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return browser.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def confirm(browser, shown, **more):
    held = unescape(re.search(r'name="table" value="([^"]*)"', shown.text)[1])
    return browser.post(PAGE, {"table": held, **more}, follow=True)


def refused(text, **how):
    with pytest.raises(BadInput) as problem:
        table(text, **how)
    return f"{problem.value.where}: {problem.value.why}"


def names():
    return sorted(one.name for one in Partner.objects.all())


def test_a_list_is_shown_first_and_added_once_it_is_confirmed(cast, ubon):
    noi = files.browser(cast, cast.noi)
    shown = upload(noi, HEAD + LOTUS)
    assert "1 partner to add" in shown.text
    assert "Nothing is added yet" in shown.text
    assert not Partner.objects.exists()
    after = confirm(noi, shown)
    assert "1 partner was added" in after.text
    (lotus,) = Partner.objects.all()
    assert (lotus.name, lotus.type, lotus.kind) == ("Lotus House", "shelter", "organisation")
    assert lotus.contact == "+66 45 123 456\nhello@lotus.example"
    assert (lotus.languages, lotus.services) == ("lo th", "Beds")
    assert [(one.area, one.level) for one in Presence.objects.all()] == [(ubon, "some")]
    assert len(entries("partner.added")) == 1


def test_pressed_twice_it_is_added_once(cast, ubon):
    noi = files.browser(cast, cast.noi)
    shown = upload(noi, HEAD + LOTUS)
    confirm(noi, shown)
    assert "All of them were in the directory already" in confirm(noi, shown).text
    assert names() == ["Lotus House"]


def test_nothing_of_a_list_is_trusted_and_the_pages_say_so(cast, ubon):
    noi = files.browser(cast, cast.noi)
    for page in (noi.get(PAGE), upload(noi, HEAD + LOTUS)):
        assert "No list says whom to trust" in page.text
        assert "?trust=unknown" in page.text
    add_list(table=table(HEAD + LOTUS), by=cast.noi)
    (lotus,) = Partner.objects.all()
    asked = str(lotus.pk), str(ubon.pk)
    for purpose in PartnerPurpose:
        cell = matrix_cell(world(), *asked, purpose, timezone.localtime())
        assert cell.may is MatrixAnswer.NOT_KNOWN


@pytest.mark.parametrize(
    "heading", ["Trust", "Niveau de confiance", "Trusted?", "Fiabilité", "Độ tin cậy"]
)
def test_a_column_about_trust_is_refused_in_one_line(db, heading):
    said = refused(f"Name,{heading}\nLotus,yes\n")
    assert (
        said
        == f"line 1, column {heading}: whom to trust is read from no list; take this column out"
    )


def test_so_is_one_of_keys_which_are_read_out_before_they_are_believed(db):
    assert "once it was read out to you" in refused("Name,age key\nLotus,age1\n")


@pytest.mark.parametrize(
    "known", ["LOTUS  house", "Lótus-House"], ids=["capitals and blanks", "accents and hyphens"]
)
def test_who_has_the_same_name_in_the_same_country_is_there_already(cast, ubon, known):
    there = add_partner(kind="organisation", name=known, by=cast.noi)
    add_presence(partner=there, area=ubon.within, level="some", by=cast.noi)
    found = read(HEAD + LOTUS)
    assert (found.new, found.wrong) == ([], [])
    assert [(one.partner, one.by) for one in found.known] == [(there, "name")]


def test_the_same_name_in_another_country_is_another_partner(cast, ubon, lao):
    there = add_partner(kind="organisation", name="Lotus House", by=cast.noi)
    add_presence(partner=there, area=lao, level="some", by=cast.noi)
    assert len(read(HEAD + LOTUS).new) == 1
    twice = HEAD + "Lotus;Shelter;Laos;;;;;\nLotus;Shelter;Thailand;;;;;\nLotus;Shelter;Laos;;;;;\n"
    found = read(twice)
    assert [one.line for one in found.new] == [2, 3]
    assert [(one.line, one.above) for one in found.known] == [(4, 2)]


def test_where_the_country_of_one_is_not_known_nothing_says_that_they_are_two(cast, ubon):
    add_partner(kind="organisation", name="Lotus House", by=cast.noi)
    assert not read(HEAD + LOTUS).new


@pytest.mark.parametrize(
    "contact", ["Tel. 045 123 456", "(045) 123-456 ext. 2", "write to HELLO@lotus.example."]
)
def test_who_is_reached_the_same_way_is_there_already(cast, ubon, contact):
    add_partner(kind="organisation", name="Another", contact=contact, by=cast.noi)
    found = read(HEAD + LOTUS)
    assert not found.new
    assert found.known[0].by in ("telephone", "email")


def test_a_short_number_is_that_of_many(cast):
    add_partner(kind="organisation", name="Police", contact="Call 191 or 1300", by=cast.noi)
    assert len(read("Name,Type,Tel\nTourist police,Police,191\n").new) == 1


def test_what_was_taken_over_by_another_is_there_already(cast):
    old, new = (add_partner(kind="organisation", name=name, by=cast.noi) for name in ("Old", "New"))
    merge(partner=old, into=new, by=cast.noi)
    assert not read("Name,Type\nOld,NGO\n").new


def test_nothing_is_written_while_a_line_is_wrong_unless_it_is_left_out_by_a_tick(cast, ubon):
    noi = files.browser(cast, cast.noi)
    shown = upload(noi, HEAD + LOTUS + "Night Market;Restaurant;Atlantis;;;;;\n")
    assert "1 line is wrong" in shown.text
    said = read(HEAD + LOTUS + "Night Market;Restaurant;Atlantis;;;;;\n").wrong
    assert [(one.line, one.column) for one in said] == [(3, "Which kind"), (3, "Country")]
    assert said[0].why == "“Restaurant” is not understood"
    assert "Police, Immigration, Prosecution" in shown.text, "what may be written"
    assert "“Atlantis” is no area on file" in said[1].why
    again = confirm(noi, shown)
    assert again.status_code == 422
    assert "Tick this, or mend the lines" in again.text
    assert not Partner.objects.exists()
    confirm(noi, again, leave_out="on")
    assert names() == ["Lotus House"]


def test_a_line_that_is_there_already_may_be_wrong_beside(cast):
    add_partner(kind="organisation", name="Lotus", by=cast.noi)
    found = read("Name,Type\nLotus,\n")
    assert not found.wrong
    assert len(found.known) == 1


def test_its_kind_is_asked_of_each_as_by_the_form_of_one_partner(cast):
    (cell,) = read("Name,Type\nEmbassy of Laos,\n").wrong
    assert (cell.column, cell.why) == ("Which kind", "Is empty")


def test_a_unit_belongs_to_a_body_of_the_directory_or_of_a_line_above(cast):
    police = add_partner(kind="organisation", type="police", name="Police", by=cast.noi)
    text = (
        "Name,What it is,Kind,Belongs to\nStation,Unit,Police,police\nHouse,,NGO,\nKitchen,unit,NGO,House\n"
        "Lost,Unit,NGO,\nStray,Unit,NGO,Nobody\nEarly,Unit,NGO,Late\nLate,,NGO,\n"
    )
    wrong = {one.line: str(one.column) for one in read(text).wrong}
    assert wrong == dict.fromkeys((5, 6, 7), "Belongs to")
    assert "neither in the directory nor in a line above" in read(text).wrong[-1].why
    add_list(table=table(text), by=cast.noi, leave_out=True)
    made = {one.name: one for one in Partner.objects.all()}
    assert made["Station"].within == police
    assert made["Kitchen"].within == made["House"]
    assert "Late" in made


def test_a_unit_of_a_body_that_is_there_under_another_name_belongs_to_it(cast):
    there = add_partner(kind="organisation", name="Lotus", contact="045 123 456", by=cast.noi)
    head = "Name,What it is,Kind,Telephone,Belongs to\n"
    (line,) = read(head + "Lotus House,,NGO,045 123 456,\nKitchen,Unit,NGO,,Lotus House\n").new
    assert line.answers["within"] == there


def test_of_a_body_that_is_known_by_its_telephone_the_page_shows_the_name_on_file(cast):
    hope = add_partner(kind="organisation", name="Shelter Hope", contact="045 123 456", by=cast.noi)
    text = (
        "Name,What it is,Kind,Telephone,Belongs to\nPolice post A,,Police,045 123 456,\n"
        "Desk,Unit,Police,,Police post A\n"
    )
    (desk,) = read(text).new
    assert (desk.answers["within"], desk.body) == (hope, "Shelter Hope")
    shown = upload(files.browser(cast, cast.noi), text).text
    assert re.search(r"Desk.*· Shelter Hope", shown, re.DOTALL)


def test_what_a_list_calls_a_partner_hides_no_other_of_that_name(cast):
    add_partner(kind="organisation", name="Shelter Hope", contact="045 123 456", by=cast.noi)
    found = read(
        "Name,Kind,Telephone\nPolice post A,Police,045 123 456\nPolice post A,Police,045 999 999\n"
    )
    assert [one.line for one in found.known] == [2]
    assert [one.line for one in found.new] == [3]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer anyway")
def test_two_colleagues_with_one_list_at_once_add_it_once(cast):
    """Both lock the same rows, and not each her own."""
    with CaptureQueriesContext(connection) as asked:
        add_list(table=table(HEAD + LOTUS.replace("Thailand;Ubon", ";")), by=cast.noi)
    (locks,) = [one["sql"] for one in asked if "FOR NO KEY UPDATE" in one["sql"]]
    assert "accounts_office" in locks
    assert str(cast.noi.pk) not in locks


def test_of_a_unit_whose_body_stands_in_a_wrong_line_that_is_said(cast):
    wrong = read("Name,What it is,Kind,Belongs to\nHouse,,?,\nKitchen,Unit,NGO,House\n").wrong
    assert wrong[-1].why == "“House” stands in line 2, which is wrong itself"
    # Why it has no body is said once.
    assert len(wrong) == 2


def test_an_area_of_one_name_with_another_is_told_by_its_country(cast, ubon, lao):
    other = add_area(code="LA-UB", name="Ubon", kind="province", within=lao, by=cast.noi)
    head = "Name,Type,Country,Areas\n"
    assert "several areas" in read(head + "Lotus,Shelter,,Ubon\n").wrong[0].why.lower()
    (line,) = read(head + "Lotus,Shelter,Laos,Ubon\n").new
    assert line.areas == (other,)
    (line,) = read(head + 'Lotus,Shelter,,"Ubon (Thailand)"\n').new
    assert line.areas == (ubon,)
    (line,) = read(head + 'Lotus,Shelter,,"Thailand, LA-UB"\n').new
    assert line.areas == (ubon.within, other)
    assert read(head + "Lotus,Shelter,Laos,Thailand\n").wrong


def test_a_list_of_french_excel_is_read_with_its_headings_and_letters(cast, ubon):
    text = (
        "Nom;De quelle sorte;Pays;Langues;Téléphone;Ce qu’il fait;Observations\n"
        "Médecins de l’été;ONG;Thaïlande;laotien, français;045 123 456;Soins;à rappeler\n"
    )
    french = table(text, encoding="cp1252")
    assert french.unread == ("Observations",)
    (line,) = read_list(french, ()).new
    assert line.answers["name"] == "Médecins de l’été"
    assert (line.answers["type"], line.answers["languages"]) == ("ngo", "lo fr")
    assert line.areas == (ubon.within,)


@pytest.mark.parametrize("name", ["Trung tâm Nguyễn", "ໂຮງໝໍ"])
def test_a_name_that_lost_letters_in_the_code_page_of_windows_is_refused(name):
    lost = f"Name,Type\n{name},Shelter\n".encode("cp1252", errors="replace")
    with pytest.raises(BadInput) as refusal:
        read_table(BytesIO(lost), "list.csv")
    assert refusal.value.where == "line 2"
    assert "lost letters when the file was saved" in str(refusal.value.why)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_as_whatever_excel_saves(encoding):
    text = "Type,Name\nShelter,Maison d’été — “Renée”, Nîmé\nNGO,Café"
    found = table(text.replace(", ", " "), encoding=encoding)
    assert [cells["name"] for _line, cells in found.rows] == ["Maison d’été — “Renée” Nîmé", "Café"]


def test_a_column_that_is_not_read_is_named_and_none_of_it_kept(cast):
    noi = files.browser(cast, cast.noi)
    shown = upload(noi, "Name,Type,Remarks\nLotus,Shelter,CANARY\n")
    assert "These columns are not read, and nothing of them is kept: Remarks" in shown.text
    assert "CANARY" not in shown.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the heading is missing"),
        ("Name,Type\n", "line 1: there is no row below the heading"),
        ("Who,Type\nLotus,NGO\n", "line 1: no column is called “Name”"),
        ("Name,Tel,Phone\nLotus,1,2\n", "line 1: “Tel” and “Phone” are the same column"),
        ("Name,Type\n\nLotus,NGO\nRiver\n", "line 4: 1 columns where the heading has 2"),
        ("Name,,Type\nLotus,x,NGO\n", "line 2: column 2 has no name"),
        ("Name,Type\n" + "Lotus,NGO\n" * 5000, "line 502: at most 500 partners are read at once"),
        ("Name,What it does\n" + f"A,{'long ' * 2000}\n" * 200, "list.csv: there is more text in it"),
    ],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_one_line_that_names_the_place(db, text, said):
    assert refused(text).startswith(said)


def test_what_is_no_table_is_said_beside_the_field(cast):
    noi = files.browser(cast, cast.noi)
    for name, content in (
        ("list.xlsx", b"PK no zip"),
        ("list.csv", b"a\x00\xff"),
        ("list.csv", b"\x81\x8d,\x90"),
    ):
        page = upload(noi, content, name)
        assert page.status_code == 422, name
        assert "Please look at this again" in page.text or "danger-text" in page.text


def test_empty_lines_are_passed_over_and_lines_keep_their_numbers(cast):
    found = read("Name,Type\n,\n\nLotus,NGO\n  , \nRiver,x\n")
    assert [one.line for one in found.new] == [4]
    assert [one.line for one in found.wrong] == [6]


def workbook(*rows):
    cells = "".join(
        f'<row r="{n}">'
        + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row)
        + "</row>"
        for n, row in enumerate(rows, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = BytesIO()
    with ZipFile(out, "w") as book:
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Partners" r:id="r1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        book.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        )
    return out.getvalue()


def test_a_workbook_is_read_as_it_is(cast):
    noi = files.browser(cast, cast.noi)
    shown = upload(
        noi,
        workbook(["Name", "Type", "Phone"], ["ບ້ານບົວ", "Shelter", "+856 20 5555 1234"]),
        "list.xlsx",
    )
    confirm(noi, shown)
    (made,) = Partner.objects.all()
    assert (made.name, made.contact) == ("ບ້ານບົວ", "+856 20 5555 1234")


def test_whoever_keeps_no_partners_finds_no_such_page(cast):
    for who in (cast.anan, cast.duc, cast.vera):
        page = files.browser(cast, who)
        assert page.get(PAGE).status_code == 404
        assert page.get(reverse("partners:list_template")).status_code == 404
        assert upload(page, HEAD + LOTUS).status_code == 404


@pytest.mark.parametrize(
    "held",
    [
        "",
        "{}",
        "[]",
        "x",
        '{"rows": 1, "unread": []}',
        "[" * 100_000,
        '{"rows": [["a", {}]], "unread": []}',
        '{"rows": [[Infinity, {}]], "unread": []}',
    ],
)
def test_a_table_that_no_page_gave_is_asked_for_once_more(cast, held):
    noi = files.browser(cast, cast.noi)
    page = noi.post(PAGE, {"table": held}, follow=True)
    assert page.status_code == 200
    assert not Partner.objects.exists()


def test_nothing_invisible_of_a_table_reaches_a_page(cast):
    forged = '{"rows": [[2, {"name": "Lo\\u0000tus\\ud800"}]], "unread": ["\\ud800"]}'
    page = files.browser(cast, cast.noi).post(PAGE, {"table": forged})
    assert page.status_code == 422


def test_the_questions_to_the_database_do_not_grow_with_the_list(
    cast, ubon, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        read(HEAD + LOTUS)
    with django_assert_max_num_queries(3):
        read(HEAD + "".join(f"House {n};Shelter;Thailand;Ubon;;;;\n" for n in range(100)))


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_the_empty_table_is_one_that_is_understood_in_its_language(cast, language):
    with override(language):
        empty = as_file()
        assert b";" in empty or language == "en"
        assert read_table(BytesIO(as_file([{"name": "Lotus"}])), "t.csv").rows == (
            (2, {"name": "Lotus"}),
        )
    answer = files.browser(cast, cast.noi).get(reverse("partners:list_template"))
    assert answer["Content-Disposition"] == 'attachment; filename="partners.csv"'


def held(text):
    """Texts as they are kept: what no cell can hold is left out."""
    return " ".join(clean(text).split())


# A cell that begins with an apostrophe before a sign of a formula is what a spreadsheet shows as text;
# a name that has lost its letters is refused.
TEXT = (
    st.text(max_size=30)
    .map(held)
    .filter(lambda text: as_typed(text) == text and not LOST.search(text))
)
ROWS = st.lists(
    st.fixed_dictionaries({}, optional={column.code: TEXT.filter(bool) for column in COLUMNS}),
    min_size=1,
    max_size=5,
).filter(all)


@given(ROWS, st.sampled_from(["en", "fr", "vi"]))
def test_what_is_written_into_the_table_is_read_again(rows, language):
    with override(language):
        content = as_file(rows)
    found = read_table(BytesIO(content), "t.csv")
    assert [cells for _line, cells in found.rows] == rows
    assert ListTable.from_json(found.to_json()) == found


@given(st.text(alphabet="=+-@;'\t\n\rax"))
def test_what_was_made_safe_for_a_spreadsheet_is_read_as_it_was_typed(text):
    if as_typed(text) == text:
        assert as_typed(safe(text)) == text
