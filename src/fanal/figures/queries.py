"""Reads: the table of a study, what a snapshot says, two of them side by side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from fanal.core.errors import BadInput
from fanal.core.prevalence.lists import Table, from_histories
from fanal.core.words import Sentence, say
from fanal.figures.models import CodedLink, Snapshot, Study
from fanal.server_key import marked
from fanal.web.words import translated

if TYPE_CHECKING:
    from fanal.core.prevalence.methods import Choices

EVERY_ORDER = 99
FEWEST = 20  # people, as of a list that goes to a partner (core.names.between.registers)


def table_of(study: Study) -> Table:
    """The lists of the study, from coded links alone. Raises BadInput if they are no lists, and
    where they hold so few people that a month, a place and a source point at somebody: for one
    person as for nobody, or the reason would count them.
    """
    place = {source: j for j, sources in enumerate(study.lists.values()) for source in sources}
    histories: dict[str, int] = {}
    for link in CodedLink.objects.filter(month__gte=study.begins, month__lte=study.ends):
        fact = json.loads(link.fact)
        if fact["source"] in place and counts(fact, study):
            bit = 1 << place[fact["source"]]
            histories[fact["pseudonym"]] = histories.get(fact["pseudonym"], 0) | bit
    if len(histories) < FEWEST:
        raise BadInput("counts", say("fewer than {n} people are on these lists", n=FEWEST))
    return from_histories(study.lists, (histories[p] for p in sorted(histories)))


def counts(fact: dict[str, str], study: Study) -> bool:
    """Whether the link is of the area and of the people that the study is about."""
    within = (
        not study.area or fact["area"] == study.area or fact["area"].startswith(f"{study.area}-")
    )
    return within and fact["counts_as"] == study.who_counts


def table_or_reason(study: Study) -> tuple[Table | None, str | Sentence]:
    try:
        return table_of(study), ""
    except BadInput as problem:
        return None, problem.why


def sources() -> list[str]:
    """Codes of all sources that have a link."""
    return sorted({json.loads(fact)["source"] for fact in facts()})


def facts() -> Iterable[str]:
    return CodedLink.objects.values_list("fact", flat=True)


def choices_of(given: dict[str, Any]) -> Choices:
    """Raises BadInput for numbers that make no sense."""
    from fanal.core.prevalence.methods import Choices

    return Choices(**{name: value for name, value in given.items() if name != "method"})


def complete(given: dict[str, Any]) -> dict[str, Any]:
    """The choices with method and order, which the first studies did not name."""
    return {"method": "all", "order": EVERY_ORDER} | given


def check_choices(given: dict[str, Any], lists: int) -> None:
    """Raises BadInput for what the chosen method cannot do."""
    choices, method = choices_of(given), complete(given)["method"]
    from fanal.core.prevalence.methods import check_method

    check_method(method, lists, choices.order)


def fingerprint(table: Table, given: dict[str, Any]) -> str:
    """Of the counts and the choices: equal prints are the same estimate. Keyed: small counts could
    all be tried, and stand under the server's key."""
    rows = sorted(table.counts.items())
    text = json.dumps([table.names, rows, given], sort_keys=True, ensure_ascii=False)
    return marked(hashlib.sha256(text.encode()).hexdigest(), "estimates")


def side_by_side(left: Snapshot, right: Snapshot) -> list[dict[str, Any]]:
    """Rows that differ or not: label, left, right, in the language of the page."""
    from fanal.core.prevalence.methods import NAMES

    one, two = left.said, right.said
    rows = [(gettext("People seen"), one["figures"]["n"], two["figures"]["n"])]
    names = sorted({*one["figures"]["methods"], *two["figures"]["methods"]})
    rows += [(translated(NAMES[name]), total(one, name), total(two, name)) for name in names]
    prints = (left.fingerprint[:12], right.fingerprint[:12])
    rows += [(gettext("fingerprint of counts and choices"), *prints)]
    rows += [(gettext("Choices of this estimate"), as_fixed(left), as_fixed(right))]
    return [{"label": label, "left": a, "right": b, "differs": a != b} for label, a, b in rows]


def named(snapshot: Snapshot) -> str:
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
    limits = f" ({people(low)} – {people(high)})" if low is not None and high is not None else ""
    return f"{people(found['estimate'])}{limits}"


def people(number: float) -> str:
    return number_format(round(number), force_grouping=True)
