"""What a safety form or a follow-up keeps of every answer to its question of danger."""

from collections.abc import Mapping
from typing import Any

from fanal.core.casework.answers import is_value, load
from fanal.core.casework.entry_statements import ASKED, SAID
from fanal.core.casework.state_entries import FREE
from fanal.core.casework.statements import SaidAt


def kept_said(
    kind: str, answers: Mapping[str, Any], before: Mapping[str, Any], *, at: SaidAt, by: str
) -> list[dict[str, Any]]:
    """The answers to the question of danger that an entry keeps: those of before, and a new one
    where another answer was given. An empty answer takes none away.
    """
    answers_kept: list[dict[str, Any]] = list(before.get(SAID, ()))
    if kind not in ASKED:
        return answers_kept
    name, _danger = ASKED[kind]
    was, now = load(before.get(name)), load(answers.get(name))
    source = load(answers.get("said_by"))
    if not answers_kept and is_value(was):  # an entry of before: its day is that of the entry
        answers_kept.append({"answer": was})
    last = answers_kept[-1]["answer"] if answers_kept else None
    # Saved again unchanged, it is no new word: the hour at which she said it stays.
    if is_value(now) and now != last:
        answers_kept[-1:] = [_as_answered(one, before) for one in answers_kept[-1:]]
        new = {"answer": now, "at": at.isoformat(), "by": by}
        answers_kept.append(new | ({"said_by": str(source)} if is_value(source) else {}))
    return answers_kept


def _as_answered(answer_kept: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer that another follows, with whether she was free to give this one."""
    free = load(before.get(FREE.name))
    return answer_kept | ({FREE.name: free} if is_value(free) else {})
