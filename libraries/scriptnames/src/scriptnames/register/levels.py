"""The comparison levels of pairs of records, a whole column at a time.

Each field of a pair falls into one level; a level carries a weight in bits (weights.py). What
two records share of a name counts by how rare it is in this register: to share Nguyễn says
nothing, to share a name that two people carry says much (Fellegi & Sunter 1969, section 3.3.1).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel, JaroWinkler

from scriptnames.comparison import ALIKE
from scriptnames.known import AN_ESTIMATE, Known
from scriptnames.register.columns import MOST_WORDS, Floats, Ints, Register, Texts

Levels = dict[str, NDArray[np.int8]]

# Where one level ends and the next begins. Order within a field: from apart to alike, except
# for what is lacking: from nothing to much.
EDGES: Mapping[str, tuple[float, ...]] = {
    "sound": (0.4, 0.5, 0.6, 0.67, 0.73, 0.78, 0.83, 0.87, 0.9, 0.93, 0.96, 0.999),
    "letters": (0.3, 0.4, 0.5, 0.6, 0.67, 0.74, 0.8, 0.86, 0.9, 0.94, 0.999),
    "shared": (0.5, 2, 4, 6, 7.5, 9, 10.5, 12, 13.5, 15, 16.5, 18, 20, 22, 25, 29),
    "whole": (0.1, 3, 5, 7, 9, 10.5, 12, 13.5, 15),
    "lacking": (0.01, 1, 3, 5, 7, 9, 11, 13, 16),
}
MANY = 20_000  # pairs compared in two threads
YEARS = (1, 2, 3, 4, 5, 7, 10)
# Coarse steps of sound within coarse steps of lacking: a name spelt otherwise with every word
# there says more than the two apart would sum to.
SPELT = (0.6, 0.73, 0.83, 0.9, 0.96)
LACKS = (0.01, 3, 7, 11)
WORDS = (2, 3)  # of the shorter name: one, two, more


def compare(register: Register, left: Ints, right: Ints) -> Levels:
    """The level of every field for the pairs (left[i], right[i]), as small integers."""
    sound = likeness(register, register.spelt, left, right)
    return (
        plain(register, left, right)
        | heard(register, left, right, sound)
        | lettered(register, left, right)
    )


def plain(register: Register, left: Ints, right: Ints) -> Levels:
    """The fields that cost little to compare: all but the spelling of the name."""
    same = (register.whole[left] == register.whole[right]) & (register.whole[left] > 0)
    whole = np.where(same, register.whole_bits[register.whole[left]], 0)
    return {
        "whole": step("whole", whole),
        "parts": parts(register, left, right),
        "middle": middle(register, left, right),
        "nickname": nicknames(register, left, right),
        **known_levels(register.known.at(left), register.known.at(right)),
    }


def known_levels(one: Known, other: Known) -> Levels:
    """Birth and the other facts, side by side."""
    return {
        **{field: agree(code, other.codes[field]) for field, code in one.codes.items()},
        "born": days(one.born, other.born),
        "years": years(one.year, other.year, one.quality, other.quality),
    }


def heard(register: Register, left: Ints, right: Ints, sound: Floats) -> Levels:
    """Return what depends on the likeness of the phonetic keys, given as `sound`."""
    shared, lacking = information(register, left, right, sound)
    two_scripts = scripts_differ(register, left, right)
    return name_levels(sound, shared, lacking, two_scripts, fewest_words(register, left, right))


def name_levels(
    sound: Floats,
    shared: Floats,
    lacking: Floats,
    two_scripts: NDArray[np.int8],
    fewest: NDArray[Any],
) -> Levels:
    """Return what two names say: how alike they sound, the bits they share and the bits that stay
    alone, whether they are in two scripts, and the words of the shorter."""
    return {
        "sound": sound_level(sound, two_scripts),
        "shared": step("shared", shared),
        "lacking": step("lacking", lacking),
        "spelling": spelling(sound, lacking, two_scripts),
        "worded": worded(sound, lacking, fewest),
    }


def lettered(register: Register, left: Ints, right: Ints) -> Levels:
    """The likeness of the Latin letters."""
    alike = likeness(register, register.letters, left, right)
    return letter_levels(alike, scripts_differ(register, left, right))


def letter_levels(alike: Floats, two_scripts: NDArray[np.int8]) -> Levels:
    """Return how alike the Latin letters are; 0 for two scripts."""
    return {"letters": np.where(two_scripts, 0, step("letters", alike) + 1).astype(np.int8)}


def step(field: str, values: NDArray[np.floating[Any]]) -> NDArray[np.int8]:
    return np.searchsorted(EDGES[field], values, side="right").astype(np.int8)


def scripts_differ(register: Register, left: Ints, right: Ints) -> NDArray[np.int8]:
    differ: NDArray[np.bool_] = register.script[left] != register.script[right]
    return differ.astype(np.int8)


def sound_level(sound: Floats, two_scripts: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return the level of sound; two scripts bring one name less near together than
    two spellings."""
    return step("sound", sound) + two_scripts * np.int8(len(EDGES["sound"]) + 1)


def spelling(sound: Floats, lacking: Floats, two_scripts: NDArray[np.int8]) -> NDArray[np.int8]:
    """A block of levels for each step of what is lacking, and again for two scripts; in each the
    sound rises."""
    block = np.searchsorted(LACKS, lacking, side="right") + two_scripts * (len(LACKS) + 1)
    return (block * (len(SPELT) + 1) + np.searchsorted(SPELT, sound, side="right")).astype(np.int8)


def worded(sound: Floats, lacking: Floats, fewest: NDArray[Any]) -> NDArray[np.int8]:
    """A block of levels for one word, two and more, and in each for nothing lacking and something;
    in each the sound rises.

    Where all of three words find a like one and the whole still sounds otherwise, two strangers
    share common words that only look alike; of a short name the same says little.
    """
    block = np.searchsorted(WORDS, fewest, side="right") * 2 + (lacking >= LACKS[0])
    return (block * (len(SPELT) + 1) + np.searchsorted(SPELT, sound, side="right")).astype(np.int8)


def likeness(
    register: Register, turns: tuple[Texts, Texts, Texts], left: Ints, right: Ints
) -> Floats:
    """Normalised Indel similarity of two whole names, the best of three orders.

    One word has one order, and two words have two.
    """
    best = ratio(turns[0][left], turns[0][right])
    count = words_of(register)
    longer = np.maximum(count[left], count[right])
    for fewest, other in zip((2, 3), turns[1:], strict=True):
        at = np.nonzero(longer >= fewest)[0]
        # Both ways round: the order of the words is turned in one of the two names alone.
        for one, two in ((left[at], right[at]), (right[at], left[at])):
            best[at] = np.maximum(best[at], ratio(other[one], turns[0][two]))
    return best


def words_of(register: Register) -> Ints:
    return (register.words >= 0).sum(1)


def fewest_words(register: Register, left: Ints, right: Ints) -> Ints:
    count = words_of(register)
    return np.minimum(count[left], count[right])


def ratio(one: Texts, other: Texts) -> Floats:
    scorer = Indel.normalized_similarity
    return process.cpdist(one, other, scorer=scorer, workers=workers(one), dtype=np.float32)


def workers(pairs: Texts) -> int:
    """Return the number of threads that are worth their start."""
    return 2 if len(pairs) >= MANY else 1


def information(
    register: Register, left: Ints, right: Ints, sound: Floats
) -> tuple[Floats, Floats]:
    """Return the bits that both names share, and those that stay alone on the side
    where fewer do."""
    bits = np.append(register.word_bits, np.float32(0))
    ours, theirs = best_matches(register, register.words[left], register.words[right])
    bits_left, bits_right = bits[register.words[left]], bits[register.words[right]]
    agreed_left, agreed_right = (bits_left * ours).sum(1), (bits_right * theirs).sum(1)
    total_left, total_right = bits_left.sum(1), bits_right.sum(1)
    return (
        in_common((agreed_left + agreed_right) / 2, np.minimum(total_left, total_right), sound),
        np.minimum(total_left - agreed_left, total_right - agreed_right),
    )


def in_common(agreed: NDArray[np.floating[Any]], most: Floats, sound: Floats) -> Floats:
    """Bits that two names share: `agreed` by words, or by their sound of the `most` they could.

    Words written together or apart do not pair; then the whole spelling says how much is shared.
    """
    by_sound = most * sound * np.clip((sound - 0.6) / 0.4, 0, 1)
    shared: Floats = np.maximum(agreed, np.where(sound > 0.8, by_sound, 0))
    return shared


def best_matches(register: Register, left: Ints, right: Ints) -> tuple[Floats, Floats]:
    """Return how well each word finds a like one on the other side, 0 below ALIKE;
    both directions."""
    both = (left >= 0)[:, :, None] & (right >= 0)[:, None, :]
    cells = np.flatnonzero(both)  # pair by pair, each word of the left beside each of the right
    ours = cells // MOST_WORDS
    theirs = cells // MOST_WORDS**2 * MOST_WORDS + cells % MOST_WORDS
    one, other = register.vocabulary[left.ravel()[ours]], register.vocabulary[right.ravel()[theirs]]
    alike = np.zeros(both.size, dtype=np.float32)
    if len(cells):
        alike[cells] = process.cpdist(
            one,
            other,
            scorer=JaroWinkler.similarity,
            score_cutoff=ALIKE,  # 0 below
            workers=workers(one),
            dtype=np.float32,
        )
    table = alike.reshape(both.shape)
    return table.max(2), table.max(1)


def parts(register: Register, left: Ints, right: Ints) -> NDArray[np.int8]:
    """Return the kind of word counts: 0 one and one, 1 one and several, 2 two and two, 3 other."""
    count = words_of(register)
    return parts_of(np.minimum(count[left], count[right]), np.maximum(count[left], count[right]))


def parts_of(few: NDArray[Any], many: NDArray[Any]) -> NDArray[np.int8]:
    """The same, from the smaller and the larger number of words."""
    return np.where(many <= 1, 0, np.where(few <= 1, 1, np.where(many == 2, 2, 3))).astype(np.int8)


def middle(register: Register, left: Ints, right: Ints) -> NDArray[np.int8]:
    """Return what a shorter Vietnamese name lacks: 1 the first or last word, 2 only words between.

    Family name and given name stand at the ends; offices leave middle names out, and half a country
    shares the family name, so that whether both ends agree says more than how many words. 0 for
    other names, for one word, and where nothing is lacking.
    """
    count = words_of(register)
    shorter = np.where(count[left] <= count[right], left, right)
    longer = np.where(count[left] <= count[right], right, left)
    asked = (count[shorter] >= 2) & (count[longer] >= 3) & (count[shorter] < count[longer])
    asked &= register.vietnamese[left] | register.vietnamese[right]
    words = register.words[longer]
    ends = (words[:, 0], words[np.arange(len(words)), np.maximum(count[longer] - 1, 0)])
    there = [(register.words[shorter] == end[:, None]).any(1) for end in ends]
    return np.where(asked, np.where(there[0] & there[1], 2, 1), 0).astype(np.int8)


def agree(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.int8]:
    """Return the agreement of two codes: 0 different, 1 unknown on a side, 2 the same."""
    return np.where((one == 0) | (other == 0), 1, np.where(one == other, 2, 0)).astype(np.int8)


def nicknames(register: Register, left: Ints, right: Ints) -> NDArray[np.int8]:
    """0 two different nicknames, 1 unknown, 2 the same, 3 one's nickname is the other's name."""
    one, other = register.nickname[left], register.nickname[right]
    both, same = (one != "") & (other != ""), one == other
    names = register.spelt[0]
    as_name = ((one != "") & (one == names[right])) | ((other != "") & (other == names[left]))
    return np.where(as_name, 3, np.where(~both, 1, np.where(same, 2, 0))).astype(np.int8)


def days(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.int8]:
    """Return the level of two full dates as yyyymmdd: 0 apart, 1 not two dates, 2 one is 1 January,
    3 same day of the year, 4 turned round, 5 the same."""
    day_one, day_other = one % 10_000, other % 10_000
    swapped = (one // 10_000) * 10_000 + (one % 100) * 100 + (one // 100) % 100
    # 1 January is what registers write where only the year is known.
    january = (day_one == 101) | (day_other == 101)
    level = np.where(january, 2, np.where(day_one == day_other, 3, 0))
    # Day and month change places between offices that write the day first and those that write the
    # month first.
    level = np.where(swapped == other, 4, level)
    level = np.where((one == other) & ~january, 5, np.where((one == other) & january, 3, level))
    return np.where((one == 0) | (other == 0), 1, level).astype(np.int8)


def years(
    one: NDArray[Any], other: NDArray[Any], quality: NDArray[Any], other_quality: NDArray[Any]
) -> NDArray[np.int8]:
    """Years between two births, by what is known of them: a block of levels a quality.

    0 unknown; then for two sure years, one estimate, two estimates: far first, equal last.
    """
    steps = len(YEARS) + 1
    apart = np.searchsorted(YEARS, np.abs(one - other), side="right")
    estimates = (quality == AN_ESTIMATE).astype(np.int64) + (other_quality == AN_ESTIMATE)
    level = 1 + estimates * steps + (steps - 1 - apart)
    return np.where((one == 0) | (other == 0), 0, level).astype(np.int8)
