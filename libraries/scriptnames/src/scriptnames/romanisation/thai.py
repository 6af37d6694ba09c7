"""Thai to Latin letters by the Royal Thai General System (table thai), from the letters alone.

Written groups are found first (a consonant or a cluster with its vowel); then, from the end, a
consonant without a vowel closes the group before it. What stays alone is read with a short a,
and two consonants without a vowel with an o between them.
"""

import re
from dataclasses import dataclass
from functools import cache

from scriptnames.tables import kinds

TONES = re.compile("[่-๋ๆฯ\u0e4d\u0e4e]")

DEPENDENT = "[ะ-ู็]"
# Spellings that do not sound as written, rewritten before the signs are read, in this order.
REWRITES = tuple(
    (re.compile(written), read)
    for written, read in (
        ("เเ", "แ"),  # typed as two signs
        ("แหว", "แว"),
        ("(?<=ญ)จน์", ""),  # กาญจน์
        ("^(?P<c>[พร])จ(?=น[าี])", r"\g<c>ดจะ"),  # รจนา
        ("(?<=[คนพมห])ฤ|^ฤ(?!ท)", "รึ"),  # นฤมล, พฤกษา, ฤดี
        ("^หรึ", "หะรึ"),  # หฤทัย
        ("ฤ", "ริ"),
        ("พรหม", "โพรม"),
        ("พราหม", "พราม"),
        ("ฦ", "ลิ"),
        ("ว(?=ง[ศษคส]์)", "โว"),  # -wong, not -uang
        ("[ตทดฏธ]ร์", ""),  # ศาสตร์: the whole tail is silent
        ("(?<=[ะัิ-ู][ก-ฮ])[ก-ยล-ฮ][ก-ฮ][ิุ]?์", ""),  # ลักษณ์
        ("[ก-ฮ][ิุ]?์", ""),
        ("[ฎฏ](?=ฐ)|ท(?=ธ)|ร(?=ติ$)", ""),  # ณัฏฐ, สิทธ, เกียรติ: doubled
        ("(?<=[ัิุู][ทตช])ร$|(?<=ั[กคธ])ร$|(?<=า[ตท])ร$|(?<=เ[ก-ฮ][ทตช])ร$", ""),  # ภัทร, เพชร
        ("(?<=[าีูุ])(?P<c>[ตฒธดม])[ิุ]$|(?<=โ[ก-ฮ])(?P<d>[ต])ิ$", r"\g<c>\g<d>"),  # ชาติ
        ("(?<=เพ)ชร(?=ร)|(?<=เพ)ช(?=รา)", "ดชะ"),  # เพชรรัตน์
        (f"รร(?=[มณพคธ](?!{DEPENDENT}))", "ั"),  # ธรรม
        ("รร", "ัน"),
        ("^ทร(?=[งวาั])", "ซ"),  # ทรง, ทราย
        ("สร(?=[ะ-ูอ])", "ส"),  # สร้อย
        # Consonants that are read with a short a of their own.
        ("^(?P<c>[วอ])ร(?=[ชวพนดทกภจศปเไ])|^(?P<d>ส)ร(?=ว)", r"\g<c>\g<d>อระ"),  # วรชัย, อรทัย
        ("^ธน(?=[กวพชเ])", "ธะนะ"),  # ธนพล
        ("^(?P<c>[ฉถผ])(?=[ลนมง]อ)", r"\g<c>ะ"),  # ฉลอง
        ("เ(?P<c>[จฉผถ])(?P<d>[รลนมงชด])(?=[ิี])", r"\g<c>ะเ\g<d>"),  # เจริญ, เฉลิม
        ("เกษม", "กะเสม"),
        ("ส(?=ว[ัา])|(?<=[าิีุู])ส(?=[นดบ][าี])", "สะ"),  # สวัสดิ์, วาสนา
        ("(?<=[พว]ง)[ศษ](?=[ก-ฮ])", "สะ"),  # พงศกร
        ("(?<=ั)ช(?=[รวนดพก])", "ดชะ"),  # พัชรี
        ("ษ(?=[ณดบฎ][ะาุ])|(?<=ั)ศ(?=น)", "ดสะ"),  # กฤษณา, พิษณุ, ทัศนีย์
        ("(?<=[ัิุ]น)(?P<c>[ตทดธ])(?=น[าี])", r"\g<c>ะ"),  # จินตนา
        ("(?<=ั)ล(?=ย)", "นละ"),  # กัลยา
        ("เกียรติ(?=[ก-ฮ])", "เกียดติ"),
        ("ควร$", "ควน"),
    )
)
CLAN = "แซ่"  # before a Chinese family name: a word of its own, which other offices leave out
NEVER_CLOSE = ("ห", "ฮ", "ผ", "ฉ", "ฌ", "ฝ")
OPEN_INSIDE = ("ช", "จ", "ซ", "ฐ", "ฒ")


@dataclass
class SignGroup:
    """One written group: how it begins, its vowel in Latin ('' when none is written)."""

    signs: str
    onset: str
    vowel: str
    must_close: bool = False

    @property
    def bare(self) -> bool:
        return not self.vowel

    @property
    def coda(self) -> str:
        return kinds("thai")["consonant"][self.signs[0]][1] if len(self.signs) == 1 else ""


def romanise(word: str) -> str:
    """The Latin spelling of one Thai word without spaces; signs it does not know are left out."""
    if word.startswith(CLAN) and word != CLAN:
        return f"{romanise(CLAN)} {romanise(word.removeprefix(CLAN))}"
    word = TONES.sub("", word)
    for written, read in REWRITES:
        word = written.sub(read, word)
    return "".join(spelt(*pair) for pair in paired(groups(word)))


@cache
def patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    clusters = "|".join(kinds("thai")["cluster"])
    found = []
    for shape, latin in kinds("thai")["vowel"].items():
        written = shape != "C"
        # A cluster counts as one only where a vowel is written around it.
        onset = f"(?P<onset>(?:{clusters})|[ก-ฮ])" if written else "(?P<onset>[ก-ฮ])"
        if shape == "Cัว":
            found.append((re.compile(f"{onset}ว(?=[กงดตนบมยล](?!{DEPENDENT}))"), "ua"))
        if shape == "Cอ":  # a vowel before a closing consonant, unless ั closes with C
            closed = f"(?=[กงดตนบปมรล](?!{DEPENDENT}))"
            found.append((re.compile(f"(?<!ั){onset}อ{closed}"), "o"))
            continue
        keeps = f"(?!{DEPENDENT})" if shape.endswith(("C", "ย", "อ", "ว")) else ""
        found.append((re.compile(shape.replace("C", onset) + keeps), latin[0]))
    return tuple(found)


def groups(word: str) -> list[SignGroup]:
    found, place = [], 0
    while place < len(word):
        for pattern, vowel in patterns():
            match = pattern.match(word, place)
            if match:
                found.append(
                    SignGroup(match["onset"], onset(match["onset"]), vowel, match.group()[-1] in "ั็")
                )
                place = match.end()
                break
        else:
            place += 1
    return found


def onset(signs: str) -> str:
    table = kinds("thai")
    return table["cluster"][signs][0] if signs in table["cluster"] else table["consonant"][signs][0]


def paired(found: list[SignGroup]) -> list[tuple[SignGroup, SignGroup | None]]:
    """Groups into syllables: (opening group, closing consonant or None).

    A short written vowel takes the consonant after it; the rest is paired from the end.
    """
    result: list[tuple[SignGroup, SignGroup | None]] = []
    place = len(found) - 1
    taken = {i + 1 for i, g in enumerate(found[:-1]) if g.must_close and found[i + 1].bare}
    while place >= 0:
        group, before = found[place], found[place - 1] if place else None
        last = place == len(found) - 1
        if before and (place in taken or (place - 1 not in taken and closes(group, before, last))):
            result.append((before, group))
            place -= 2
        else:
            result.append((group, None))
            place -= 1
    return result[::-1]


def closes(group: SignGroup, before: SignGroup, last: bool) -> bool:
    if (
        not group.bare
        or group.signs in NEVER_CLOSE
        or before.vowel in ("am", "ai", "ao", "aeo", "oi", "uai")
    ):
        return False
    if group.signs == "ย" and before.vowel not in ("a", "o", "oe", "u"):
        return False
    if group.signs == "ว" and before.vowel not in ("a", "i", "e", "ae", "ia"):
        return False
    if group.signs in OPEN_INSIDE and not last:
        return False
    # Inside a word ร opens a syllable of its own after a vowel: สุรชัย is Su-ra-chai.
    return last or group.signs != "ร" or before.bare


def spelt(opening: SignGroup, closing: SignGroup | None) -> str:
    if opening.signs == "อ" and opening.bare and closing is None:
        return "a"
    if closing is None:
        return opening.onset + (opening.vowel or "a")
    if opening.bare and closing.signs == "อ":
        return opening.onset + "o"
    coda = closing.coda
    vowel = opening.vowel or "o"
    if vowel == "e" and coda == "i":
        return opening.onset + "oei"
    return opening.onset + vowel + coda
