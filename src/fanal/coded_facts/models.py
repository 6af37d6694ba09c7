"""Facts under a pseudonym, which facts tell of one pseudonym, and which cases are coded whole.

All facts of one pseudonym together are a life without a name: the database tells their months and
kinds, and nothing of which belong together. Rows are added and deleted, never changed.
"""

import base64
import json
from typing import NotRequired, TypedDict
from uuid import UUID

from django.db import models

from fanal.core.coded_facts.checks import Code
from fanal.database.uuid_model import UUIDModel
from fanal.sealed.columns import ServerSealedJSONField


class FactContent(TypedDict):
    """The sealed content of a fact. `replaces`: the fact that this one corrects. `codes`: see
    `fanal.core.coded_facts`."""

    pseudonym: str
    day: str
    codes: dict[str, Code]
    replaces: str | None


class StoredFact(UUIDModel):
    """One coded fact. `month`: the first day of the month it is of, or of a later one in which it
    takes the place of another: who reads from a month on reads both, or neither."""

    month = models.DateField()
    kind = models.CharField(max_length=20)
    content = ServerSealedJSONField()

    PLAIN = ("kind",)

    class Meta:
        db_table = "coded_facts_keptfact"
        ordering = ["month", "id"]
        indexes = [models.Index(fields=["kind", "month"])]


class HeldFacts(TypedDict):
    """The facts that a `FactList` holds: see there."""

    out: bool
    current: dict[str, str]
    all: list[str]


def no_facts() -> HeldFacts:
    return {"out": False, "current": {}, "all": []}


class ShortFacts(TypedDict):
    """The content of `HeldFacts` as `shortened` writes it; `o` where she is counted in no
    figure."""

    c: dict[str, str]
    a: list[str]
    o: NotRequired[int]


def shortened(held: HeldFacts) -> ShortFacts:
    """Return the facts as they are held: `c`: by the row and kind they came from, the facts that
    count; `a`: the others."""
    current = {_short_place(place): _short(UUID(id).bytes) for place, id in held["current"].items()}
    counting = set(held["current"].values())
    others = [_short(UUID(id).bytes) for id in held["all"] if id not in counting]
    short: ShortFacts = {"c": current, "a": others}
    return {**short, "o": 1} if held["out"] else short


def written_out(held: ShortFacts) -> HeldFacts:
    """What `shortened` was given; in `all`, those that count stand last."""
    current = {_long_place(place): str(UUID(bytes=_long(id))) for place, id in held["c"].items()}
    others = [str(UUID(bytes=_long(id))) for id in held["a"]]
    every = [*others, *dict.fromkeys(current.values())]
    return {"out": "o" in held, "current": current, "all": every}


def _short_place(place: str) -> str:
    mark, _bar, kind = place.partition("|")
    return f"{_short(bytes.fromhex(mark))}|{kind}"


def _long_place(place: str) -> str:
    mark, _bar, kind = place.partition("|")
    return f"{_long(mark).hex()}|{kind}"


def _short(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _long(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class HeldField(ServerSealedJSONField):
    """The field that keeps `HeldFacts` in short: a fact by 22 signs in place of 36, the mark of a
    row by 43 in place of 64, and no fact twice.

    Most lists then fit what their length is padded to before it quadruples.
    """

    _pyi_private_set_type: HeldFacts
    _pyi_private_get_type: HeldFacts

    def _written(self, value: HeldFacts) -> str:
        return json.dumps(shortened(value), ensure_ascii=False, separators=(",", ":"))

    def _read(self, text: str) -> HeldFacts:
        values = json.loads(text)
        return values if "current" in values else written_out(values)  # of before


class FactList(models.Model):
    """The facts of one pseudonym, a keyed digest of an id.

    held: `current`, the fact that counts for each row it came from, by the mark of that row; `all`,
    the ids of every fact; `out`, that she is counted in no figure, so that no fact is kept.
    """

    pseudonym = models.CharField(max_length=64, primary_key=True)
    held = HeldField(default=no_facts)

    PLAIN = ("pseudonym",)


class CodedCase(models.Model):
    """A case in which everything that can be coded is, and what comes is coded as it is saved."""

    case = models.UUIDField(primary_key=True, editable=False)


class TakenNumbers(UUIDModel):
    """The numbers of a page as somebody took them along in a file: what was given out is compared
    with what the page says of the same period later.

    `page` and `period`: as an address names them. `cells`: what stands in the file, by line, item
    and measure: value, end of a range, and state. Nothing small is in it, nor who took it.
    """

    page = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    on = models.DateField()
    cells = ServerSealedJSONField(bound_to=("page", "period"))

    PLAIN = ("page", "period")

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["page", "period", "on"], name="taken_once_a_day")
        ]
