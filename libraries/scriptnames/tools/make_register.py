"""Make a register of any size and habits out of one with known truth, for measuring.

    python tools/make_register.py FROM.parquet TO.csv --records 1000000 --seed 7 [--habits HABITS]

Nobody in it exists. Parts of names are drawn anew from the parts in FROM, each as the records of
FROM spell it in another script; whether a part is common stays as it was. `--habits other` makes
common names commoner, slips more frequent and leaves more fields empty: a scorer that only knows
the habits of FROM shows itself there. `sparse` is a register of little but names and guessed ages;
`border` one of many scripts, wrong places and changed telephones; `village`, `hotline`, `consulate`,
`missing` and `copied` say by their names what they are of: how far the weights carry shows there.
`mixed` draws each habit anew, somewhere between those of two of these: what the weights are fitted to.
"""

from __future__ import annotations

import argparse
import csv
import random
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scriptnames.normal import BURMESE_SYLLABLE

SHARES = {"VN": 38, "KH": 20, "MM": 15, "LA": 11, "TH": 8, "CN": 8}
NATIVE = {"VN": "Latn", "KH": "Khmr", "MM": "Mymr", "LA": "Laoo", "TH": "Thai", "CN": "Hani"}
CLEAN = {"latin", "thai", "nodia", "noby", "doby", "dob0101", "dobswap"}
TITLES = ("Ma ", "Ko ", "Daw ", "U ")
COLUMNS = [
    "rec_id", "person_id", "office", "name", "script", "nickname", "sex", "dob", "birth_year",
    "age_quality", "nationality", "province", "phone",
]  # fmt: skip


@dataclass(frozen=True)
class Habits:
    """How often what happens to a record; `common` above 1 makes common names commoner."""

    common: float = 1.0
    one_more: float = 0.30  # a person with another record, and another
    shares: tuple[int, ...] = tuple(SHARES.values())
    native: float = 0.85  # of records at home in the script of the country
    abroad: float = 0.35
    thai_letters: float = 0.45  # of foreign names at Thai offices
    turned: float = 0.3  # of names abroad
    typo: float = 0.07
    middle_left_out: float = 0.15
    one_name: float = 0.03
    nickname_as_name: float = 0.025
    alias: float = 0.02
    marks_dropped: float = 0.35
    title: float = 0.25
    born: tuple[float, float, float] = (0.35, 0.60, 0.90)  # a date, a year, an estimate; or nothing
    guess: float = 1.7  # years, standard deviation
    wrong_year: float = 0.03
    turned_date: float = 0.04
    january: float = 0.06
    place_unknown: float = 0.14
    place_wrong: float = 0.06
    nationality_unknown: float = 0.05
    sex_unknown: float = 0.03
    sex_wrong: float = 0.015
    phone: float = 0.2
    phone_changed: float = 0.2
    sibling: float = 0.05


HABITS = {
    "same": Habits(),
    "other": Habits(
        common=1.3, one_more=0.25, abroad=0.5, turned=0.2, typo=0.1, middle_left_out=0.25,
        one_name=0.05, nickname_as_name=0.04, alias=0.03, marks_dropped=0.6, title=0.4,
        born=(0.2, 0.55, 0.85), guess=2.3, wrong_year=0.05, turned_date=0.08, january=0.15,
        place_unknown=0.25, place_wrong=0.1, nationality_unknown=0.1, sex_unknown=0.06,
        phone=0.3, phone_changed=0.35, sibling=0.1,
    ),
    # The weights of the first day have seen these mixed only: for measuring what answers teach.
    "sparse": Habits(
        one_more=0.2, abroad=0.25, typo=0.04, middle_left_out=0.35, nickname_as_name=0.06,
        marks_dropped=0.9, born=(0.05, 0.25, 0.75), guess=3.0, january=0.5, place_unknown=0.4,
        nationality_unknown=0.3, sex_unknown=0.1, phone=0.05, sibling=0.12,
    ),
    "border": Habits(
        one_more=0.4, abroad=0.8, turned=0.6, typo=0.12, one_name=0.08, alias=0.04, title=0.6,
        born=(0.6, 0.75, 0.95), wrong_year=0.1, turned_date=0.2, place_wrong=0.3,
        place_unknown=0.05, sex_wrong=0.05, phone=0.5, phone_changed=0.6, sibling=0.08,
    ),
    "village": Habits(  # at home, in the script of the country, one name, guessed ages
        shares=(5, 28, 20, 40, 5, 2), native=0.97, abroad=0.25, thai_letters=0.8, one_name=0.15,
        nickname_as_name=0.1, title=0.6, born=(0.1, 0.25, 0.65), guess=3.5, january=0.4,
        place_unknown=0.03, place_wrong=0.03, phone=0.03, sibling=0.12, typo=0.03,
    ),
    "hotline": Habits(  # typed while listening: Latin letters, slips, a telephone, no date
        native=0.3, abroad=0.6, typo=0.22, turned=0.5, born=(0.08, 0.14, 0.9), guess=4,
        place_unknown=0.55, nationality_unknown=0.4, sex_unknown=0.25, alias=0.08, phone=0.6,
        phone_changed=0.1, nickname_as_name=0.06, one_name=0.1,
    ),
    "consulate": Habits(  # from passports: dates, often turned round, and Thai letters
        shares=(70, 5, 3, 3, 4, 15), one_more=0.2, abroad=0.9, thai_letters=0.95,
        marks_dropped=0.95, middle_left_out=0.4, typo=0.02, born=(0.92, 0.96, 0.99),
        turned_date=0.18, january=0.02, wrong_year=0.02, phone=0.04, sibling=0.02,
        place_unknown=0.3, nickname_as_name=0.005, alias=0.005, one_name=0.005,
    ),
    "missing": Habits(  # little but the name is ever written down
        one_more=0.45, born=(0.05, 0.1, 0.35), place_unknown=0.7, nationality_unknown=0.5,
        sex_unknown=0.3, phone=0.02, sibling=0.03,
    ),
    "copied": Habits(  # one office, many families, telephones and places that never change
        one_more=0.5, abroad=0.15, typo=0.15, common=1.6, born=(0.5, 0.6, 0.7), turned_date=0.3,
        january=0.25, wrong_year=0.12, sibling=0.25, phone=0.6, phone_changed=0.02,
        place_unknown=0.02, place_wrong=0.01,
    ),
}  # fmt: skip


def mixed(seed: int) -> Habits:
    """Each habit somewhere between that of two of HABITS, whichever the seed draws."""
    dice, drawn = random.Random(seed), {}
    for habit in fields(Habits):
        named = (dice.choice(list(HABITS.values())) for _ in range(2))
        one, other = (getattr(habits, habit.name) for habits in named)
        drawn[habit.name] = between(one, other, dice.random())
    return Habits(**drawn)


def between(one: Any, other: Any, share: float) -> Any:
    if isinstance(one, tuple):
        return tuple(between(a, b, share) for a, b in zip(one, other, strict=True))
    return one + (other - one) * share


@dataclass
class Pools:
    """What FROM holds of each people: whole names cut in parts, and the spellings of a part."""

    names: dict = field(default_factory=lambda: defaultdict(list))  # people, sex → [parts]
    spelt: dict = field(default_factory=lambda: defaultdict(list))  # people, script, part → [text]
    nicknames: dict = field(default_factory=lambda: defaultdict(list))
    places: dict = field(default_factory=lambda: defaultdict(list))


def cut(people: str, name: str, native: bool) -> list[str]:
    if native and people == "MM":
        starts = [m.start() for m in BURMESE_SYLLABLE.finditer(name)]
        if starts[:1] == [0]:
            return [name[a:b] for a, b in zip(starts, [*starts[1:], len(name)], strict=True)]
    return list(name) if native and people == "CN" else name.split()


def pools(path: Path) -> Pools:
    import duckdb

    rows = duckdb.sql(
        "select person_id, nationality, sex, name, script, nickname, province, flags"
        " from read_parquet($1) where nationality is not null order by rec_id",
        params=[str(path)],
    ).fetchall()
    made, people_of = Pools(), defaultdict(list)
    for person, people, sex, name, script, nickname, place, flags in rows:
        if people not in NATIVE:
            continue
        if nickname:
            made.nicknames[people].append(nickname)
        if place:
            made.places[people].append(place)
        slips = set((flags or "").split(",")) - {""}
        if slips <= CLEAN:
            native = script == NATIVE[people] and not slips & {"latin", "nodia", "thai"}
            people_of[person].append((people, sex, script, native, cut(people, name, native)))
    for records in people_of.values():
        learn_spellings(made, records)
    return made


def learn_spellings(made: Pools, records: list) -> None:
    whole = [(people, sex, parts) for people, sex, _, native, parts in records if native]
    if not whole:
        return
    people, sex, parts = whole[0]
    made.names[people, sex or "F"].append(parts)
    for _, _, script, native, other in records:
        if not native and len(other) == len(parts):
            for part, text in zip(parts, other, strict=True):
                made.spelt[people, script, part].append(text)


class Maker:
    """Persons and their records, one after another, from one seed."""

    def __init__(self, made: Pools, habits: Habits, seed: int) -> None:
        self.made, self.habits, self.dice = made, habits, random.Random(seed)

    def happens(self, chance: float) -> bool:
        return self.dice.random() < chance

    def pick(self, pool: list) -> str:
        """One of a pool in which what is common stands often; commoner still by the habits."""
        tries = 1 + self.happens(self.habits.common - 1)
        return max((self.dice.choice(pool) for _ in range(tries)), key=lambda x: (len(x) < 6, x))

    def person(self, family: dict | None = None) -> dict:
        people = (
            family["people"] if family else self.dice.choices(list(SHARES), self.habits.shares)[0]
        )
        sex = "F" if self.happens(0.68) else "M"
        names = self.made.names[people, sex]
        shape = list(self.dice.choice(names))
        for at in range(len(shape)):
            donor = self.dice.choice(names)
            drawn = donor[-1] if at == len(shape) - 1 else donor[min(at, len(donor) - 1)]
            shape[at] = self.pick([drawn, drawn, shape[at]])
        born = date(1960, 1, 1) + timedelta(days=int(self.dice.betavariate(4, 2) * 52 * 365))
        place = self.dice.choice(self.made.places[people])
        phone = f"0{self.dice.randrange(10**9):09d}"
        if family:
            at = -1 if people in ("LA", "TH") else 0
            shape[at] = family["parts"][at]
            place, phone = family["place"], family["phone"]
            born = family["born"] + timedelta(days=self.dice.randint(-3000, 3000))
        nickname = self.dice.choice(self.made.nicknames[people]) if self.happens(0.4) else ""
        return {
            "people": people, "sex": sex, "parts": shape, "born": born, "place": place,
            "phone": phone if family or self.happens(1.6 * self.habits.phone) else "",
            "nickname": nickname,
        }  # fmt: skip

    def record(self, who: dict) -> dict:
        office = self.office(who["people"])
        name, script = self.written(who, office)
        habits, people = self.habits, who["people"]
        place = "" if self.happens(habits.place_unknown) else who["place"]
        if place and self.happens(habits.place_wrong):
            place = self.dice.choice(self.made.places[people])
        phone = who["phone"] if self.happens(0.6) else ""
        if phone and self.happens(habits.phone_changed):
            phone = f"0{self.dice.randrange(10**9):09d}"
        sex = who["sex"] if not self.happens(habits.sex_wrong) else "MF"[who["sex"] == "M"]
        return {
            "office": office, "name": name, "script": script,
            "nickname": who["nickname"] if self.happens(0.55) else "",
            "sex": "" if self.happens(habits.sex_unknown) else sex,
            "nationality": "" if self.happens(habits.nationality_unknown) else people,
            "province": place, "phone": phone, **self.birth(who["born"]),
        }  # fmt: skip

    def office(self, people: str) -> str:
        if not self.happens(self.habits.abroad):
            return people
        return self.dice.choice([share for share in SHARES if share != people])

    def birth(self, born: date) -> dict:
        habits, chance = self.habits, self.dice.random()
        if chance > habits.born[2]:
            return {"dob": "", "birth_year": "", "age_quality": ""}
        if chance > habits.born[1]:
            year = born.year + round(self.dice.gauss(0, habits.guess))
            return {"dob": "", "birth_year": year, "age_quality": "est"}
        wrong = self.dice.choice((-10, -1, 1, 10)) if self.happens(habits.wrong_year) else 0
        year = born.year + wrong
        if chance > habits.born[0]:
            return {"dob": "", "birth_year": year, "age_quality": "year"}
        month, day = born.month, min(born.day, 28)
        if day <= 12 and self.happens(habits.turned_date):
            month, day = day, month
        if self.happens(habits.january):
            month, day = 1, 1
        text = date(year, month, day).isoformat()
        return {"dob": text, "birth_year": year, "age_quality": "dob"}

    def written(self, who: dict, office: str) -> tuple[str, str]:
        people, habits = who["people"], self.habits
        if who["nickname"] and self.happens(habits.nickname_as_name):
            return who["nickname"], NATIVE[people] if office == people else "Latn"
        parts = list(who["parts"])
        if self.happens(habits.alias):
            parts = list(self.dice.choice(self.made.names[people, who["sex"]]))
        if len(parts) > 2 and people == "VN" and self.happens(habits.middle_left_out):
            del parts[1]
        script = self.script(people, office)
        parts = [self.spelling(people, script, part) for part in parts]
        if self.happens(habits.one_name) and people not in ("MM", "CN"):
            parts = [parts[0 if people in ("LA", "TH") else -1]]
        joined = self.joined(people, script, parts, abroad=office != people)
        dropped = habits.marks_dropped if office == people else 0.9
        if people == "VN" and script == "Latn" and self.happens(dropped):
            joined = without_marks(joined)
        return (self.slip(joined) if self.happens(habits.typo) else joined), script

    def script(self, people: str, office: str) -> str:
        if office == people:
            return NATIVE[people] if self.happens(self.habits.native) else "Latn"
        thai = office == "TH" and self.happens(self.habits.thai_letters)
        return "Thai" if thai else "Latn"

    def spelling(self, people: str, script: str, part: str) -> str:
        if script == NATIVE[people]:
            return part
        known = self.made.spelt.get((people, script, part))
        known = known or self.made.spelt.get((people, "Latn", part))
        return self.dice.choice(known) if known else romanised(part)

    def joined(self, people: str, script: str, parts: list[str], *, abroad: bool) -> str:
        native = script == NATIVE[people]
        if people == "CN" and not native and len(parts) > 2 and self.happens(0.7):
            parts = [parts[0], "".join(parts[1:]).capitalize()]
        if people != "MM" and abroad and self.happens(self.habits.turned):
            parts = [parts[-1], *parts[:-1]] if self.happens(0.5) else [*parts[1:], parts[0]]
        if native and people in ("MM", "CN"):
            return "".join(parts)
        if people == "MM" and script == "Latn" and self.happens(0.2):
            return "".join(parts).capitalize()
        title = people == "MM" and script == "Latn" and self.happens(self.habits.title)
        return (self.dice.choice(TITLES) if title else "") + " ".join(parts)

    def slip(self, name: str) -> str:
        at = self.dice.randrange(len(name))
        after = name[at + 1 :]
        return self.dice.choice(
            (
                name[:at] + after if len(name) > 3 else name,
                name[:at] + name[at] + name[at:],
                name[:at] + after[:1] + name[at] + after[1:],
            )
        )


def romanised(part: str) -> str:
    from scriptnames.romanisation import romanise

    return romanise(part).capitalize() or part


def without_marks(text: str) -> str:
    flat = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in flat if not unicodedata.combining(c))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--habits", choices=[*sorted(HABITS), "mixed"], default="same")
    options = parser.parse_args()
    habits = mixed(options.seed) if options.habits == "mixed" else HABITS[options.habits]
    maker = Maker(pools(options.source), habits, options.seed)
    with options.target.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS)
        out.writeheader()
        write(out, maker, options.records)


def write(out: csv.DictWriter, maker: Maker, records: int) -> None:
    count = person = 0
    who: dict | None = None
    while count < records:
        sibling = who if who and maker.happens(maker.habits.sibling) else None
        who, person, more = maker.person(sibling), person + 1, True
        for _ in range(4):
            if more and count < records:
                out.writerow({"rec_id": count, "person_id": person, **maker.record(who)})
                count += 1
            more = more and maker.happens(maker.habits.one_more)


if __name__ == "__main__":
    main()
