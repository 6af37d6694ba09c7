"""What nobody should type, for each kind of field; and typing it into every form of the house."""

from __future__ import annotations

from html import unescape
from urllib.parse import urlsplit
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import Resolver404, resolve

from tests.security.typist import TEXT, Page
from tests.security.world import undone

QUIET = {200, 302, 400, 404, 409, 422}
LONG = "ກ" * 10_000
# Joiners and marks that turn the line round, Burmese as Zawgyi writes it, a picture of three signs,
# what a broken pair of UTF-16 becomes, a formula, a tag.
STRANGE = "\u200bn\u200d\u202ea\u2066\ufeff ေမာင္ \x1b\x07 👩🏽‍⚕️ \ufffd\U0010ffff =1+1 <b>%s{{ 7 }}"
WORDS = (STRANGE, "a\x00" + LONG, LONG)
CODES = ("no such code", "\x00", str(uuid4()))
BY_TYPE = {
    "date": ("0001-01-01", "31.02.2568", "2568-01-01"),
    "datetime-local": ("0001-01-01T00:00", "9999-12-31T23:59", "0000-00-00"),
    "number": ("0", "9" * 5000, "-1"),
    **dict.fromkeys(TEXT, WORDS),
}
BY_END = {
    "_day": ("", "31", "0"),
    "_month": ("", "2", "0"),
    "_year": ("2099", "9" * 5000, "2568"),
    "_era": ("", "roman", ""),
    "_hour": ("", "25:61", "¹²"),
}
FILES = (("a.exe.pdf", b"%PDF-\xff\x00"), ("../\x00" + LONG[:999], b""), ("a.txt", b"\xed\xa0\x80"))
TURNS = 3
# Fields of which the first turn keeps what the page offers, so that the words get to the action.
OFFERED = {"hidden", "checkbox", "radio", "select"}


def typed_into(control, turn):
    """What goes into a field in this turn; an empty answer is left out."""
    for end, given in BY_END.items():
        if control.name.endswith(end):
            return given[turn]
    if control.type == "file":
        name, content = FILES[turn % len(FILES)]
        return SimpleUploadedFile(name, content)
    if control.type in OFFERED and not turn:
        return control.values[0] if control.values else ""
    return BY_TYPE.get(control.type, CODES)[turn]


def filled(sheet, turn):
    """The whole form, each field twice over in the last turn, a list in place of one."""
    given = {name: typed_into(one, turn) for name, one in sheet.controls.items()}
    given = {name: one for name, one in given.items() if one != ""}
    return {
        k: [one, one] if isinstance(one, str) and turn == TURNS - 1 else one
        for k, one in given.items()
    }


def lost(answer, sheet, given):
    """Words that were typed, and are not on the page that asks for them again."""
    page = unescape(answer.text)
    return [
        name
        for name, one in given.items()
        if sheet.controls[name].type in TEXT
        and isinstance(one, str)
        and one.replace("\x00", "").strip() not in page.replace("\x00", "")
    ]


def type_into(client, target, sheet):
    """What went wrong when rubbish was typed into a form, turn by turn, each undone again."""
    for turn in range(TURNS):
        given = filled(sheet, turn)
        with undone(client):
            answer = client.post(target, given)
        if answer.status_code not in QUIET:
            yield turn, answer.status_code, (getattr(answer, "exc_info", None) or "  ")[1]
        elif answer.status_code == 422 and (gone := lost(answer, sheet, given)):
            yield turn, "lost", gone


def forms_of(client, addresses, known):
    """(address, form) of each kind of form of ours that stands on these pages.

    `known`: {address: its forms} of pages that need not be asked for again.
    """
    seen = set()
    for address in addresses:
        for sheet in known[address] if address in known else asked(client, address):
            target = sheet.action or address
            kind = (name_of(target), *sorted(sheet.controls))
            if kind[0] and kind not in seen:
                seen.add(kind)
                yield target, sheet


def asked(client, address):
    with undone(client):
        return sheets_of(client.get(address))


def sheets_of(page):
    """The forms of a page, if it is one."""
    shown = page.status_code == 200 and not page.streaming and "html" in page["Content-Type"]
    return Page(page.text).sheets if shown else []


def name_of(target):
    try:
        return resolve(urlsplit(target).path).view_name
    except Resolver404:
        return None
