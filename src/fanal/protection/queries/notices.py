"""What is known of a recovery and reflection period, for the notice that `fanal.papers` prints."""

from __future__ import annotations

from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.due import period_ends
from fanal.core.protection.kinds import RecordKind
from fanal.papers.queries.facts import FactQuery, day_in_words
from fanal.protection.queries.facts import records_of


def recovery_on_paper(asked: FactQuery) -> dict[str, str]:
    """From when until when she has it, and by which rule; nothing where she took none, or where
    the reader has no key to what was saved of it. A rule that nobody confirmed is not told her as
    one that holds, nor a last day that is only counted by it: both stay blank for a lawyer."""
    rows = records_of([asked.paper.case_id]).filter(person=asked.paper.person_id)
    hers = [row for row in rows if row.record_kind is RecordKind.RECOVERY]
    last = max(hers, key=lambda one: one.number, default=None)
    if last is None or last.try_unseal(asked.ring) is None:
        return {}
    told = last.recorded()
    if (ends := period_ends(told)) is None:
        return {}
    rule = clock(ClockStep.RECOVERY, told.codes.get("country", ""))
    holds = rule.of_country and rule.basis.confirmed
    return {
        "reflection_from": day_in_words(told.on.isoformat()),
        "reflection_until": day_in_words(ends.isoformat()) if told.due or holds else "",
        "reflection_rule": rule.basis.source if holds else "",
    }
