"""What every test of the library has: no deadline, and a writer of spreadsheets."""

import os
from html import escape
from zipfile import ZipFile

import pytest
from hypothesis import settings

# How long one example takes says how busy the machine is, not whether the rule holds.
if "HYPOTHESIS_PROFILE" not in os.environ:  # else whoever runs these tests says how many examples
    settings.register_profile("unseen", deadline=None)
    settings.load_profile("unseen")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def cell(place, value, shared):
    """Texts are shared, as Excel writes them; numbers and truth values stand in the cell."""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    shared.append(value)
    return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'


def sheet_of(rows, shared):
    lines = [
        f'<row r="{line}">'
        + "".join(
            cell(f"{chr(65 + j)}{line}", value, shared)
            for j, value in enumerate(row)
            if value is not None
        )
        + "</row>"
        for line, row in enumerate(rows, start=1)
    ]
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


@pytest.fixture
def excel(tmp_path):
    """An .xlsx file with sheets of rows; None is an empty cell, which is left out."""

    def write(name="lists.xlsx", **sheets):
        shared = []
        with ZipFile(tmp_path / name, "w") as book:
            named = links = ""
            for k, (title, rows) in enumerate(sheets.items(), start=1):
                named += f'<sheet name="{title}" sheetId="{k}" r:id="rId{k}"/>'
                links += f'<Relationship Id="rId{k}" Target="worksheets/sheet{k}.xml"/>'
                book.writestr(f"xl/worksheets/sheet{k}.xml", sheet_of(rows, shared))
            workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{named}</sheets>'
            book.writestr("xl/workbook.xml", f"{workbook}</workbook>")
            relations = f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'
            book.writestr("xl/_rels/workbook.xml.rels", relations)
            texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
            book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')
        return tmp_path / name

    return write
