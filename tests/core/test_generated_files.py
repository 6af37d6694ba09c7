"""Files that somebody brings: whatever is in them, they are read or refused with their place.

Each reader meets a hundred files that are almost right in `make test`, and a thousand in
`make test-all`. `BadInput` and `Refused` are the only ways to say no; a person who brings a file never
sees anything else.
"""

import json
from contextlib import suppress
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from shamir_mnemonic.wordlist import WORDLIST

import unseen
from fanal.commands import input_files, linkage, open_files, registers, sealed_files
from fanal.commands.backup_manifest import read as read_manifest
from fanal.core.calendars.partial_dates import read_text
from fanal.core.casework import files as uploads
from fanal.core.casework.pictures import drawn_anew
from fanal.core.data_files.json_values import read_json
from fanal.core.data_files.toml_tables import shipped_text
from fanal.core.errors import BadInput, Refused
from fanal.core.journeys import certificates
from fanal.core.law.facts_file import facts_from
from fanal.core.law.reading import read_instrument
from fanal.core.private_linkage import files as linkage_files
from fanal.core.private_linkage.meeting import matched_in
from fanal.core.private_linkage.registers import COLUMNS, NEEDED
from fanal.core.private_linkage.registers import read as read_records
from fanal.core.sealing import heads, passphrases, shares
from fanal.core.trust.from_json import situation_from
from fanal.settings import options, reader
from fanal.settings.lifetimes import lifetimes
from tests.bent import bent, bent_json, bent_text
from tests.examples import examples

HOME = Path(__file__).resolve().parents[2]
TODAY = date(2026, 3, 2)
SAYS_NO = (BadInput, Refused, unseen.BadInput)

FACTS = {
    "person": {"sex": "female", "age": [15, 17]}, "when": ["2011-12-01", "2011-12-14"],
    "places": {"recruited": ["LA"], "exploited": ["TH"]}, "facts": {"recruited": True, "force": None},
    "observations": [{"code": "deception", "answer": "yes", "source": "document", "said_by": "", "on": "2011-12-02",
                      "certainty": "sure", "about": ["2011-12-01", "2011-12-02"]}],
}  # fmt: skip
SITUATIONS = [
    json.loads(one.read_text()) for one in sorted((HOME / "docs/examples/trust").glob("*.json"))
]
REGISTER = (HOME / "docs/examples/exchange/orchid-house.csv").read_bytes()
HEADER = {
    "project": "rose", "purpose": "care", "party": "north", "step": "blinded", "parameters": "1", "count": 2,
    "size": 40, "other": 40, "format": "fanal between", "version": 2,
}  # fmt: skip
TABLE = b"police,hotline,count\n1,0,12\n0,1,11\n1,1,9\n"
PEOPLE = b"person;list;year\n1;police;2020\n2;hotline;2021\n"
BOOK = (HOME / "libraries/unseen/tests/made_by_openpyxl.xlsx").read_bytes()
SETTINGS = """
host = "cases.example.org"
time_zone = "Asia/Bangkok"
languages = ["en", "fr"]
forget_after = "60"
[serve]
workers = 2
bind = "127.0.0.1:8000"
[mail]
host = "mail.example.org"
port = 465
[journal]
places = ["/mnt/a"]
head_mail = true
"""
MANIFEST = {
    "form": 1, "made": "2026-03-02", "fanal": "0.1", "engine": "sqlite", "header": "aa", "file": "f", "size": 1,
    "sha256": "aa", "number": 1, "mark": "aa", "migrations": [["cases", "0001"]], "counts": {"a": 1}, "seal": "aa",
}  # fmt: skip
SEALED = json.dumps({
    "made": "2026-03-02", "fanal": "0.1", "engine": "sqlite", "recovery": "aa", "under_shares": "AAAA", "wrapped": "AAAA",
})  # fmt: skip
BACKUP = f"fanal backup 1\n{SEALED}\nage-encryption.org/v1\n".encode()
LINKAGE_SECRET = {
    "header": HEADER,
    "side": {"project": "rose", "secret": "11" * 32, "positions": [[["name", "noy"], ["1"]], [None, []]]},
}  # fmt: skip


@cache
def instrument():
    names = [one.name for one in (HOME / "src/fanal/core/law/instruments").glob("*.toml")]
    return next(
        (name, shipped_text("fanal.core.law", f"instruments/{name}"))
        for name in names
        if name.startswith("palermo")
    )


@cache
def picture(form):
    drawn = BytesIO()
    Image.new("RGB", (9, 9)).save(drawn, form)
    return drawn.getvalue()


def bytes_of(text):
    return text.encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A file that each example writes anew."""
    path = tmp_path_factory.mktemp("bent") / "file"

    def written(data):
        path.write_bytes(data)
        path.chmod(0o600)
        return path

    return written


def never_breaks(read, examples_of, number=200):
    @examples(number)
    @given(examples_of)
    def says_no_or_reads(data):
        with suppress(SAYS_NO):
            read(data)

    says_no_or_reads()


# What is text by the time that it is read.
TEXTS = {
    "facts of a case": (lambda text: facts_from(read_json(text), today=TODAY), bent_json([FACTS])),
    "a file between organisations": (
        lambda text: linkage_files.read(text, step="blinded"),
        bent_json([HEADER]).map(lambda head: f"{head}\nAAAA\nAAAA\n"),
    ),
    "its lines": (
        lambda text: linkage_files.read(text, step="blinded"),
        bent_text([f"{json.dumps(HEADER)}\nAAAA\nAAAA\n"]),
    ),
    "what matched": (lambda text: matched_in([text.encode()]), bent_json([[1, "aa"], {"at": 1}])),
    "a head of the journal": (heads.read, bent_text([heads.on_paper(1958, bytes(range(32))), f"12 {'ab' * 32}"])),
    "a recovery code": (passphrases.read_code, bent_text([passphrases.new_code()])),
    "a code of a certificate": (certificates.read_code, bent_text([certificates.code_from(bytes(range(8)))])),
    "a day": (read_text, bent_text(["2 March 2026", "2568-03-02", "03/2026", "1990"])),
    "how long something is kept": (lifetimes, bent_text(["60", "case=60,drafts=7"])),
    "a share": (lambda text: shares.number(text), bent_text(shares.split(bytes(32)))),
    "words of the list": (shares.number, st.lists(st.sampled_from(WORDLIST), min_size=30, max_size=36).map(" ".join)),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(TEXTS))
def test_a_text_is_read_or_refused(what):
    never_breaks(*TEXTS[what])


def test_an_instrument_is_read_or_refused():
    name, text = instrument()
    lines = text.splitlines(keepends=True)
    fewer = st.lists(st.integers(0, len(lines) - 1), max_size=3).map(
        lambda gone: "".join(line for at, line in enumerate(lines) if at not in gone)
    )
    never_breaks(lambda given: read_instrument(name, given), st.one_of(bent_text([text]), fewer))


@examples(200)
@given(
    st.lists(
        st.sampled_from([*shares.split(bytes(32)), *shares.split(bytes(range(32)))]), max_size=4
    )
)
def test_shares_join_or_are_refused(sheets):
    with suppress(BadInput):
        assert shares.join(sheets) in {bytes(32), bytes(range(32))}


def situation_in(path):
    return input_files.read_as(str(path), situation_from)


def columns_in(path):
    return read_records(registers.columns(path, COLUMNS, needed=NEEDED))


def settings_in(path):
    reader.contents.cache_clear()
    file = reader.contents(str(path))
    for one in options.ALL:
        if one.key in file.values:
            one._read(file.values[one.key], file.place(one.key))


def backup_in(path):
    header, begins = sealed_files.read_header(path, "backup")
    sealed_files.under_shares(path, header)
    sealed_files.open_to(path, begins, [open_files.pyrage.x25519.Identity.generate()], BytesIO())


# What is a file on the disk.
FILES = {
    "a situation": (situation_in, bent_json(SITUATIONS).map(bytes_of)),
    "a situation, by its bytes": (situation_in, bent([json.dumps(SITUATIONS[0]).encode()])),
    "a register": (columns_in, bent([REGISTER, REGISTER.decode().encode("utf-16")])),
    "the secret file of a meeting": (linkage._read_secret, bent_json([LINKAGE_SECRET]).map(bytes_of)),
    "the settings": (settings_in, bent([SETTINGS.encode()])),
    "lists": (lambda path: unseen.read(path), bent([TABLE])),
    "lists of people": (lambda path: unseen.read_people(path, ["year"]), bent([PEOPLE])),
    "a backup": (backup_in, bent([BACKUP])),
    "the header of a backup": (
        backup_in, bent_json([json.loads(SEALED)]).map(lambda text: b"fanal backup 1\n" + bytes_of(text) + b"\n")
    ),
    "an age key": (open_files.identities, bent([b"AGE-SECRET-KEY-1QQQQ\n", b"# a\n"])),
}  # fmt: skip


@pytest.mark.asvs("V1.5.2", "V2.2.1")
@pytest.mark.parametrize("what", sorted(FILES))
def test_a_file_is_read_or_refused(place, what):
    read, examples_of = FILES[what]
    never_breaks(lambda data: read(place(data)), examples_of, 100)


def sheet_of(name):
    return lambda data: unseen.read_sheet(BytesIO(data), name=name)


def uploaded(name):
    def read(data):
        return drawn_anew(uploads.check_file(name, data), data)

    return read


# What comes as bytes.
CONTENTS = {
    "a table": (sheet_of("people.csv"), bent([TABLE, PEOPLE, TABLE.decode().encode("utf-16")])),
    "a spreadsheet": (sheet_of("people.xlsx"), bent([BOOK])),
    "a photograph": (uploaded("a.jpg"), bent([picture("JPEG")])),
    "a picture": (uploaded("a.png"), bent([picture("PNG")])),
    "a text": (uploaded("a.txt"), bent([b"as she said"])),
    "what a backup says of itself": (
        lambda data: read_manifest(data, "f.backup"), bent_json([MANIFEST]).map(bytes_of)
    ),
}  # fmt: skip


@pytest.mark.asvs("V1.4.2", "V1.5.1", "V1.5.2", "V5.2.2")
@pytest.mark.parametrize("what", sorted(CONTENTS))
def test_a_content_is_read_or_refused(what):
    never_breaks(*CONTENTS[what], 100)
