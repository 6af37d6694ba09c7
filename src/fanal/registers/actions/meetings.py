"""The steps of a meeting of two lists (`core.names.between.meeting`), each file counted.

What is slow is done before the transaction. In it stand the count, the rows of who was told and the
entry of the journal: a file that cannot be written down is not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from random import SystemRandom
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.core.errors import BadInput, Refused
from fanal.core.names.between import composites, files, meeting
from fanal.core.names.between.bands import Band
from fanal.core.names.between.registers import FEWEST
from fanal.core.words import say
from fanal.registers.models import Exchange, ExchangeSecret
from fanal.registers.queries.exchanges import FOR, TOLD, Part, keys_of, secret_of, taking_part
from fanal.sharing.actions import fingerprint, went_out


def first_file(*, exchange: Exchange, by: Any, ring: Any) -> str:
    """Our list, blinded. Made once; given again only while each on it may still be told of.

    Raises Refused where nothing may leave, or where fewer than 20 people may take part.
    """
    must_be_open(exchange)
    parts = taking_part(exchange, by)
    held = secret_of(exchange, "side")
    side = _side(held, ring) if held else _new_side(exchange, parts, by, ring)
    listed = {UUID(one) for holders in side.records for one in holders}
    if not listed <= parts.keys():
        raise Refused(say("somebody on our list may no longer be told of: end this exchange"))
    text = _text(exchange, "blinded", side.first())
    with transaction.atomic():
        counted(exchange, "blinded", text, by)
        if held is None:
            keep(exchange, "side", {"side": side.to_dict(), "pseudonyms": {}}, ring)
            told(exchange.partner, [parts[one] for one in sorted(listed)], text, by)
    return text


def answer_file(*, exchange: Exchange, theirs: bytes, by: Any, ring: Any) -> str:
    """The partner's points under our secret too. It tells nothing of our list."""
    must_be_open(exchange)
    side = _side(_held(exchange), ring)
    with at_field("theirs"):
        given = files.read(words(theirs), step="blinded")
        files.same_project(header(exchange, "blinded", 0), given.header)
        lines = side.second(given.lines)
    text = files.Message(replace(given.header, step="doubled"), tuple(lines)).to_text()
    with transaction.atomic():
        counted(exchange, "doubled", text, by)
    return text


def question_file(*, exchange: Exchange, answer: bytes, theirs: bytes, by: Any, ring: Any) -> str:
    """What both hold, as a question to the partner under pseudonyms; of whom may be told now."""
    must_be_open(exchange)
    held = _held(exchange)
    side, ours = _side(held, ring), header(exchange, "blinded", 0)
    with at_field("answer"):
        doubled = files.read(words(answer), step="doubled")
        if doubled.header.party != ours.party:
            raise BadInput("", say("this is not the answer to our file"))
        files.same_project(replace(ours, party=""), doubled.header)
    with at_field("theirs"):
        given = files.read(words(theirs), step="blinded")
        files.same_project(ours, given.header)
        second = side.second(given.lines)
    with at_field("answer"):
        asked = side.question(side.met(doubled.lines, second))
    parts = taking_part(exchange, by)
    names = {one: token_hex(8) for one in sorted(asked) if UUID(one) in parts}
    lines = [meeting.question_line(name, asked[one]) for one, name in names.items()]
    text = _text(exchange, "question", lines)
    with transaction.atomic():
        counted(exchange, "question", text, by)
        _change(held, ring, pseudonyms={name: one for one, name in names.items()})
        told(exchange.partner, [parts[UUID(one)] for one in names], text, by)
    return text


def take_question(*, exchange: Exchange, question: bytes, by: Any, ring: Any) -> int:
    """The partner's question among our own files: pairs with a band, sealed. How many."""
    must_be_open(exchange, makes_a_file=False)
    side = _side(_held(exchange), ring)
    with at_field("question"):
        given = files.read(words(question), step="question")
        files.same_project(header(exchange, "question", 0), given.header)
        found = side.pairs(meeting.asked_in(given.lines))
    with transaction.atomic():
        return keep_pairs(exchange, [(one.ours, one.theirs, one.band) for one in found], by, ring)


@contextmanager
def at_field(field: str) -> Iterator[None]:
    """What is wrong in a file is said next to the field by which it came."""
    try:
        yield
    except BadInput as mistake:
        raise BadInput(field, mistake.why) from None


def _new_side(exchange: Exchange, parts: Mapping[UUID, Part], by: Any, ring: Any) -> meeting.Side:
    keys = keys_of(parts, by, ring)
    must_be_enough(len(keys))
    return meeting.Side.begin(exchange.project, keys, SystemRandom())


def _side(held: ExchangeSecret, ring: Any) -> meeting.Side:
    return meeting.Side.from_dict(held.unseal(ring)["side"])


def _held(exchange: Exchange) -> ExchangeSecret:
    held = secret_of(exchange, "side")
    if held is None:
        raise Refused(say("make our own file first"))
    return held


def keep(exchange: Exchange, what: str, data: dict[str, Any], ring: Any) -> None:
    """Seal what only our side keeps of the exchange."""
    ExchangeSecret(folder=exchange.id, exchange=exchange, what=what).write(ring, data, 0)


def keep_pairs(
    exchange: Exchange, found: Iterable[tuple[str, str, Band]], by: Any, ring: Any
) -> int:
    """Seal what was found in place of what stood there: whose file, what the other side calls the
    pair, and its band. How many. Inside a transaction.
    """
    rows = [
        {"id": str(uuid4()), "person": who, "theirs": theirs, "band": band, "counted": False}
        for who, theirs, band in found
    ]
    exchange.secrets.filter(what="pairs").delete()
    keep(exchange, "pairs", {"pairs": rows}, ring)
    audit.record(act="exchange.compared", by=by, about=exchange.id)
    return len(rows)


def _change(held: ExchangeSecret, ring: Any, **more: dict[str, str]) -> None:
    data = held.unseal(ring)
    for part, values in more.items():
        data[part] |= values
    held.write(ring, data, held.version)


def told(partner: Any, parts: list[Part], text: str, by: Any) -> None:
    """Write down of each of these people that the partner was told of her."""
    digest = fingerprint(text)
    for part in parts:
        went_out(
            case=part.case, person=part.person, partner=partner, channel="meeting",
            purpose=FOR, classes=TOLD, digest=digest, receipt="", answer=part.answer, by=by,
        )  # fmt: skip


def counted(exchange: Exchange, step: str, text: str, by: Any) -> None:
    """Count a file, and write down which it was. Raises Refused above the limit."""
    row = Exchange.objects.select_for_update().get(id=exchange.id)
    must_be_open(row)
    row.files_made += 1
    row.save(update_fields=["files_made"])
    detail = {"step": step, "number": row.files_made, "digest": sha256(text.encode()).hexdigest()}
    audit.record(act="exchange.file", by=by, about=row.id, detail=detail)


def must_be_open(exchange: Exchange, makes_a_file: bool = True) -> None:
    """Raises Refused before two have agreed, after the end, and above the limit of files."""
    if exchange.agreed_by_id is None:
        raise Refused(say("a second person has to agree before anything leaves"))
    if exchange.ended_on or exchange.ends_on < timezone.localdate():
        raise Refused(say("this exchange has ended"))
    if makes_a_file and exchange.files_made >= exchange.most_files:
        raise Refused(say("the limit of {n} files is reached", n=exchange.most_files))


def must_be_enough(people: int) -> None:
    """Raises Refused for a list so short that it points at somebody."""
    if people < FEWEST:
        raise Refused(
            say(
                "{n} people may be told of to this partner: a list needs at least {least}",
                n=people, least=FEWEST,
            )
        )  # fmt: skip


def header(exchange: Exchange, step: str, count: int, parameters: str = "") -> files.Header:
    return files.Header(
        exchange.project, exchange.purpose, exchange.party, step,
        parameters or composites.fingerprint(), count,
    )  # fmt: skip


def _text(exchange: Exchange, step: str, lines: list[bytes]) -> str:
    return files.Message(header(exchange, step, len(lines)), tuple(lines)).to_text()


def words(data: bytes) -> str:
    """The text of a file. Raises `BadInput`."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput("", say("this is not a text file")) from None
