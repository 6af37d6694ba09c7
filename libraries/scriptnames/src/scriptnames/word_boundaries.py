"""The words of a name joined, turned round, and cut elsewhere: Tun Kyaw, Htunkyaw."""

from rapidfuzz.distance import Levenshtein

from scriptnames.caches import cached
from scriptnames.fold import fold
from scriptnames.normal_form import NormalForm
from scriptnames.spelling import LONG, apart, looser, one_letter, strict

MOST_WORDS = 6  # of a name in which a slip is looked for


def alike_in_any_order(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same words in any order, or the same letters with the words cut elsewhere."""
    return sorted(a) == sorted(b) or bool(turns(a) & turns(b))


def turned(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words as written and turned round at each place."""
    return [parts[n:] + parts[:n] for n in range(len(parts))]


@cached(50_000)
def turns(parts: tuple[str, ...]) -> frozenset[str]:
    """The same, joined."""
    return frozenset("".join(some) for some in turned(parts))


def cut_elsewhere(a: NormalForm, b: NormalForm) -> bool:
    """Whether two names are one where their words are not cut alike: Tun Kyaw, Htunkyaw."""
    if len(a.keys) == len(b.keys) or strict(a, b) or apart("".join(a.words), "".join(b.words)):
        return False
    ours, theirs = ({looser(some) for some in turns(name.keys)} for name in (a, b))
    if not ours.isdisjoint(theirs):
        return True
    # Letters that meet where words are joined sound otherwise: Myint Hein, Myinthein.
    ours, theirs = ({looser(fold(some)) for some in turns(name.words)} for name in (a, b))
    if not ours.isdisjoint(theirs):
        return True
    # Every turn of one beside every turn of the other: the work grows with the square of the
    # words.
    few = max(len(a.keys), len(b.keys)) <= MOST_WORDS
    return few and any(slipped(x, y) for x in turned(a.keys) for y in turned(b.keys))


def slipped(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same joined but for one letter, where both words are long."""
    ours, theirs = "".join(a), "".join(b)
    if not one_letter(ours, theirs):
        return False
    slips = Levenshtein.editops(ours, theirs)
    return all(
        min(len(word_at(a, op.src_pos)), len(word_at(b, op.dest_pos))) >= LONG for op in slips
    )


def word_at(parts: tuple[str, ...], place: int) -> str:
    """The word of the letter at `place` of all of them joined; past the end, the last."""
    for part in parts:
        if place < len(part):
            return part
        place -= len(part)
    return parts[-1]
