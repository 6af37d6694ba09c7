"""What a decision says elsewhere as well: on her status, on the page of the law, from which follows
what may begin; on a recovery and reflection period, where its end is counted."""

from collections.abc import Mapping

from fanal.accounts.models import User
from fanal.core.casework.answers import is_value, load
from fanal.core.justice import codes
from fanal.core.justice.kinds import JusticeKind
from fanal.core.law.findings import HumanFinding, Status, Step, latest_findings
from fanal.core.protection.codes import NO_PERIOD, TAKES
from fanal.core.protection.kinds import RecordKind
from fanal.identification.access import Concern
from fanal.identification.actions.recording import BodyFinding, keep_finding
from fanal.identification.models import Finding
from fanal.identification.sealed_findings import finding_from
from fanal.justice.models import JusticeRecord
from fanal.keys.ring import Ring
from fanal.protection.actions.recording import record as record_protection
from fanal.protection.queries.proposals import newest

FOUND_BY_STATUS = {
    codes.PROVISIONAL: (Step.PRESUMED, Status.POSSIBLE),
    codes.RECOGNISED: (Step.IDENTIFIED, Status.ACTUAL),
    codes.REFUSED: (Step.REFUSED, Status.NOT),
    codes.WITHDRAWN: (Step.REVOKED, Status.NOT),
}
FOUND_BY_NEWS = {
    codes.APPEALED: (Step.APPEALED, Status.NOT),
    codes.GRANTED_ON_APPEAL: (Step.IDENTIFIED, Status.ACTUAL),
}
# What ends an appeal, and changes nothing of what was decided.
STANDS_AGAIN = frozenset({codes.REFUSED_ON_APPEAL, codes.APPEAL_WITHDRAWN})


def find_as_well(row: JusticeRecord, values: Mapping[str, object], by: User, ring: Ring) -> None:
    """Keep as a finding what was decided, unless the same stands there already."""
    match row.record_kind:
        case JusticeKind.STATUS:
            found, decided = FOUND_BY_STATUS.get(row.coded["status"]), values
        case JusticeKind.STATUS_NEWS if row.under:
            # Of the body that decided first, whose finding it takes the place of.
            found, decided = _found_by_news(row, row.under), row.under.unseal(ring)
        case _:
            return
    body = _text(decided, "decided_by")
    # Before this was asked, a decision said only in words who had decided.
    if found is None or not body:
        return
    step, status = found
    told: BodyFinding = {
        "step": step,
        "status": status,
        "body": body,
        "found_on": row.on,
        "country": row.proceeding.country,
        "reason": _text(values, "words") or _text(decided, "words"),
        "document": _text(decided, "reference"),
    }
    concern = Concern(row.case, row.proceeding.person, writes=True)
    if not _stands(concern, told, ring, again=row.under is not None):
        keep_finding(concern=concern, by=by, ring=ring, **told)


# What an authority answers to a period that was asked for in her name.
DECIDED_BY_NEWS = {codes.GRANTED: TAKES, codes.REFUSED: NO_PERIOD}


def keep_period(row: JusticeRecord, by: User, ring: Ring) -> None:
    """Record a recovery and reflection period that was granted or refused, unless it stands so
    already: else her case goes on asking whether anybody offered it to her."""
    asked = row.under
    if asked is None or asked.coded.get("measure") != codes.REFLECTION:
        return
    decision = DECIDED_BY_NEWS.get(row.coded["news"])
    of = row.proceeding
    last = newest(row.case, RecordKind.RECOVERY, of.person)
    ends = row.due or asked.due if decision == TAKES else None
    stands = last is not None and last.coded.get("decision") == decision and last.due == ends
    if decision is None or stands:
        return
    body = _text(asked.unseal(ring), "body")
    record_protection(
        case=row.case,
        kind=RecordKind.RECOVERY,
        person=of.person,
        answers={"decision": decision, "country": of.country} | ({"body": body} if body else {}),
        on=row.on,
        due=ends,
        by=by,
        ring=ring,
    )


def _found_by_news(row: JusticeRecord, decision: JusticeRecord) -> tuple[Step, Status] | None:
    if row.coded["news"] in STANDS_AGAIN:
        # What was decided stands again, or she would read as in appeal for ever.
        return FOUND_BY_STATUS.get(decision.coded["status"])
    return FOUND_BY_NEWS.get(row.coded["news"])


def _text(values: Mapping[str, object], name: str) -> str:
    answer = load(values.get(name))
    return str(answer) if is_value(answer) else ""


def _stands(concern: Concern, told: BodyFinding, ring: Ring, *, again: bool) -> bool:
    """Whether it is found there already; `again`: and stands there, where what was decided and what
    became of an appeal are of one day."""
    rows = Finding.objects.filter(case=concern.case, person=concern.person)
    contents = [row.try_unseal(ring) for row in rows]
    found = [finding_from(content) for content in contents if content]
    return any(_same(one, told) for one in (latest_findings(found) if again else found))


def _same(found: HumanFinding, told: BodyFinding) -> bool:
    of_told = told["step"], told["body"], told["country"], told["found_on"]
    return (found.step, found.body, found.country, found.on) == of_told
