"""What one country says of care after an act: from `country_rules.toml`, and from a file in which
an organisation writes what it knows of its own countries. No figure stands for a country of which
nobody has read a rule: there the general window holds, and the page says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from fanal.core.care.windows import MOST, MedicalWindow, WindowKind, medical_windows
from fanal.core.data_files.toml_tables import TomlTable, Words, read_each, shipped_text
from fanal.core.errors import BadInput
from fanal.core.law.basis import Basis, read_basis, read_source
from fanal.core.law.countries import read_country
from fanal.core.words import Sentence, say


class RuleAbout(StrEnum):
    """A window by its code, or what else a country decides."""

    FORENSIC = "forensic"
    HEPATITIS = "hepatitis"
    HIV = "hiv"
    CONTRACEPTION = "contraception"
    INFECTIONS = "infections"
    EXAMINING = "examining"
    REPORT = "report"

    def sentence(self) -> Sentence:
        return ABOUT_SAYS.get(self) or WindowKind(self).sentence()


A = RuleAbout
ABOUT_SAYS = {
    A.EXAMINING: say("who may examine her"),
    A.REPORT: say("whether the medicine against HIV needs a report to the police"),
}
ASKED = (A.FORENSIC, A.HEPATITIS, A.EXAMINING, A.REPORT)  # of every country
NO_RULE = say("no rule of this country is on file: ask a physician")
NOT_CHECKED = say("not yet checked by a physician of the country")
SAID_BY = {
    "S": say("{source}: read"),
    "X": say("{source}: told by another source"),
    "K": say("{source}: not confirmed, ask a physician"),
}


@dataclass(frozen=True, slots=True)
class CountryRule:
    """A rule of one country: one fact. `hours`: of a window; `site`: of forensic samples, where the
    traces are; `who`: may examine; `needed`: a report. `checked_by`, `checked_on`: a physician of
    the country."""

    country: str
    about: RuleAbout
    basis: Basis
    hours: int | None = None
    site: Words | None = None
    who: Words | None = None
    needed: bool | None = None
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """What it is a rule of: another one of the same place replaces it."""
        return self.country, self.about, self.site["en"] if self.site else ""

    def sentence(self) -> Sentence | None:
        """Return what it says, where it is not `who`."""
        if self.hours is not None:
            return say("{n} hours after it", n=self.hours)
        if self.needed is None:
            return None
        return say("a report is needed") if self.needed else say("no report is needed")

    def how_sure(self) -> Sentence:
        return Sentence(SAID_BY[self.basis.sure].template, {"source": self.basis.source})

    def checked(self) -> Sentence:
        if not self.checked_by:
            return NOT_CHECKED
        return say("checked by {who} on {day}", who=self.checked_by, day=self.checked_on)

    def window(self) -> MedicalWindow:
        """The medical window that this rule defines; only for a rule with hours."""
        kind = WindowKind(self.about)
        evidence = self.about is A.FORENSIC
        return MedicalWindow(kind, self.basis, self.hours, evidence, self.country, self.site)


@dataclass(frozen=True, slots=True)
class CountryAnswer:
    """What is on file of one question that is asked of a country; where nothing is, `none`."""

    about: RuleAbout
    rules: tuple[CountryRule, ...]

    @property
    def none(self) -> Sentence:
        return NO_RULE


def answers_of(country: str, rules: Iterable[CountryRule]) -> list[CountryAnswer]:
    """The questions that are asked of every country, and what else is on file of this one."""
    known = [rule for rule in rules if rule.country == country]
    more = [
        rule_about
        for rule_about in RuleAbout
        if rule_about not in ASKED and any(r.about is rule_about for r in known)
    ]
    return [
        CountryAnswer(about, tuple(one for one in known if one.about is about))
        for about in (*ASKED, *more)
    ]


def windows_in(countries: Sequence[str], rules: Iterable[CountryRule]) -> tuple[MedicalWindow, ...]:
    """Return the windows of these countries, and the general window where none of
    them has a rule."""
    of_country = tuple(
        rule.window() for rule in rules if rule.hours is not None and rule.country in countries
    )
    kinds = {one.kind for one in of_country}
    # With two countries both windows are shown: which of the two applies is for a physician.
    return tuple(one for one in medical_windows() if one.kind not in kinds) + of_country


# ── Reading ──────────────────────────────────────────────────────────────────
@cache
def shipped_rules() -> tuple[CountryRule, ...]:
    text = shipped_text("fanal.core.care", "country_rules.toml")
    return read_rules("country_rules.toml", text)


def with_own(own: Iterable[CountryRule]) -> tuple[CountryRule, ...]:
    """Return our rules and those of the organisation, which replace ours of the same place."""
    own = tuple(own)
    places = {one.place for one in own}
    # By place and not by the whole country: what the organisation says nothing of stays as we ship
    # it.
    return tuple(rule for rule in shipped_rules() if rule.place not in places) + own


def rules_in_file(path: str) -> tuple[CountryRule, ...]:
    """Return the rules of the file named in the settings; none where no file is
    named. Raises BadInput."""
    if not path:
        return ()
    try:
        return read_rules(path, Path(path).read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput(path, say("the file is not UTF-8 text")) from None
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise BadInput(path, say("cannot be read: {why}", why=why)) from None


def read_rules(file: str, text: str) -> tuple[CountryRule, ...]:
    """Return the rules of a file. Raises BadInput with `file:line` and the reason
    when it is malformed."""
    return read_each(file, text, "rule", _read, "about", lambda one: (one.about, *one.place))


def _read(row: TomlTable) -> CountryRule:
    row.only(
        "country",
        "about",
        "hours",
        "site",
        "who",
        "needed",
        "source",
        "sure",
        "checked_by",
        "checked_on",
    )
    country = read_country(row)
    about = row.member("about", RuleAbout, say("nothing a country decides"))
    source = read_source(row)
    if isinstance(source, str) and not source.strip():
        row.wrong("source", say("source is empty"))
    return _rule_of_row(row, country, about)


def _rule_of_row(row: TomlTable, country: str, about: RuleAbout) -> CountryRule:
    """Return the rule of one row. Refuses a value that says nothing of what the row is about."""
    says = {A.EXAMINING: "who", A.REPORT: "needed"}.get(about, "hours")
    for key in ("hours", "who", "needed"):
        if key != says and key in row.values:
            row.wrong(key, say("{key} says nothing of {about}", key=key, about=about))
    if "site" in row.values and about is not A.FORENSIC:
        row.wrong("site", say("{key} says nothing of {about}", key="site", about=about))
    checked_by, checked_on = _checked(row)
    return CountryRule(
        country,
        about,
        read_basis(row),
        row.number("hours", 1, MOST) if says == "hours" else None,
        row.words("site") if "site" in row.values else None,
        row.words("who") if says == "who" else None,
        row.truth("needed") if says == "needed" else None,
        checked_by,
        checked_on,
    )


def _checked(row: TomlTable) -> tuple[str, date | None]:
    by, on = row.string("checked_by", ""), row.day("checked_on")
    # A check without a day cannot be seen to be old.
    if bool(by) != (on is not None):
        row.wrong("checked_by", say("checked_by and checked_on stand together"))
    return by, on
