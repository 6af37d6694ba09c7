"""The steps where a unit compares: our key, our encodings, the unit's answer; then the key is gone.

The partner gets the key and never our encodings, the unit our encodings and never the key
(`core.names.between.encodings`). What goes to the unit goes by the gate for the unit as for the
partner. The run ends with the unit's answer: key and list are deleted with it.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db import transaction

from fanal.audit import actions as audit
from fanal.core.errors import BadInput, Refused
from fanal.core.names.between import files
from fanal.core.names.between.answers import matches
from fanal.core.names.between.encodings import Encoder
from fanal.core.words import say
from fanal.registers.actions.meetings import (
    at_field,
    counted,
    header,
    keep_pairs,
    must_be_enough,
    must_be_open,
    told,
    words,
)
from fanal.registers.models import Exchange, ExchangeSecret
from fanal.registers.queries.exchanges import described_of, secret_of, taking_part

KEY_BYTES = 32


def new_key(typed: str) -> str:
    """The key that the partner made, or a new one where none was typed. Raises `BadInput`."""
    text = "".join(typed.split())
    try:
        if len(bytes.fromhex(text)) in (0, KEY_BYTES):
            return text.lower() or secrets.token_hex(KEY_BYTES)
    except ValueError:
        pass
    digits = say("a key has {n} digits from 0 to 9 and a to f", n=2 * KEY_BYTES)
    raise BadInput("key", digits)


def key_file(*, exchange: Exchange, by: Any, ring: Any) -> str:
    """The key, for the partner alone. Raises Refused before two have agreed and after the run."""
    must_be_open(exchange, makes_a_file=False)
    key = str(_running(exchange).unseal(ring)["key"])
    audit.record(act="exchange.key", by=by, about=exchange.id)
    return key + "\n"


def encodings_file(*, exchange: Exchange, by: Any, ring: Any) -> str:
    """Our encodings, for the unit alone, in an order that says nothing. Made once; given again as
    they were, only while each on the list may still be told of.

    Raises Refused where nothing may leave, or where fewer than 20 people may take part.
    """
    must_be_open(exchange)
    held = _running(exchange)
    data = held.unseal(ring)
    to_partner, to_unit = (
        taking_part(exchange, by, partner) for partner in (exchange.partner, exchange.unit)
    )
    may = to_partner.keys() & to_unit.keys()
    first = not data["people"]
    if first:
        data |= _encoded(Encoder(bytes.fromhex(data["key"])), may, by, ring)
    listed = {UUID(one) for one in data["people"]}
    if not listed <= may:
        raise Refused(say("somebody on our list may no longer be told of: end this exchange"))
    text = _text(exchange, data)
    with transaction.atomic():
        counted(exchange, "encoded", text, by)
        if first:
            held.write(ring, data, held.version)
            for partner, parts in ((exchange.partner, to_partner), (exchange.unit, to_unit)):
                told(partner, [parts[one] for one in sorted(listed)], text, by)
    return text


def take_answer(*, exchange: Exchange, answer: bytes, by: Any, ring: Any) -> int:
    """The unit's answer as pairs of our own files, sealed; key and list are deleted. How many."""
    must_be_open(exchange, makes_a_file=False)
    data = _running(exchange).unseal(ring)
    with at_field("answer"):
        given = files.read(words(answer), step="compared")
        if given.header.party != exchange.party:
            raise BadInput("", say("this answer is for “{party}”", party=given.header.party))
        ours = header(exchange, "compared", 0, Encoder(bytes.fromhex(data["key"])).fingerprint())
        files.same_project(replace(ours, party=""), given.header)
        found = matches(given.lines, records=len(data["people"]))
    with transaction.atomic():
        exchange.secrets.filter(what="unit").delete()
        pairs = [(data["people"][one.record], one.pair, one.band) for one in found]
        return keep_pairs(exchange, pairs, by, ring)


def _running(exchange: Exchange) -> ExchangeSecret:
    held = secret_of(exchange, "unit")
    if held is None:
        raise Refused(say("the run is over: the key was deleted"))
    return held


def _encoded(encoder: Encoder, may: set[UUID], by: Any, ring: Any) -> dict[str, list[str]]:
    """`people`: whose each line is; `lines`: the encodings as text.

    One line a person, by the name she is called by: the unit judges each pair beside all others,
    and two names of one file would vouch for one another.
    """
    described = [(who, each[0]) for who, each in described_of(may, by, ring).items() if each]
    must_be_enough(len(described))
    SystemRandom().shuffle(described)
    return {
        "people": [who for who, _ in described],
        "lines": [encoder.encode(one).to_bytes().decode() for _, one in described],
    }


def _text(exchange: Exchange, data: dict[str, Any]) -> str:
    lines = tuple(line.encode() for line in data["lines"])
    parameters = Encoder(bytes.fromhex(data["key"])).fingerprint()
    return files.Message(header(exchange, "encoded", len(lines), parameters), lines).to_text()
