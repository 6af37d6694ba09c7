"""The eleven indicators of forced labour (ILO, 2012), beside Convention 29 and no part of the law.

They have no weights: one alone may be enough, or several together. Nothing is concluded; it is said
how many are recorded as present, and of how many nothing is known.
"""

from collections.abc import Mapping
from functools import cache

from fanal.core.data_files.toml_tables import shipped
from fanal.core.law.vocabulary import LAW
from fanal.core.words import Sentence, say

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
