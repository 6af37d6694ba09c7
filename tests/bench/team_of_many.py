"""A team with many people in its search rows, written as the application writes them.

Only the rows that a search reads are made: the keys of a hundred thousand files would take an hour.
With NAMES_BENCHMARK (a parquet file with the columns of `fanal names dedupe` and person_id, or
several, parquet or CSV, with a colon between) people are the first record of each, and asked for by
another; without, they are the made-up population of the library of names. Of several files the later ones only
fill up what is wanted.
"""

import os
import random
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import duckdb
from made_population import people

from fanal.core.calendars import Interval
from fanal.people.models import Person, SearchRow
from fanal.people.search_entries import content, search_folder
from scriptnames import Born, facts


@dataclass(frozen=True)
class Told:
    """What one office wrote of one person."""

    name: str
    nickname: str = ""
    born: Interval | None = None
    estimated: bool = False
    place: str = ""
    sex: str = ""
    nationality: str = ""
    phone: str = ""

    def content(self):
        names = [{"text": self.name, "kind": "as_said"}]
        names += [{"text": self.nickname, "kind": "nickname"}] if self.nickname else []
        births = (
            [
                {
                    "source": "appearance" if self.estimated else "herself",
                    "from": self.born.earliest.isoformat(),
                    "to": self.born.latest.isoformat(),
                }
            ]
            if self.born
            else []
        )
        said = {"origin": self.place, "gender": self.sex, "citizenship": self.nationality}
        return content(names, births, said | {"telephone": self.phone})

    def asked(self, *, facts_too=True):
        """The arguments of a search."""
        known = facts(
            place=self.place, sex=self.sex, nationality=self.nationality, phone=self.phone
        )
        born = Born(self.born, self.estimated) if self.born else None
        return {"born": born} | ({"known": known, "called": self.nickname} if facts_too else {})


def fill(cast, told):
    """A file and a search row for each, in the team of Bangkok; the files in the same order."""
    ring, user = cast.ring(cast.sokha), cast.sokha
    folder, made = search_folder(cast.bangkok, ring), []
    for start in range(0, len(told), 5000):
        some = told[start : start + 5000]
        batch = [
            Person(team=cast.bangkok, code_name="Blue Heron 42", made_by=user, made_on=date.today())
            for _ in some
        ]
        rows = []
        for person, one in zip(batch, some, strict=True):
            row = SearchRow(id=uuid4(), person=person, team=cast.bangkok, folder=folder)
            row.seal(ring, one.content())
            rows.append(row)
        Person.objects.bulk_create(batch)
        SearchRow.objects.bulk_create(rows)
        made += batch
    return made


def population(count):
    """People in no order, and for some of them (by place) what a second office wrote."""
    if path := os.environ.get("NAMES_BENCHMARK"):
        return _from_files(path.split(":"), count)
    first, again = people(count, seed=21), people(count, seed=21, slips=True)
    asked = random.Random(2).sample(range(count), 300)
    return [_made(one) for one in first], {at: _made(again[at]) for at in asked}


def _made(one):
    return Told(one.name, born=one.birth.span, place=one.place)


def _from_files(paths, count):
    first, second = {}, {}
    for path in paths:
        wanted = count - len(first)
        for who, *said in _records(path, 2 * wanted) if wanted > 0 else ():
            if (path, who) in first:
                second.setdefault((path, who), said)
            elif len(first) < count:
                first[path, who] = said
    order = random.Random(5).sample(sorted(first), len(first))
    places = {who: at for at, who in enumerate(order)}
    asked = random.Random(2).sample(sorted(second), min(300, len(second)))
    return [_read(first[w]) for w in order], {places[w]: _read(second[w]) for w in asked}


def _records(path, most):
    source = "read_csv($1, all_varchar = true)" if path.endswith(".csv") else "read_parquet($1)"
    return duckdb.sql(
        f"select person_id, name, nickname, dob, birth_year, age_quality, province, sex,"
        f" nationality, phone from {source} order by cast(rec_id as bigint) limit {most}",
        params=[path],
    ).fetchall()


def _read(said):
    name, nickname, dob, year, quality, place, sex, nationality, phone = said
    born = None
    if dob:
        day = date.fromisoformat(str(dob)[:10])
        born = Interval(day, day)
    elif year:
        born = Interval(date(int(year), 1, 1), date(int(year), 12, 31))
    said = (text or "" for text in (place, sex, nationality, phone))
    return Told(name, nickname or "", born, quality == "est", *said)
