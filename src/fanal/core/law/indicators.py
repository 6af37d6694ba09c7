"""ILO operational indicators as a second reading, beside the law and never part of it.

Six dimensions of strong, medium and weak indicators; a dimension is positive with two strong, or
one strong and one other, or three medium, or two medium and one weak (ILO and European Commission
2009, WCMS_105023, p. 3). Unknown indicators leave a dimension undetermined when they could still
make it positive.

The eleven indicators of forced labour (ILO, 2012) stand beside Convention 29 and are no part of the
law. They have no weights: one alone may be enough, or several together. Nothing is concluded; it is
said how many are recorded as present, and of how many nothing is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from fanal.core.calendars.ages import ADULT_AT
from fanal.core.data_files.toml_tables import shipped
from fanal.core.errors import BadInput, Refused
from fanal.core.law.case import LawPerson
from fanal.core.law.vocabulary import LAW
from fanal.core.words import Sentence, say

Weight = Literal["strong", "medium", "weak"]
Group = Literal["adult", "child"]
Field = Literal["labour", "sexual"]
Positive = Literal["positive", "negative", "undetermined"]


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    text: Mapping[str, str]
    weights: Mapping[Group, Weight]


@dataclass(frozen=True, slots=True)
class Dimension:
    key: str
    name: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """`counts`: strong, medium and weak indicators recorded as present, by dimension.
    `forced_labour`: what is recorded of the eleven indicators of forced labour, beside these."""

    dimensions: Mapping[str, Positive]
    counts: Mapping[str, Mapping[Weight, int]]
    overall: Positive
    says: Sentence
    forced_labour: Sentence | None = None


def list_for(person: LawPerson) -> Group | None:
    """Return which list is read of her; None where her age does not say whether she was a child."""
    if person.oldest_recruited < ADULT_AT:
        return "child"
    return "adult" if person.youngest >= ADULT_AT else None


@cache
def dimensions(field: Field) -> tuple[Dimension, ...]:
    rows = shipped(LAW, f"ilo_{field}.toml")["dimension"]
    return tuple(
        Dimension(row["key"], row["name"], tuple(indicator(i) for i in row["indicator"]))
        for row in rows
    )


def indicator(row: Mapping[str, Any]) -> Indicator:
    groups: tuple[Group, ...] = ("adult", "child")
    weights: dict[Group, Weight] = {}
    for group in groups:
        weight = row.get(group)
        if weight in ("strong", "medium", "weak"):
            weights[group] = weight
    return Indicator(row["code"], row["text"], weights)


def read(field: Field, group: Group, answers: Mapping[str, bool | None]) -> IndicatorReading:
    """Read answers by `dimension.indicator`; a code left out is unknown.

    Raises BadInput for an unknown code, Refused when the list has no weights yet.
    """
    lists = dimensions(field)
    # An empty list would find every dimension negative: no finding at all is better than that one.
    if not any(d.indicators for d in lists):
        raise Refused(say("the weights for sexual exploitation are not filled in; see WCMS_105023"))
    known = {f"{d.key}.{i.code}" for d in lists for i in d.indicators}
    if strangers := sorted(set(answers) - known):
        raise BadInput(strangers[0], say("no such indicator"))
    by_dimension = {d.key: one(d, group, answers) for d in lists}
    counts = {d.key: count(d, group, answers, unknown=False) for d in lists}
    combine = child_rule if group == "child" else adult_rule
    overall, says = combine(by_dimension)
    return IndicatorReading(by_dimension, counts, overall, says)


def one(dimension: Dimension, group: Group, answers: Mapping[str, bool | None]) -> Positive:
    if is_positive(count(dimension, group, answers, unknown=False)):
        return "positive"
    # Present indicators only ever add up, so taking every unknown as present gives the upper
    # bound.
    still = is_positive(count(dimension, group, answers, unknown=True))
    return "undetermined" if still else "negative"


def count(
    dimension: Dimension, group: Group, answers: Mapping[str, bool | None], *, unknown: bool
) -> dict[Weight, int]:
    """Return how many are present, with the unknown ones counted as `unknown` says."""
    found: dict[Weight, int] = {"strong": 0, "medium": 0, "weak": 0}
    for entry in dimension.indicators:
        answer = answers.get(f"{dimension.key}.{entry.code}")
        present = unknown if answer is None else answer
        if present and group in entry.weights:
            found[entry.weights[group]] += 1
    return found


def is_positive(counts: Mapping[Weight, int]) -> bool:
    strong, medium, weak = counts["strong"], counts["medium"], counts["weak"]
    return (
        strong >= 2
        or (strong == 1 and medium + weak >= 1)
        or medium >= 3
        or (medium == 2 and weak >= 1)
    )


def adult_rule(found: Mapping[str, Positive]) -> tuple[Positive, Sentence]:
    """Deceptive, coercive or abusive recruitment, and exploitation, and coercion at work."""
    recruited = either(
        found["deceptive_recruitment"],
        found["coercive_recruitment"],
        found["abuse_of_vulnerability_recruitment"],
    )
    exploited, coerced = found["exploitation"], found["coercion_destination"]
    overall = both(recruited, exploited, coerced)
    # Where she was exploited and the rest is absent, "negative" alone would read as if nothing had
    # been done to her.
    if overall != "negative" or exploited != "positive":
        return overall, summary(overall)
    if recruited == "positive":
        return overall, say("indicators of deception and exploitation, without coercion at work")
    if recruited == "undetermined":
        return overall, say("indicators of exploitation; of the recruitment not enough is known")
    return overall, say("indicators of exploitation only")


def child_rule(found: Mapping[str, Positive]) -> tuple[Positive, Sentence]:
    """Return the rule for a child: no means is asked, exploitation is enough, the act being read
    under the law."""
    return found["exploitation"], summary(found["exploitation"])


def summary(overall: Positive) -> Sentence:
    return {
        "positive": say("the indicators of trafficking for labour are recorded as present"),
        "negative": say("the indicators of trafficking for labour are recorded as absent"),
        "undetermined": say("the indicators recorded so far decide nothing"),
    }[overall]


def either(*parts: Positive) -> Positive:
    if "positive" in parts:
        return "positive"
    return "undetermined" if "undetermined" in parts else "negative"


def both(*parts: Positive) -> Positive:
    if "negative" in parts:
        return "negative"
    return "undetermined" if "undetermined" in parts else "positive"


PREFIX = "forced_labour"


@cache
def forced_labour_indicators() -> Mapping[str, Mapping[str, str]]:
    """Return each by `forced_labour.code`, with its words by language."""
    rows = shipped(LAW, "ilo_forced_labour.toml")["indicator"]
    return {f"{PREFIX}.{row['code']}": row["text"] for row in rows}


def forced_labour_says(answers: Mapping[str, bool | None]) -> Sentence | None:
    """Return how many are present; None where none was answered. Other codes are left alone."""
    known = forced_labour_indicators()
    known_answers = [answers[code] for code in known if answers.get(code) is not None]
    # Silence is not "0 of 11": nobody has looked yet.
    if not known_answers:
        return None
    return say(
        "Forced labour: {n} of {of} indicators recorded as present, {unknown} not known",
        n=sum(map(bool, known_answers)),
        of=len(known),
        unknown=len(known) - len(known_answers),
    )
