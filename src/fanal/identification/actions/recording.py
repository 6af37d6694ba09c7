"""Writing down what was seen of her, what was found, and which signs there are. Findings are only
added to."""

from datetime import date, timedelta
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.tasks import add_for_today, add_task
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import whose_task
from fanal.coded_facts import actions as facts
from fanal.core.calendars import BirthSource
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.justice.limits import WARNED_BEFORE
from fanal.core.law.case import LawPerson, Period, Places, Sex
from fanal.core.law.findings import Body, HumanFinding, Status, Step, recognitions
from fanal.core.law.indicators import Group, dimensions, forced_labour_indicators
from fanal.core.words import say
from fanal.identification.access import Concern
from fanal.identification.models import Circumstances, Finding, SecondReading
from fanal.identification.sealed_findings import observed
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content, SealedRecord

# For how long until when a decision can be challenged is asked about: what is entered later was
# decided long ago.
STILL_ASKED = timedelta(days=max(WARNED_BEFORE))
UNTIL_WHEN = say(
    "A decision came: until when can it be challenged? Ask a lawyer, write the day down"
)
LOOK = say("Read what is proposed on the page “What the law says”")


class BodyFinding(TypedDict, total=False):
    """What a body found."""

    status: Required[str]
    step: Required[str]
    body: Required[str]
    found_on: Required[date]
    country: Required[str]
    reason: str
    document: str


@transaction.atomic
def save_circumstances(
    *,
    concern: Concern,
    sex: str,
    age: tuple[int, int],
    exploited: tuple[int, int] | None = None,
    age_sources: dict[str, str] | None = None,
    when: tuple[date | None, date | None],
    places: dict[str, list[str]],
    version: int,
    by: User,
    ring: Ring,
) -> Circumstances:
    """Save what was seen at `version` (0: none yet). `age` when she was recruited, `exploited`
    while she was exploited; `age_sources`: who says each. Raises `BadInput`, `Conflict`."""
    # Made to be checked, and thrown away: the rules of the core refuse what cannot be.
    LawPerson(Sex(sex), *age, exploited)
    sources = {name: code for name, code in (age_sources or {}).items() if code}
    if unknown := set(sources.values()) - set(BirthSource):
        raise BadInput("source", say("{code} is not a source", code=min(unknown)))
    Period(*when).no_later_than(timezone.localdate())
    Places(**{name: frozenset(codes) for name, codes in places.items()})
    content = {
        "sex": sex,
        "age": list(age),
        "exploited": list(exploited) if exploited else None,
        "age_sources": sources,
        "when": [day.isoformat() if day else None for day in when],
        "places": {name: sorted(codes) for name, codes in places.items()},
    }
    row = _save_one(Circumstances, concern, content, version, ring)
    facts.code_row(row, content)
    audit.record(act="identification.circumstances", by=by, about=concern.case.id)
    return row


def _save_one[Row: SealedRecord](
    model: type[Row], concern: Concern, content: Content, version: int, ring: Ring
) -> Row:
    row = model._default_manager.filter(case=concern.case, person=concern.person).first()
    row = row or model(case=concern.case, person=concern.person, folder=concern.case.id)
    row.write(ring, content, version)
    return row


@transaction.atomic
def keep_finding(
    *,
    concern: Concern,
    status: str,
    step: str,
    body: str,
    found_on: date,
    country: str,
    reason: str = "",
    document: str = "",
    by: User,
    ring: Ring,
) -> Finding:
    """Keep what a body found. Raises `BadInput` where it contradicts itself."""
    reason, document = long_text("reason", reason), short_text("document", document)
    finding = HumanFinding(
        Status(status), Step(step), Body(body), found_on, country, reason, document
    ).no_later_than(timezone.localdate())
    row = Finding(
        case=concern.case,
        person=concern.person,
        folder=concern.case.id,
        made_by=by,
        made_on=timezone.localdate(),
    )
    row.seal(ring, observed(finding))
    row.save()
    facts.code_row(row, observed(finding))
    audit.record(act="identification.finding", by=by, about=concern.case.id)
    # Only a yes opens rights; a refusal changes nothing of the help she gets.
    if recognitions([finding]):
        _tell_who_works(concern.case, by)
    return row


@transaction.atomic
def add_finding(*, concern: Concern, by: User, ring: Ring, **told: Unpack[BodyFinding]) -> Finding:
    """Keep what a body found, and ask until when a refusal can be challenged, since the right ends
    by a day that nobody has set yet. Raises as `keep_finding`."""
    row = keep_finding(concern=concern, by=by, ring=ring, **told)
    today = timezone.localdate()
    refused = told["step"] in (Step.REFUSED, Step.REVOKED) and told["body"] != Body.NGO
    if refused and today - told["found_on"] <= STILL_ASKED and not concern.case.closed:
        add_for_today(case=concern.case, title=UNTIL_WHEN, by=by)
    return row


def _tell_who_works(case: Case, by: User) -> None:
    """Add a task for whoever works on the case: a lawyer writes it down, and she does what follows.
    The title says nothing of why."""
    to, today = whose_task(case) if case.assignee else None, timezone.localdate()
    if to is not None and to.pk != by.pk and not case.closed:
        add_task(case=case, title=LOOK, by=by, assignee=to, due=today, on=today)


@transaction.atomic
def save_indicators(
    *, concern: Concern, group: Group, answers: dict[str, str], version: int, by: User, ring: Ring
) -> SecondReading:
    """Keep the answers to the ILO indicators. Raises `BadInput`, `Conflict`."""
    codes = {f"{d.key}.{i.code}" for d in dimensions("labour") for i in d.indicators}
    # Both lists of the ILO are answered on one page: trafficking 2009, forced labour 2012.
    codes |= set(forced_labour_indicators())
    if unknown := set(answers) - codes:
        raise BadInput(min(unknown), say("no such indicator"))
    # What nobody answered is not kept: “not known” must never read like a no.
    content = {"group": group, "answers": {c: a for c, a in answers.items() if a in ("yes", "no")}}
    row = _save_one(SecondReading, concern, content, version, ring)
    audit.record(act="identification.indicators", by=by, about=concern.case.id)
    return row
