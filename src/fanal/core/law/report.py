"""An assessment as plain data for other programs, and as lines for a reader."""

from collections.abc import Callable, Iterator
from typing import Any

from fanal.core.law.assess import Assessment
from fanal.core.law.deciding_unknowns import settle_by_name
from fanal.core.law.explain import because
from fanal.core.law.instruments import ELEMENTS
from fanal.core.law.wording import BRANCHES, FINDINGS
from fanal.core.words import Sentence, say

Speak = Callable[[Sentence], str]


def as_data(assessment: Assessment, speak: Speak = str) -> dict[str, Any]:
    """The nine entries of one instrument in `fanal law assess --json`."""
    return {
        "applies": assessment.applies,
        "version": assessment.version.name,
        "child": assessment.child.value,
        "act": assessment.act.value,
        "means": assessment.means.value,
        "purpose": assessment.purpose.value,
        "overall": assessment.overall.value,
        "because": [speak(sentence) for sentence in because(assessment)],
        "settle": settle_by_name(assessment),
    }


def as_lines(
    assessment: Assessment, shown: int = 6, *, speak: Speak = str, language: str = "en"
) -> Iterator[str]:
    """A paragraph for a terminal: the elements, why, and what would settle it."""
    data = as_data(assessment, speak)
    findings_text = {name: speak(FINDINGS[data[name]]) for name in (*ELEMENTS, "child", "overall")}
    found = "  ".join(f"{speak(BRANCHES[name])} {findings_text[name]}" for name in ELEMENTS)
    yield f"{assessment.instrument.id} ({assessment.instrument.short[language]}, {data['version']})"
    values = {"found": found, "child": findings_text["child"], "overall": findings_text["overall"]}
    line = say("elements recorded: {found}  child {child}  overall {overall}", **values)
    yield f"  {speak(line)}"
    for sentence in data["because"]:
        yield f"    {sentence}"
    # With little recorded there are hundreds of sets of the same size: a terminal shows some and
    # says how many are left.
    for codes in data["settle"][:shown]:
        yield f"    {speak(say('would settle it: {codes}', codes=' + '.join(codes)))}"
    if len(data["settle"]) > shown:
        more = len(data["settle"]) - shown
        yield f"    {speak(say('and {n} other sets of the same size', n=more))}"
