"""Short ways to write a case down in a test."""

from datetime import date

from fanal.core.law.assess import assess
from fanal.core.law.case import LawCase, LawPerson, Period, Places, Sex
from fanal.core.law.catalogue import instrument
from fanal.core.law.facts import LawFacts
from fanal.core.law.vocabulary import code, vocabulary


def facts(values):
    """Facts from plain answers: true, false, or None for not known."""
    yes = no = 0
    for name, value in values.items():
        if value is not None:
            bit = code(name).bit
            yes, no = (yes | bit, no) if value else (yes, no | bit)
    return LawFacts(yes, no)


SEXES = {"f": Sex.FEMALE, "m": Sex.MALE, "o": Sex.OTHER, "?": Sex.UNKNOWN}


def person(text):
    """`f 15-17`, `m 30`, `? ?`."""
    sex, age = text.split()
    if age == "?":
        return LawPerson(SEXES[sex])
    low, _, high = age.partition("-")
    return LawPerson(SEXES[sex], int(low), int(high or low))


def places(text):
    """`LA>TH`, `VN>KH>MY`: recruited, moved through, exploited."""
    first, *through, last = text.split(">") if ">" in text else (text, text)
    return Places(frozenset([first]), frozenset(through), frozenset([last]))


def period(text):
    days = [date.fromisoformat(day) for day in text.split()]
    return Period(days[0], days[-1])


def case(who="f 25", where="LA>TH", when="2011-12-01 2011-12-14"):
    return LawCase(person(who), places(where), period(when))


def codes(text):
    """Code names; `*means` stands for every code of that kind."""
    found = []
    for word in text.split():
        kind = word.removeprefix("*")
        found += [c.name for c in vocabulary().values() if c.kind == kind] or [word]
    return found


def recorded(yes="", no=""):
    return facts({**dict.fromkeys(codes(no), False), **dict.fromkeys(codes(yes), True)})


def read(law, yes="", no="", **about):
    return assess(instrument(law), case(**about), recorded(yes, no))


def found(assessment):
    a = assessment
    return " ".join([a.child, a.act, a.means, a.purpose, a.overall])
