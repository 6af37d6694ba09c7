"""Requests that no page of ours sends: Hypothesis fills in what an address reads.

Half of them are the form as the page offers it with a few fields altered, so that what is wrong gets
past the first check; the other half is made of nothing but strange values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import quote_from_bytes

from django.utils.datastructures import MultiValueDict
from hypothesis import strategies as st

from tests.security.typist import BOXES, STEM, TEXT, Sheet, Typist

type Values = list[str | bytes]
Fields = dict[str, Values]

STRANGE = (
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\u202eright to left\u2066", "ሰላም ສະບາຍດີ",
    "é" * 300, "ກ" * 300, "x" * 10_000, "0", "-1", "9" * 400, "1e999", "nan", "inf", "0x1F", "١٢", "½",
    "true", "on", "None", "null", "[]", "{}", '{"id": 1}', "[" * 500, "../../etc/passwd", "%00", "%s{{ 7 }}",
    "<b>'\"", "=1+1", "\r\nX-Header: 1", "\ufdfa\ufeff", "👩🏽‍⚕️", "a;b,c|d", "/cases/", "//evil.example/",
    "https://evil.example/", "javascript:alert(1)",
)  # fmt: skip
DAYS = (
    "0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2025-02-30", "2568-01-01",
    "9999-12-31T23:59", "0001-01-01T00:00", "2025-03-01T25:61", "00:00", "24:00", "23:59:60", "2025", "2025-13",
)  # fmt: skip
NAMES = ("a.txt", "a.pdf", "a.png", "a.csv", "a.xlsx", "../\x00", "ກ" * 300, "", "a.exe")
CONTENTS = (
    b"", b"\x00", b"text", b"%PDF-1.7\n\xff", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"GIF89a\xff\xff\xff\xff",
    b"\xff\xd8\xff\xe0", b"PK\x03\x04" + b"\xff" * 30, b"\xed\xa0\x80", "a;b\nÃ©;\x00".encode("latin-1"),
    b'{"a": [', b"a,b\n1,2\n", b"\xff\xfea\x00",
)  # fmt: skip


@dataclass
class Upload:
    name: str
    content: bytes


@dataclass
class Known:
    """What an address reads: names of its query and of its forms, and what the page offers for each."""

    query: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    sheets: list[tuple[str, Sheet]] = field(default_factory=list)


@contextmanager
def noting_names() -> Iterator[set[str]]:
    """The keys that are asked for of what a request sent, whether or not they are there."""
    asked: set[str] = set()
    single, listed, there = (
        getattr(MultiValueDict, one) for one in ("__getitem__", "getlist", "get")
    )

    def noting(method):
        def asks(self, key, *more, **options):
            if isinstance(key, str):
                asked.add(key)
            return method(self, key, *more, **options)

        return asks

    def contains(self, key):
        asked.add(key) if isinstance(key, str) else None
        return dict.__contains__(self, key)

    with patch.multiple(
        MultiValueDict,
        __getitem__=noting(single),
        getlist=noting(listed),
        get=noting(there),
        __contains__=contains,
    ):
        yield asked


def strange(ids: list[str]) -> st.SearchStrategy[str]:
    """A value of no field in particular."""
    return st.one_of(
        st.sampled_from(STRANGE),
        st.sampled_from(DAYS),
        st.sampled_from(ids),
        st.uuids().map(str),
        st.integers(-(10**12), 10**12).map(str),
        st.dates().map(str),
        st.text(st.characters(), max_size=40),
    )


def fields(names: set[str], ids: list[str], at_most: int = 6) -> st.SearchStrategy[Fields]:
    if not names:
        return st.just({})
    values = st.lists(strange(ids), min_size=1, max_size=2)
    return st.dictionaries(st.sampled_from(sorted(names)), values, max_size=at_most)


def uploads() -> st.SearchStrategy[Upload]:
    contents = st.one_of(st.sampled_from(CONTENTS), st.binary(max_size=200))
    return st.builds(Upload, st.sampled_from(NAMES), contents)


@st.composite
def forms(
    draw, known: Known, ids: list[str]
) -> tuple[str | None, Fields, dict[str, Upload], Sheet | None]:
    """(address or None for the plain one, fields, files, the form they were made of)."""
    sheet = None
    target: str | None = None
    sent: Fields = {}
    if known.sheets and draw(st.booleans()):
        target, sheet = draw(st.sampled_from(known.sheets))
        sent = as_offered(sheet)
        for name in draw(st.lists(st.sampled_from(sorted(sheet.controls)), max_size=3)):
            sent[name] = altered(draw, sheet, name, ids)
    else:
        sent = draw(fields(known.typed, ids, 12))
    names = (
        known.files | {name for name, one in sheet.controls.items() if one.type == "file"}
        if sheet
        else known.files
    )
    files = {name: draw(uploads()) for name in sorted(names) if draw(st.booleans())}
    return target, {name: one for name, one in sent.items() if name not in files}, files, sheet


def altered(draw, sheet: Sheet, name: str, ids: list[str]) -> Values:
    offered = sheet.controls[name].values
    other = st.lists(strange(ids), max_size=2)
    return draw(
        st.one_of(other, st.lists(st.sampled_from(offered), max_size=3)) if offered else other
    )


def as_offered(sheet: Sheet) -> Fields:
    """A form as somebody fills it in who means well."""
    sent: Fields = {}
    typist = Typist({})
    typist.trying = {}
    for name, one in sheet.controls.items():
        if one.type == "file":
            continue
        value = typist._value(("", ""), one, 0)
        if value not in (None, ""):
            sent[name] = [str(each) for each in value] if isinstance(value, list) else [str(value)]
    return sent


def marked(sent: Fields, sheet: Sheet | None) -> dict[str, str]:
    """{field of free text: a mark that now stands in it}: what must not be lost."""
    marks = {}
    for number, (name, values) in enumerate(sorted(sent.items())):
        control = sheet.controls.get(name) if sheet else None
        box = any(name.endswith(end) for end in BOXES)
        if control and control.type in TEXT and not box and control.longest > 60 and values:
            marks[name] = f"{STEM}{number:03}"
            values[-1] = f"{values[-1]} {marks[name]}"
    return marks


def queried(sent: Fields) -> str:
    return "&".join(
        f"{_quoted(name)}={_quoted(one)}" for name, values in sent.items() for one in values
    )


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def _quoted(value: str | bytes) -> str:
    return quote_from_bytes(_bytes(value), safe="")


BOUNDARY = "zuyquexvaj-boundary"


def body_of(sent: Fields, files: dict[str, Upload]) -> tuple[bytes, str]:
    """(the body, its type): as a browser sends it, only that a browser sends no half characters."""
    if not files:
        return queried(sent).encode(), "application/x-www-form-urlencoded"
    parts = [
        (f'name="{_in_header(name)}"', _bytes(one))
        for name, values in sent.items()
        for one in values
    ]
    parts += [
        (f'name="{_in_header(name)}"; filename="{_in_header(one.name)}"', one.content)
        for name, one in files.items()
    ]
    lines = [
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        % (BOUNDARY.encode(), _bytes(head), content)
        for head, content in parts
    ]
    return b"".join(
        [*lines, f"--{BOUNDARY}--\r\n".encode()]
    ), f"multipart/form-data; boundary={BOUNDARY}"


def _in_header(name: str) -> str:
    return re.sub(r'[\r\n"]', "", name)


def raw_bodies() -> st.SearchStrategy[tuple[bytes, str]]:
    """Bodies that are none, and types that are none."""
    kinds = st.sampled_from(
        (
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=utf-16",
            "application/x-www-form-urlencoded; charset=nonsense",
            "multipart/form-data",
            f"multipart/form-data; boundary={BOUNDARY}",
            "multipart/form-data; boundary=\u00e9",
            f"multipart/form-data; boundary={'x' * 300}",
            "application/json",
            "text/plain",
            "",
            "a/b/c;;;=",
            "\x00",
        )
    )
    pieces = st.sampled_from(
        (
            b"--" + BOUNDARY.encode(),
            b"\r\n",
            b"\r\n\r\n",
            b"--",
            b'Content-Disposition: form-data; name="text"',
            b'Content-Disposition: form-data; name="a"; filename="b"',
            b"Content-Transfer-Encoding: base64",
            b"%",
            b"=",
            b"&",
            b"text=%ff",
            b"=" * 50,
            b"\x00",
            b"\xff\xfe",
            b"a=1;b=2",
        )
    )
    made = st.lists(st.one_of(pieces, st.binary(max_size=20)), max_size=12).map(b"".join)
    return st.tuples(made, kinds)


def query_strings() -> st.SearchStrategy[str]:
    """What stands behind the question mark, to the byte."""
    pieces = st.sampled_from(
        ("%", "%zz", "%00", "%ff", "=", "&", ";", "+", "a", "[]", "?", "page=", "%ED%A0%80")
    )
    return st.lists(pieces, max_size=12).map("".join)


def any_request(known: Known, ids: list[str]) -> st.SearchStrategy[Any]:
    """("get", query) | ("post", form) | ("raw", body)."""
    read = fields(known.query, ids).map(lambda sent: ("get", queried(sent)))
    odd = query_strings().map(lambda text: ("get", text))
    raw = raw_bodies().map(lambda one: ("raw", one))
    form = forms(known, ids).map(lambda one: ("post", one))
    return st.one_of(form, form, form, read, read, odd, raw)
