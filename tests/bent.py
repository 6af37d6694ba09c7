"""What is almost a file of ours: bytes that were cut or altered, JSON in which a part is another."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

BYTES = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r\n", b'"', b"[" * 100_000, b"{" * 100_000, b"9" * 5000,
    b"1e999", b"NaN", b"-", b"=", b",", b"\xe2\x80\xae", "ກ".encode() * 300, b"<!DOCTYPE", b"\x1b[2J", b"[a]\n", b"a=1\n",
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, float("inf"), float("nan"), "", "\x00", "\ud800", "x" * 300, "\u202e", "0000-00-00",
    "9999-12-31", "0001-01-01T00:00:00", "²", [], {}, [None], [[]], {"": None}, "__proto__",
)  # fmt: skip


@st.composite
def bent(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds, or what is none, altered in up to three places."""
    data = draw(st.one_of(st.sampled_from(list(seeds)), st.binary(max_size=60)))
    for _time in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        over = draw(st.integers(0, 8))
        piece = draw(st.one_of(st.sampled_from(BYTES), st.binary(max_size=4)))
        data = draw(
            st.sampled_from(
                (data[:at], data[:at] + piece + data[at + over :], data[:at] + data[at + over :])
            )
        )
    return data


def bent_text(seeds: Sequence[str]) -> st.SearchStrategy[str]:
    return bent([seed.encode() for seed in seeds]).map(lambda data: data.decode("utf-8", "replace"))


@st.composite
def bent_value(draw: st.DrawFn, seeds: Sequence[Any]) -> Any:
    """One of the seeds, in which up to three parts are another, missing, or one too many."""
    held = {"": copy.deepcopy(draw(st.sampled_from(list(seeds))))}
    for _time in range(draw(st.integers(0, 3))):
        places = list(_places(held))
        where, key = places[draw(st.integers(0, len(places) - 1))]
        how = draw(st.integers(0, 3))
        if how == 0 and where is not held:
            del where[key]
        elif how == 1 and isinstance(where[key], dict):
            where[key][draw(st.sampled_from(("", "id", "unknown", "\x00")))] = copy.deepcopy(
                draw(st.sampled_from(ODD))
            )
        else:
            where[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return held[""]


def bent_json(seeds: Sequence[Any]) -> st.SearchStrategy[str]:
    texts = [json.dumps(seed) for seed in seeds]
    return st.one_of(bent_value(seeds).map(json.dumps), bent_text(texts))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
