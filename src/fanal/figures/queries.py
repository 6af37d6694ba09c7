"""Reads: the table of a study, what a snapshot says, two of them side by side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext

import unseen
from fanal.core.errors import BadInput
from fanal.core.libraries import own_errors
from fanal.core.thresholds import SMALLEST_LIST
from fanal.core.words import Sentence, Translatable, say
from fanal.figures.models import CodedLink, Snapshot, SnapshotContent, Study, UploadedTable
from fanal.figures.results import people
from fanal.figures.tables import ChosenTable
from fanal.sealed.columns import with_ids
from fanal.sealed.server_key import marked
from fanal.web.words import translated
from unseen import Counted, people_between

if TYPE_CHECKING:
    from unseen import Choices, Lists, Sheet  # need numpy: loaded when they are used

type Given = dict[str, object]  # choices, as a study keeps them: JSON
type Row = dict[str, object]  # of a table on a page
EVERY_ORDER = 99
NOT_OF_THE_ESTIMATE = ("method", "learner")  # choices that are no argument of `unseen.Choices`
NO_CLASS = {"harder": None, "unreachable": 0.0, "dependence": 1.0}
# Of what is quoted: raised when the sentence changes, so that the same choices give a new estimate.
EDITION = 2
MARK = 16  # hexadecimal digits, 64 bits: no two of a million people share one


@own_errors()
def table_of(counted: Counted, study: Study) -> Lists:
    """The lists of the study. Raises BadInput if they are no lists."""
    return unseen.Lists.from_histories(
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
    # The one answer for few and for nobody: a reason that differed would tell one from the other.
    if len(counted.people) < SMALLEST_LIST:
        raise BadInput("counts", say("fewer than {n} people are on these lists", n=SMALLEST_LIST))
    # Until twenty people moved the lists count whom they counted before: one who takes her yes
    # back is not the difference of two numbers.
    counted = as_shown(study, counted) or counted
    must_stand_apart(study, counted)
    return counted


def as_shown(study: Study, counted: Counted) -> Counted | None:
    """What was shown of these lists before the few moved; None where they are many, or nobody."""
    # The latest first: it is what was last shown of these lists.
    for snapshot in snapshots().reverse():
        then = (
            counted_in(snapshot).on(counted.lists)
            if population_key(study) == population_key(snapshot.study)
            else None
        )
        if then and len(then.people) >= SMALLEST_LIST > people_between(counted, then) > 0:
            return then
    return None


def must_stand_apart(study: Study, counted: Counted) -> None:
    """Raise BadInput where too few people lie between these lists and an estimate of others."""
    for snapshot in snapshots():
        # Subtraction is the oldest attack on published counts: two totals that differ by a few
        # people are those few people.
        if snapshot.study_id != study.id and too_near(study, counted, snapshot):
            raise BadInput("counts", too_near_to(snapshot.study))


def snapshots() -> QuerySet[Snapshot]:
    """The estimates from our own links; an uploaded table knows nobody of whom these do."""
    found = Snapshot.objects.filter(study__from_table=False)
    return found.defer("content").select_related("study").order_by("day", "id")


def counted_now(study: Study) -> Counted:
    """Who is on the lists of the study, from the links of today."""
    place = {source: j for j, sources in enumerate(study.lists.values()) for source in sources}
    people: dict[str, int] = {}
    for link in CodedLink.objects.filter(month__gte=study.begins, month__lte=study.ends):
        fact = json.loads(link.fact)
        if fact["source"] in place and counts(fact, study):
            # Marked again, so that what an estimate keeps cannot be joined with the links.
            mark = marked(fact["pseudonym"], "figures.people")[:MARK]
            # A bit for each list: her history is the set of lists that know her.
            people[mark] = people.get(mark, 0) | 1 << place[fact["source"]]
    return Counted(tuple(map(frozenset, study.lists.values())), people)


def counted_in(snapshot: Snapshot) -> Counted:
    """Who was on its lists; for one made before they were noted, who would be today."""
    if not snapshot.people:
        return counted_now(snapshot.study)
    lists = tuple(map(frozenset, snapshot.study.lists.values()))
    return Counted(lists, json.loads(snapshot.people))


def too_near(study: Study, counted: Counted, estimate: Snapshot) -> bool:
    """Whether subtracting the estimate from these lists, or the reverse, leaves too few people.

    The same months, places and people counted again may be the same; others may not: that would
    tell that nobody lies between.
    """
    # Where the population is the same, no difference at all is the same table counted twice.
    least = 1 if population_key(study) == population_key(estimate.study) else 0
    return least <= people_between(counted, counted_in(estimate)) < SMALLEST_LIST


def population_key(study: Study) -> tuple[date, date, str, str]:
    return study.begins, study.ends, study.area, study.who_counts


def too_near_to(study: Study) -> Sentence:
    return say(
        "fewer than {n} people are between these lists and the estimate “{title}”: the two numbers"
        " together would point at them",
        n=SMALLEST_LIST,
        title=study.title,
    )


def counts(fact: dict[str, str], study: Study) -> bool:
    """Whether the link is of the area and of the people that the study is about."""
    within = (
        # With the hyphen of ISO 3166-2: “LA-CH” lies in “LA”, and not in an area called “LA-C”.
        not study.area or fact["area"] == study.area or fact["area"].startswith(f"{study.area}-")
    )
    return within and fact["counts_as"] == study.who_counts


def reason_against(study: Study) -> str | Translatable:
    """Return why no number of these lists is shown, or nothing."""
    if study.from_table:
        return ""
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
def choices_of(given: Given) -> Choices:
    """Return the choices that were given. Raises BadInput for numbers that make no sense."""
    own: dict[str, Any] = {k: v for k, v in given.items() if k not in NOT_OF_THE_ESTIMATE}
    return unseen.Choices(**own)


def complete(given: Given) -> Given:
    """The choices with those that the first studies did not name."""
    return {"method": "all", "order": EVERY_ORDER, "learner": "logistic"} | NO_CLASS | given


def fingerprint(table: Lists, given: Given) -> str:
    """Return the fingerprint of the counts and the choices: equal prints are the same estimate.

    It is keyed: small counts could all be tried, and stand under the server's key.
    """
    return print_of([table.names, sorted(table.counts.items()), of_the_print(given), EDITION])


def fingerprint_of_table(table: ChosenTable, given: Given) -> str:
    """The same of an uploaded table, with its groups and covariates."""
    columns = [table.lists, table.groups, table.year, table.covariates]
    return print_of([columns, table.rows, complete(given), EDITION])


def of_the_print(given: Given) -> Given:
    """Return the choices that go into the print: of our own lists no covariate is known, and what
    learns from them is no choice."""
    return {name: value for name, value in complete(given).items() if name != "learner"}


def print_of(values: list[object]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return marked(hashlib.sha256(text.encode()).hexdigest(), "estimates")


def uploaded(study: Study) -> ChosenTable:
    """The counts of the table that the study was defined from."""
    assert study.table is not None
    return ChosenTable.from_json(study.table)


def sheet_of(table: UploadedTable) -> Sheet:
    values = json.loads(table.content)
    rows = [(line, cells) for line, cells in values["rows"]]
    return unseen.Sheet(tuple(values["heading"]), rows, values["title"])


def side_by_side(left: Snapshot, right: Snapshot) -> list[Row]:
    """Rows that differ or not: label, left, right, in the language of the page."""
    one, two = left.parsed, right.parsed
    rows = [(gettext("People seen"), people(one["figures"]["n"]), people(two["figures"]["n"]))]
    first, second = totals(one), totals(two)
    rows += [
        (label, first.get(label, "–"), second.get(label, "–")) for label in {**first, **second}
    ]
    prints = (left.fingerprint[:12], right.fingerprint[:12])
    rows += [(gettext("fingerprint of counts and choices"), *prints)]
    rows += [(gettext("Choices of this estimate"), as_fixed(left), as_fixed(right))]
    return [{"label": label, "left": a, "right": b, "differs": a != b} for label, a, b in rows]


def totals(content: SnapshotContent) -> dict[str, str]:
    """The numbers of an estimate by what they are of: methods, or groups and their sum."""
    figures = content["figures"]
    if content.get("kind", "lists") == "lists":
        names = sorted(figures["methods"])
        return {translated(unseen.METHODS[name]): total(content, name) for name in names}
    if content["kind"] == "covariates":
        return {gettext("with covariates (doubly robust)"): with_limits(figures)}
    rows = {row["name"]: with_limits(row) for row in figures["rows"]}
    return {**rows, gettext("groups added up"): with_limits(figures["added"])}


def with_limits(row: SnapshotContent) -> str:
    if row["estimate"] is None:
        return gettext("refused")
    return f"{people(row['estimate'])} ({people(row['low'])} – {people(row['high'])})"


def label(snapshot: Snapshot) -> str:
    """Return the day of a snapshot and the beginning of its fingerprint: two of one day are told
    apart."""
    return f"{date_format(snapshot.day)} · {snapshot.fingerprint[:12]}"


def as_fixed(snapshot: Snapshot) -> str:
    return gettext("as registered") if snapshot.as_registered else gettext("not as registered")


def total(content: SnapshotContent, method: str) -> str:
    """Estimate and interval of a method as text; its own page says why there is none."""
    found = content["figures"]["methods"].get(method, {})
    if found.get("refused"):
        return gettext("refused")
    if found.get("estimate") is None:
        return "–"
    low, high = found["interval95"] or (None, None)
    limits = f" ({people(low)} – {people(high)})" if low is not None and high is not None else ""
    return f"{people(found['estimate'])}{limits}"
