"""Two names of the same letters may still be two names: Dũng and Dung, 王伟 and 王薇, สุพร and สุภร.

What tells them apart is left out when names are written in Latin letters without marks. It is
compared where both sides have it: both in the same script, and in Latin letters neither of those
from which an office left the marks out.
"""

from collections import Counter
from functools import cache
from unicodedata import combining, normalize

from scriptnames.caches import cached
from scriptnames.messages import Sentence, say
from scriptnames.normal import families, titled
from scriptnames.normal_form import NormalForm
from scriptnames.script import CHINESE, LATIN
from scriptnames.spelling import vietnamese
from scriptnames.tables import rows

LEFT_OUT = say("marks left out on one side")


def told_apart(a: NormalForm, b: NormalForm) -> Sentence | None:
    """Return what tells two names of the same letters or sound apart, where both sides have it;
    None where nothing does."""
    if not known(a, b) or a.script != b.script or signs(a.written) == signs(b.written):
        return None
    if a.script == CHINESE:
        return say("sounds the same, other characters")
    if a.script != LATIN:
        return say("sounds the same, other letters")
    tells = all(map(vietnamese, a.words + b.words)) and not (left_out(a) or left_out(b))
    return say("alike but for the marks") if tells and a.words else None


def marks_left_out(a: NormalForm, b: NormalForm) -> bool:
    """Whether the same letters stand with marks on the one side and without on the other."""
    latin = a.script == b.script == LATIN
    return latin and known(a, b) and signs(a.written) != signs(b.written)


def known(a: NormalForm, b: NormalForm) -> bool:
    """Whether both say how they are written: an index of many names does not keep it."""
    return bool(a.written and b.written)


def left_out(name: NormalForm) -> bool:
    """Whether an office left out the marks: a family or middle name of Viet Nam stands without, and
    there is not one mark."""
    return not families().isdisjoint(name.words) and not any(map(is_mark, signs(name.written)))


def is_mark(sign: str) -> bool:
    return bool(combining(sign)) or sign == "đ"


@cached(50_000)
def signs(written: str) -> Counter[str]:
    """The letters and marks of a name without titles, in any order: where a mark of tone stands
    in a syllable (Hòa, Hoà), and which word is first, is spelling."""
    plain = "".join(titled(written)[1]).casefold().translate(variants())
    return Counter(sign for sign in normalize("NFD", plain) if sign.isalnum() or combining(sign))


@cache
def variants() -> dict[int, str]:
    """Characters of one name in the simplified and in the traditional hand."""
    return {ord(one): row[0][0] for row in rows("hanzi-readings") for one in row[0][1:]}
