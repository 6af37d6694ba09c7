"""Reads: the table of a study, what a snapshot says, two of them side by side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

import unseen
from fanal.core.errors import BadInput
from fanal.core.libraries import own_errors
from fanal.core.words import Sentence, say
from fanal.figures.models import CodedLink, Snapshot, Study
from fanal.sealed_columns import with_ids
from fanal.server_key import marked
from fanal.web.words import translated
from unseen import Counted, Lists, people_between

if TYPE_CHECKING:
    from unseen import Choices

EVERY_ORDER = 99
FEWEST = 20  # people, as of a list that goes to a partner (core.private_linkage.registers)
NO_CLASS = {"harder": None, "unreachable": 0.0, "dependence": 1.0}
# Of what is quoted: raised when the sentence changes, so that the same choices give a new estimate.
EDITION = 2
MARK = 16  # hexadecimal digits, 64 bits: no two of a million people share one


@own_errors()
def table_of(counted: Counted, study: Study) -> Lists:
    """The lists of the study. Raises BadInput if they are no lists."""
    return Lists.from_histories(
        study.lists, (counted.people[mark] for mark in sorted(counted.people))
    )


def counted_for(study: Study) -> Counted:
    """Who is on the lists of the study, from coded links alone; where fewer than 20 people moved
    since an estimate of the same whose lists these are, or are joined of, who was on them then.

    Raises BadInput where they, or what lies between them and an estimate of others, are so few that
    a month, a place and a source point at somebody: for one person as for nobody, or the reason
    would count them.
    """
    counted = counted_now(study)
    if len(counted.people) < FEWEST:
        raise BadInput("counts", say("fewer than {n} people are on these lists", n=FEWEST))
    counted = as_shown(study, counted) or counted
    must_stand_apart(study, counted)
    return counted


def as_shown(study: Study, counted: Counted) -> Counted | None:
    """What was shown of these lists before the few moved; None where they are many, or nobody."""
    for one in snapshots().reverse():
        then = (
            counted_in(one).on(counted.lists)
            if population_key(study) == population_key(one.study)
            else None
        )
        if then and len(then.people) >= FEWEST > people_between(counted, then) > 0:
            return then
    return None


def must_stand_apart(study: Study, counted: Counted) -> None:
    """Raises BadInput where less than a figure lies between these lists and another's estimate."""
    for one in snapshots():
        if one.study_id != study.id and too_near(study, counted, one):
            raise BadInput("counts", too_near_to(one.study))


def snapshots() -> QuerySet[Snapshot]:
    return Snapshot.objects.defer("content").select_related("study").order_by("day", "id")


def counted_now(study: Study) -> Counted:
    """Who is on the lists of the study, from the links of today."""
    place = {source: j for j, sources in enumerate(study.lists.values()) for source in sources}
    people: dict[str, int] = {}
    for link in CodedLink.objects.filter(month__gte=study.begins, month__lte=study.ends):
        fact = json.loads(link.fact)
        if fact["source"] in place and counts(fact, study):
            mark = marked(fact["pseudonym"], "figures.people")[:MARK]
            people[mark] = people.get(mark, 0) | 1 << place[fact["source"]]
    return Counted(tuple(map(frozenset, study.lists.values())), people)


def counted_in(snapshot: Snapshot) -> Counted:
    """Who was on its lists; for one made before they were noted, who would be today."""
    if not snapshot.people:
        return counted_now(snapshot.study)
    lists = tuple(map(frozenset, snapshot.study.lists.values()))
    return Counted(lists, json.loads(snapshot.people))


def too_near(study: Study, counted: Counted, estimate: Snapshot) -> bool:
    """Whether the estimate subtracted from these lists, or they from it, is less than a figure.

    The same months, places and people counted again may be the same; others may not: that would
    tell that nobody lies between.
    """
    least = 1 if population_key(study) == population_key(estimate.study) else 0
    return least <= people_between(counted, counted_in(estimate)) < FEWEST


def population_key(study: Study) -> tuple[Any, ...]:
    return study.begins, study.ends, study.area, study.who_counts


def too_near_to(study: Study) -> Sentence:
    return say(
        "fewer than {n} people are between these lists and the estimate “{title}”: the two numbers"
        " together would point at them",
        n=FEWEST,
        title=study.title,
    )


def counts(fact: dict[str, str], study: Study) -> bool:
    """Whether the link is of the area and of the people that the study is about."""
    within = (
        not study.area or fact["area"] == study.area or fact["area"].startswith(f"{study.area}-")
    )
    return within and fact["counts_as"] == study.who_counts


def reason_against(study: Study) -> str | Sentence:
    """Why no number of these lists is shown, or nothing."""
    try:
        table_of(counted_for(study), study)
    except BadInput as problem:
        return problem.why
    return ""


def sources() -> list[str]:
    """Codes of all sources that have a link."""
    return sorted({json.loads(fact)["source"] for fact in facts()})


def facts() -> Iterable[str]:
    return [fact for _id, fact in with_ids(CodedLink.objects.order_by(), "fact")]


@own_errors()
def choices_of(given: dict[str, Any]) -> Choices:
    """Raises BadInput for numbers that make no sense."""
    return unseen.Choices(**{name: value for name, value in given.items() if name != "method"})


def complete(given: dict[str, Any]) -> dict[str, Any]:
    """The choices with those that the first studies did not name."""
    return {"method": "all", "order": EVERY_ORDER} | NO_CLASS | given


def check_choices(given: dict[str, Any], lists: int) -> None:
    """Raises BadInput for what the chosen method cannot do."""
    choices, method = choices_of(given), complete(given)["method"]
    with own_errors():
        unseen.check_method(method, lists, choices.order)


def fingerprint(table: Lists, given: dict[str, Any]) -> str:
    """Of the counts and the choices: equal prints are the same estimate. Keyed: small counts could
    all be tried, and stand under the server's key."""
    rows = sorted(table.counts.items())
    told = [table.names, rows, complete(given), EDITION]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return marked(hashlib.sha256(text.encode()).hexdigest(), "estimates")


def side_by_side(left: Snapshot, right: Snapshot) -> list[dict[str, Any]]:
    """Rows that differ or not: label, left, right, in the language of the page."""
    one, two = left.said, right.said
    rows = [(gettext("People seen"), one["figures"]["n"], two["figures"]["n"])]
    names = sorted({*one["figures"]["methods"], *two["figures"]["methods"]})
    rows += [
        (translated(unseen.METHODS[name]), total(one, name), total(two, name)) for name in names
    ]
    prints = (left.fingerprint[:12], right.fingerprint[:12])
    rows += [(gettext("fingerprint of counts and choices"), *prints)]
    rows += [(gettext("Choices of this estimate"), as_fixed(left), as_fixed(right))]
    return [{"label": label, "left": a, "right": b, "differs": a != b} for label, a, b in rows]


def label(snapshot: Snapshot) -> str:
    """Its day and the beginning of its fingerprint: two of one day are told apart."""
    return f"{date_format(snapshot.day)} · {snapshot.fingerprint[:12]}"


def as_fixed(snapshot: Snapshot) -> str:
    return gettext("as registered") if snapshot.as_registered else gettext("not as registered")


def total(said: dict[str, Any], method: str) -> str:
    """Estimate and interval of a method as text; its own page says why there is none."""
    found = said["figures"]["methods"].get(method, {})
    if found.get("refused"):
        return gettext("refused")
    if found.get("estimate") is None:
        return "–"
    low, high = found["interval95"] or (None, None)
    limits = (
        f" ({format_count(low)} – {format_count(high)})"
        if low is not None and high is not None
        else ""
    )
    return f"{format_count(found['estimate'])}{limits}"


def format_count(number: float) -> str:
    return number_format(round(number), force_grouping=True)
