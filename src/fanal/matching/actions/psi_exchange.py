"""The steps of a meeting of two lists (`core.private_linkage.meeting`), each file counted.

What is slow is done before the transaction. In it stand the count, the rows of who was told and the
entry of the journal: a file that cannot be written down is not given.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from random import SystemRandom
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority.attested import must_be_genuine
from fanal.core.errors import BadInput, Refused
from fanal.core.private_linkage import composites, files, meeting
from fanal.core.thresholds import SMALLEST_LIST
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.matching.models import Exchange, ExchangeSecret
from fanal.matching.queries.exchanges import FOR, TOLD, Participant, keys_of, secret_of, taking_part
from fanal.partners.models import Partner
from fanal.sharing.actions.fingerprints import fingerprint
from fanal.sharing.actions.sending import went_out


def first_file(*, exchange: Exchange, by: User, ring: Ring) -> str:
    """Our list, blinded, filled up to the size agreed. Made once; given again only while each on
    it may still be told of.

    Raises Refused where nothing may leave, or where fewer than 20 people may take part.
    """
    sizes = must_be_open(exchange)
    parts = taking_part(exchange, by)
    secret = secret_of(exchange, "side")
    side = _side(secret, ring) if secret else _new_side(exchange, parts, sizes[0], by, ring)
    # The list was made once and is given again unchanged: a consent taken back meanwhile stops all
    # of it.
    listed = _listed(side, parts)
    text = _text(exchange, "blinded", side.first())
    with transaction.atomic():
        counted(exchange, "blinded", text, by)
        if secret is None:
            keep(exchange, "side", {"side": side.to_dict()}, ring)
            # Recorded of everyone on the list, once: each of them may ask what was told of her, and
            # to whom.
            record_disclosure(
                exchange.partner, [parts[person] for person in sorted(listed)], text, by
            )
    return text


def answer_file(*, exchange: Exchange, theirs: bytes, by: User, ring: Ring) -> str:
    """The partner's points under our secret too, sorted. It tells how many matched, not which: of a
    list made to ask about one, that is an answer, and each on ours may still be told of."""
    sizes = must_be_open(exchange)
    side = _side(_held(exchange), ring)
    with at_field("theirs"):
        their_file = files.read(words(theirs), step="blinded")
        files.same_project(header(exchange, "blinded", 0), their_file.header)
        lines = side.answer(their_file.lines, sizes[1])
    _listed(side, taking_part(exchange, by))
    # Above: refused where one of ours may no longer be told of, since a number of matches tells
    # too.
    text = files.Message(replace(their_file.header, step="doubled"), tuple(lines)).to_text()
    with transaction.atomic():
        counted(exchange, "doubled", text, by)
    return text


def matched_file(*, exchange: Exchange, answer: bytes, theirs: bytes, by: User, ring: Ring) -> str:
    """Return which of the partner's points we hold too, for the partner to know; while each on our
    list may still be told of. Refused where implausibly much matched."""
    sizes = must_be_open(exchange)
    side, ours = _side(_held(exchange), ring), header(exchange, "blinded", 0)
    with at_field("answer"):
        doubled = files.read(words(answer), step="doubled")
        files.answers_ours(ours, doubled.header)
    with at_field("theirs"):
        their_file = files.read(words(theirs), step="blinded")
        files.same_project(ours, their_file.header)
        second = side.second(their_file.lines, sizes[1])
    with at_field("answer"):
        met = side.met(doubled.lines, second)
    _listed(side, taking_part(exchange, by))
    text = _text(exchange, "matched", [meeting.matched_line(*point) for point in met])
    with transaction.atomic():
        counted(exchange, "matched", text, by)
    return text


def take_matched(*, exchange: Exchange, matched: bytes, by: User, ring: Ring) -> int:
    """Keep which of our own matched, as pairs with a band, sealed. Return how many."""
    must_be_open(exchange, makes_a_file=False)
    side = _side(_held(exchange), ring)
    with at_field("matched"):
        their_file = files.read(words(matched), step="matched")
        files.same_project(header(exchange, "matched", 0), their_file.header)
        ours = side.found(meeting.matched_in(their_file.lines))
    with transaction.atomic():
        return keep_pairs(exchange, ours, by, ring)


@contextmanager
def at_field(field: str) -> Iterator[None]:
    """What is wrong in a file is said next to the field by which it came."""
    try:
        yield
    except BadInput as mistake:
        raise BadInput(field, mistake.why) from None


def _new_side(
    exchange: Exchange, parts: Mapping[UUID, Participant], size: int, by: User, ring: Ring
) -> meeting.LinkageSide:
    keys = keys_of(parts, by, ring)
    must_be_enough(len(keys))
    if len(keys) > size:
        raise Refused(
            say(
                "this partner may be told of {n} people, more than the {agreed} agreed",
                n=len(keys),
                agreed=size,
            )
        )
    # Randomness of the system: whoever could guess the secret could try names against the list.
    return meeting.LinkageSide.begin(exchange.project, keys, size, SystemRandom())


def _listed(side: meeting.LinkageSide, parts: Mapping[UUID, Participant]) -> set[UUID]:
    """Who is on our list. Raises Refused where one of them may no longer be told of."""
    listed = {UUID(holder) for holders in side.records for holder in holders}
    if not listed <= parts.keys():
        raise Refused(
            say("the partner may no longer be told of somebody on our list: end this exchange")
        )
    return listed


def _side(secret: ExchangeSecret, ring: Ring) -> meeting.LinkageSide:
    return meeting.LinkageSide.from_dict(secret.unseal(ring)["side"])


def _held(exchange: Exchange) -> ExchangeSecret:
    secret = secret_of(exchange, "side")
    if secret is None:
        raise Refused(say("make our own file first"))
    return secret


def keep(exchange: Exchange, what: str, data: dict[str, object], ring: Ring) -> None:
    """Seal what only our side keeps of the exchange."""
    ExchangeSecret(folder=exchange.id, exchange=exchange, what=what).write(ring, data, 0)


def keep_pairs(
    exchange: Exchange, shared: Iterable[meeting.SharedRecord], by: User, ring: Ring
) -> int:
    """Seal what was found in place of what stood there: whose file, what both sides call the
    match, and its band. How many. Inside a transaction.
    """
    rows = [
        {
            "id": str(uuid4()),
            "person": record.record,
            "theirs": record.names[0],
            "also": list(record.names[1:]),
            "band": record.band,
            "counted": False,
        }
        for record in shared
    ]
    exchange.secrets.filter(what="pairs").delete()
    keep(exchange, "pairs", {"pairs": rows}, ring)
    audit.record(act="exchange.compared", by=by, about=exchange.id)
    return len(rows)


def record_disclosure(partner: Partner, parts: list[Participant], text: str, by: User) -> None:
    """Write down of each of these people that the partner was told of her."""
    digest = fingerprint(text)
    for part in parts:
        went_out(
            case=part.case,
            person=part.person,
            partner=partner,
            channel="meeting",
            purpose=FOR,
            classes=TOLD,
            digest=digest,
            receipt="",
            answer=part.answer,
            by=by,
        )


def counted(exchange: Exchange, step: str, text: str, by: User) -> None:
    """Count a file, and write down which it was. Raises Refused above the limit."""
    # Locked, so that two who make a file at once do not both take the last one.
    row = Exchange.objects.select_for_update().get(id=exchange.id)
    must_be_open(row)
    row.files_made += 1
    row.save(update_fields=["files_made"])
    detail = {"step": step, "number": row.files_made, "digest": sha256(text.encode()).hexdigest()}
    audit.record(act="exchange.file", by=by, about=row.id, detail=detail)


def must_be_open(exchange: Exchange, makes_a_file: bool = True) -> tuple[int, int]:
    """The sizes agreed of our list and of theirs. Raises Refused before two have agreed, after the
    end, above the limit of files, and for one that was begun before sizes were agreed."""
    must_be_genuine(exchange)
    if exchange.agreed_by_id is None:
        raise Refused(say("a second person has to agree before anything leaves"))
    if exchange.ended_on or exchange.ends_on < timezone.localdate():
        raise Refused(say("this exchange has ended"))
    if makes_a_file and exchange.files_made >= exchange.most_files:
        raise Refused(say("the limit of {n} files is reached", n=exchange.most_files))
    if exchange.size is None or exchange.their_size is None:
        raise Refused(say("this was begun in an earlier way: end it and begin a new exchange"))
    return exchange.size, exchange.their_size


def must_be_enough(people: int) -> None:
    """Raise Refused for a list so short that it points at somebody."""
    if people < SMALLEST_LIST:
        raise Refused(
            say(
                "this partner may be told of {n} people: a list needs at least {least}",
                n=people,
                least=SMALLEST_LIST,
            )
        )


def header(exchange: Exchange, step: str, count: int) -> files.Header:
    return files.Header(
        exchange.project,
        exchange.purpose,
        exchange.party,
        step,
        composites.fingerprint(),
        count,
        exchange.size or 0,
        exchange.their_size or 0,
    )


def _text(exchange: Exchange, step: str, lines: list[bytes]) -> str:
    return files.Message(header(exchange, step, len(lines)), tuple(lines)).to_text()


def words(data: bytes) -> str:
    """The text of a file. Raises `BadInput`."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput("", say("this is not a text file")) from None
