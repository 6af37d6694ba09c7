"""What was said about telling of some cases: the rows that count, in one question for all.

Read by plain SQL, because the gate asks for them at every way out. What is made of them: `facts`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from fanal.authority import findings
from fanal.authority.failures import WarningsGone
from fanal.cases.models import KIND
from fanal.database.sql import day, db_uuid, db_value, moment, placeholders, rows, uuid_text
from fanal.sharing.queries import attested_rows
from fanal.sharing.queries.attested_rows import GONE

# What was said about telling of a case, in seven tables and one question: what she said, who must
# never know, who overrode her, who is around her, who answers for her, how old she is, who approved
# what goes: not whose account has ended (whom a conflict keeps out since, `_counts` says). Columns
# as `GateRow`, the case first.
_SAID = """
    SELECT case_id, 'consent', id, corrects_id, person_id, made_by_id, giver_id,
           '', CAST(attested_version AS text), '', '', "on", until, withdrawn_on,
           CAST(NULL AS timestamptz), coded, attestation
    FROM cases_consent WHERE case_id IN ({cases})
    UNION ALL
    SELECT case_id, 'never', id, NULL, by_id, NULL, NULL,
           '', '', '', '', NULL, NULL, NULL, NULL, whom, NULL
    FROM sharing_nevertell WHERE case_id IN ({cases})
    UNION ALL
    SELECT case_id, 'override', id, COALESCE(partner_id, team_id), first_id, second_id, team_id,
           ground, purpose, classes, '', NULL, NULL, NULL, at, text, NULL
    FROM sharing_override WHERE case_id IN ({cases}) AND second_id IN (
        SELECT id FROM accounts_user WHERE is_active) AND first_id IN (
        SELECT id FROM accounts_user WHERE is_active)
    UNION ALL
    SELECT case_id, 'approval', sharing_approval.id, partner_id, by_id, NULL, NULL,
           role, CAST(sharing_approval.attested_version AS text), '', '', NULL, NULL, NULL, at,
           classes, sharing_approval.attestation
    FROM sharing_approval JOIN accounts_user ON accounts_user.id = by_id
    WHERE case_id IN ({cases}) AND accounts_user.is_active
    UNION ALL
    SELECT id, 'folder', id, team_id, NULL, NULL, NULL,
           kind, CAST(attested_version AS text), CAST(generation AS text), counts, made, NULL, NULL,
           NULL, NULL, attestation
    FROM keys_folder WHERE id IN ({cases})
    UNION ALL
    SELECT entry.case_id, 'around', entry.id, about_id, made_by_id, NULL, NULL,
           '', '', '', '', NULL, NULL, NULL, NULL, coded, NULL
    FROM cases_entry entry LEFT JOIN cases_personaround kept ON kept.entry_id = entry.id
    WHERE entry.case_id IN ({cases}) AND kind IN ({around})
    UNION ALL
    SELECT case_id, 'decision', id, person_id, first_id, second_id, speaker_id,
           '', CAST(attested_version AS text), '', '', "on", until, ended_on, NULL, coded,
           attestation
    FROM cases_carerdecision WHERE case_id IN ({cases}) AND second_id IN (
        SELECT id FROM accounts_user WHERE is_active) AND first_id IN (
        SELECT id FROM accounts_user WHERE is_active)
    UNION ALL
    SELECT concern.case_id, 'age', aged.person_id, NULL, NULL, NULL, NULL,
           '', '', '', '', NULL, NULL, NULL, NULL, coded, NULL
    FROM cases_caseperson concern
    JOIN people_ageforconsent aged ON aged.person_id = concern.person_id
    WHERE concern.case_id IN ({cases})
"""


class GateRow(NamedTuple):
    """`code`: the answer, the ground, the role of who approves, or "suspect". Of a consent, `by` is
    the person, `second` who recorded it, `area` who of those around her answered, and `given_by`
    ends on whether she agrees too; until it is opened, `whom` is what it corrects and `purpose` the
    version of its attestation, as it is of an approval, of a decision who answers for her and of
    the row of the case in `keys_folder`.
    Of somebody around her and of a decision who
    answers for her, `whom` is the person it is about; `area` is who answers. Of an age, `id` is the
    person. Of an override, `area` is the team that is told.
    `text` is what is sealed. Ids as texts; `by` is "" in the row of the case.
    """

    kind: str
    id: str
    whom: str | None
    by: str
    second: str | None
    area: str | None
    code: str
    purpose: str
    classes: str
    given_by: str
    on: date | None
    until: date | None
    withdrawn_on: date | None
    at: datetime | None
    text: bytes | None
    attestation: bytes | None
    case: str


def rows_of(cases: set[UUID]) -> dict[UUID, list[GateRow]]:
    ids = db_uuid(cases)
    # The ids come back in the form of the database, which differs between SQLite and PostgreSQL.
    called = dict(zip(ids, cases, strict=True))
    by_case: dict[UUID, list[GateRow]] = {id: [] for id in cases}
    around = [db_value(scope.blob) for scope in KIND.in_scopes(cases, ["around"])]
    asked = _SAID.format(cases=placeholders(ids), around=placeholders(around))
    # In the order of `_SAID`: the cases six times, the kind of entry, the cases twice.
    for case, kind, *row in rows(asked, [*ids * 6, *around, *ids * 2]):
        by_case[called[case]].append(_said(called[case], kind, row))
    return {id: _that_count(id, said) for id, said in by_case.items()}


def _that_count(case: UUID, rows: list[GateRow]) -> list[GateRow]:
    counted = list(attested_rows.that_count(rows))
    return counted + [_gone(case, missing) for missing in attested_rows.lacking(rows, counted)]


def _gone(case: UUID, name: str) -> GateRow:
    """What stands in place of a row that somebody deleted: nobody knows whom it was about."""
    ids, codes, days = (None, "", None, None), (name, "", "", ""), (None, None, None, None)
    return GateRow(GONE, "", *ids, *codes, *days, text=None, attestation=None, case=str(case))


def must_be_whole(rows: Iterable[GateRow]) -> None:
    """Raise WarningsGone where somebody deleted a row that says who must never know, or deleted or
    changed one of what she said."""
    for gone_row in only(GONE, rows):
        findings.noted(gone_row.code, UUID(gone_row.case).hex, findings.MISSING)
        raise WarningsGone


def _said(case: UUID, kind: str, row: Sequence[Any]) -> GateRow:
    (id, whom, by, second, area), (code, purpose, classes, given_by) = row[:5], row[5:9]
    (on, until, withdrawn_on, at), (words, attestation) = row[9:13], row[13:]
    return GateRow(
        kind,
        uuid_text(id),
        uuid_text(whom),
        uuid_text(by) or "",
        uuid_text(second),
        uuid_text(area),
        code,
        purpose,
        classes,
        given_by,
        day(on),
        day(until),
        day(withdrawn_on),
        moment(at),
        words,
        attestation,
        str(case),
    )


def only(kind: str, rows: Iterable[GateRow]) -> list[GateRow]:
    return [row for row in rows if row.kind == kind]
