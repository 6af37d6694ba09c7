"""Burmese to the Latin spellings of registers: onset and rhyme of each syllable (table burmese).

A syllable is a consonant with its medials, a vowel, and perhaps a final consonant marked by the
killer sign ်. Stacked consonants (္) close one syllable and open the next.
"""

import re

from scriptnames.romanisation import shan
from scriptnames.tables import kinds

KILLER, STACK, DOT_BELOW = "်", "္", "့"
SYLLABLE = re.compile(
    "(?P<onset>[က-အဿ])(?P<medials>[ျြွှ]*)"
    "(?P<vowel>[ါာိီုူေဲံ]*)(?P<open>်?)(?P<tone>[့း]*)"
    "(?P<final>(?:[က-အ][့း]*်(?!ျ)|[က-အ](?=္))?)(?P<tone2>[့း]*)(?P<stack>္?)"
    "|(?P<independent>[ဣ-ဪ])(?P<tail>[့းံ]*)(?P<closed>(?:[က-အ](?:်|(?=္)))?)(?P<stack2>္?)"
)
ORDER = str.maketrans("", "", "့း")
# A final of a Pali word sounds as the one of its row that Burmese words have.
FINALS = {
    sign: ends
    for ends, row in (("က", "ခဂဃ"), ("စ", "ဆဇဈ"), ("တ", "ဋဌဍဎထဒဓသ"), ("ပ", "ဖဗဘ"), ("န", "ဏ"))
    for sign in row
}
INDEPENDENT = {"ဥ": "ု", "ဣ": "ိ"}  # the vowel sign that is heard where a consonant closes them
# Between open syllables of Pali words ရ is an r: သူရ Thura, သီရိ Thiri; not in ရဲ or ရွှေ.
PALI_R = re.compile("(?<=[ာိီုူေ])ရ(?=[ာိီ]?(?:$|[က-အ](?!်|္|့်))|ိန်)")


def romanise(word: str) -> str:
    """The Latin spelling of Burmese text, its syllables joined; unknown signs are left out."""
    return shan.romanise(word) if shan.is_shan(word) else "".join(syllables(word))


def syllables(word: str) -> list[str]:
    """The Latin spelling of each syllable in turn: Burmese names are written by syllables."""
    word = re.sub("ေျ", "ျေ", word.replace("ါ", "ာ").replace("စျ", "ဈ").replace("င်္", "င်"))
    spellings = []
    for match in SYLLABLE.finditer(word):
        latin = spelt(match)
        # Behind a stacked consonant ြ is an r too: ဣန္ဒြာ Eindra.
        stacked = word[: match.start()].endswith(STACK) and "ြ" in (match["medials"] or "")
        r = stacked or PALI_R.match(word, match.start())
        spellings.append(latin.replace("y", "r", 1) if r else latin)
    return spellings


def spelt(match: re.Match[str]) -> str:
    table = kinds("burmese")
    if match["independent"]:
        sign, closed = match["independent"], match["closed"]
        if closed and sign in INDEPENDENT:
            return rhyme(INDEPENDENT[sign] + closed[0] + KILLER)
        return table["independent"].get(sign, ("",))[0] + (closed and rhyme(closed[0] + KILLER)[1:])
    if match.group().rstrip("း") in table["whole"]:
        return table["whole"][match.group().rstrip("း")][0]
    tones = match["tone"] + match["final"] + match["tone2"]
    final = match["final"].translate(ORDER)
    if final and not final.endswith(KILLER):
        final += KILLER
    medials = match["medials"]
    rhyme_sign = ("ွ" if "ွ" in medials else "") + match["vowel"] + match["open"] + final
    latin = onset(match["onset"], medials) + rhyme(rhyme_sign)
    # Creaky tone after a nasal is written with a t: Myint, Thant, Nyeint.
    return latin + ("t" if DOT_BELOW in tones and latin.endswith("n") else "")


def onset(consonant: str, medials: str) -> str:
    table = kinds("burmese")["onset"]
    code = ("y" if re.search("[ျြ]", medials) else "") + ("h" if "ှ" in medials else "")
    if consonant + code in table:
        return table[consonant + code][0]
    return ("h" if "h" in code else "") + table[consonant][0] + ("y" if "y" in code else "")


def rhyme(signs: str) -> str:
    table = kinds("burmese")["rhyme"]
    if signs not in table and signs.endswith(KILLER) and signs[-2:-1] in FINALS:
        signs = signs[:-2] + FINALS[signs[-2]] + KILLER
    if signs in table:
        return table[signs][0]
    if signs.startswith("ွ") and signs[1:] in table:
        return "w" + table[signs[1:]][0]
    vowel = "".join(s for s in signs if s in "ာိီုူေဲံို")
    return table.get(vowel, ("a",))[0]
