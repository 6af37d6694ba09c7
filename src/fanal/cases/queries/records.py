"""What the sections with pages of their own show: signal, consent, documents, closure."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.deciders import who_is_asked
from fanal.accounts.models import User
from fanal.authority import reading
from fanal.cases.access import leads
from fanal.cases.deciding import may_be_second
from fanal.cases.models import Case, Closure, Consent, Document, SectionMark
from fanal.cases.queries.before_closing import ShownBefore, before_closing
from fanal.cases.queries.consent_acts import act_about
from fanal.cases.queries.consent_validity import (
    RelatedCases,
    as_record,
    doubts_of,
    standing_of,
    stands_against,
    with_doubts,
)
from fanal.cases.queries.people_around import people_around
from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.consent import ConsentPurpose, ConsentState, GivenBy, RecordFault
from fanal.core.casework.sections import NotApplicable, Section, WaitingFor
from fanal.core.casework.stages import CaseStage
from fanal.core.casework.whose_consent import CarerGround, ConsentAge
from fanal.core.sealing.compartments import FILES, IDENTITY, NARRATIVE, Compartment
from fanal.core.trust.proxy_consent import Doubt
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.people.consent_ages import consent_ages
from fanal.web.typing import Context


@dataclass(frozen=True, slots=True)
class PaperBeside:
    """A typed paper as the documents of a case show it; `body`: who gives it."""

    address: str
    title: Sentence
    code: str
    state: Sentence
    tone: str
    due: date | None
    body: str = ""
    late: bool = False


# Filled when the server starts: papers are of an app above.
PAPERS: list[Callable[[Case, Ring, Collection[Compartment]], Iterable[PaperBeside]]] = []
# The sign beside a consent. A plain no is no danger; what ran out or does not count wants care.
CONSENT_MARKS = {
    ConsentState.GIVEN: "ok",
    ConsentState.REFUSED: "no",
    ConsentState.WITHDRAWN: "no",
    ConsentState.DISSENT: "no",
    ConsentState.EXPIRED: "care",
    ConsentState.VOID: "care",
    ConsentState.GIVEN_AS_CHILD: "care",
    ConsentState.HERS_COUNTS: "unknown",
    ConsentState.HER_YES_MISSING: "care",
    ConsentState.CARER_MISSING: "care",
    ConsentState.NOT_ABLE_NOW: "unknown",
    ConsentState.NOT_ASKED: "unknown",
}


def said_before(case: Case, section: Section) -> Sentence | None:
    """What somebody typed of this section before its state was derived: what it waits for, or why
    it does not apply."""
    mark = SectionMark.objects.filter(case=case, section=section).first()
    if mark and mark.waiting_for:
        return say("waiting for {what}", what=WaitingFor(mark.waiting_for).sentence())
    if mark and mark.not_applicable:
        why = NotApplicable(mark.not_applicable).sentence()
        return say("not applicable because {why}", why=why)
    return None


def special(
    case: Case, section: Section, ring: Ring, may_open: frozenset[Compartment], user: User
) -> Context:
    """The context that a section with a page of its own needs; nothing for the others."""
    match section:
        case Section.SIGNAL | Section.CONTACT:
            return {"triages": case.signals.select_related("signal", "by").order_by("on", "id")}
        case Section.CONSENT:
            return {
                "consents": consents(case, ring, may_open),
                "carers": carer_decisions(case, ring, may_open, user),
            }
        case Section.DOCUMENTS:
            papers = [paper for read in PAPERS for paper in read(case, ring, may_open)]
            return {"documents": documents(case, ring, may_open), "papers": papers}
        case Section.CLOSURE:
            return closing(case, ring, may_open, user)
    return {}


# What two colleagues do not settle, or what the act beside it says already.
DECIDED_BY_NOBODY = (None, RecordFault.CHANGED, Doubt.DISPUTED)


def consents_of(case: Case) -> QuerySet[Consent]:
    """Every record with what is shown beside it."""
    # By the case, so that nobody who asks of a row for its case reads it again.
    return beside_consents(case.consents.all())


def beside_consents(records: QuerySet[Consent]) -> QuerySet[Consent]:
    """Return these records with what is shown beside each."""
    return records.select_related("person", "made_by", "corrected", "giver").order_by()


def consents(
    case: Case,
    ring: Ring,
    may_open: frozenset[Compartment],
    related: RelatedCases | None = None,
    read: Iterable[Consent] | None = None,
) -> list[Context]:
    """Each record with its words where the reader may open them, and where it stands today, the
    newest first. `related`: as for `doubts_of`; `read`: where a page has them already."""
    rows = sorted(consents_of(case) if read is None else read, key=lambda consent: consent.id)
    rows.sort(key=lambda row: row.on, reverse=True)
    doubtful, today = doubts_of(rows, related), timezone.localdate()
    stands = standing_of(with_doubts(rows, doubtful, today), today)
    return [
        {
            "row": row,
            "purpose": ConsentPurpose(row.purpose),
            "given_by": GivenBy(row.given_by),
            "state": (state := stands[row.id]),
            "mark": CONSENT_MARKS[state],
            "against": (against := stands_against(row, doubtful.get(row.id), state)),
            "act": act_about(row, doubtful.get(row.id)) if against else None,
            "two_decide": bool(against) and doubtful.get(row.id) not in DECIDED_BY_NOBODY,
            "giver": row.giver.try_unseal(ring) if row.giver and IDENTITY in may_open else None,
            "in_words_only": in_words_only(row, today),
            "corrected": hasattr(row, "corrected"),
            "data": row.try_unseal(ring) if NARRATIVE in may_open else None,
        }
        for row in rows
    ]


def carer_decisions(
    case: Case, ring: Ring, may_open: frozenset[Compartment], user: User
) -> list[Context]:
    """Who answers for a child by a decision of two, and what waits for a second; those that were
    ended stay in the history."""
    around = people_around(case, ring) if IDENTITY in may_open else {}
    rows = list(case.carer_decisions.select_related("person", "first", "second", "case"))
    today = timezone.localdate()
    ages = consent_ages({row.person_id for row in rows}, today) if rows else {}
    return [
        {
            "row": row,
            "who": around.get(str(row.speaker_id)),
            "worker": row.speaker_id is None,
            "adult": ages[row.person_id].is_adult(today),
            "ground": CarerGround(row.coded["ground"]),
            "reasons": (row.try_unseal(ring) or {}).get("reasons", ""),
            "mine": row.waits and may_be_second(row, user),
            "asked": who_is_asked("carer", row.id, user) if row.waits else "",
        }
        for row in reading.rows_that_count(rows)
    ]


def in_words_only(row: Consent, today: date) -> bool:
    """Whether a yes that stands names its partner in words: no way out can read whom she meant.

    A no that names nobody whom the gate knows is a no to everybody, and is read as such.
    """
    named = bool(row.recipient) and row.partner is None
    return named and state_of(row, today).allows and not hasattr(row, "corrected")


def state_of(row: Consent, today: date) -> ConsentState:
    """Where one record stands, whoever gave it and at whatever age."""
    return as_record(row, ConsentAge()).state(today)


def documents(case: Case, ring: Ring, may_open: frozenset[Compartment]) -> list[Context]:
    """The documents with their sealed names."""
    rows = Document.objects.filter(case=case).select_related("made_by")
    opened = FILES in may_open
    return [{"row": row, "data": row.try_unseal(ring) if opened else None} for row in rows]


def closing(case: Case, ring: Ring, may_open: frozenset[Compartment], user: User) -> Context:
    """Past closings, the one that waits, and what is still missing for it: each lack once, where a
    link leads to what settles it."""
    rows = list(
        Closure.objects.filter(case=case).select_related("asked_by", "agreed_by", "dropped_by")
    )
    words = {row.id: row.try_unseal(ring) if NARRATIVE in may_open else None for row in rows}
    shown = {
        row: {"row": row, "reason": ClosureReason(row.reason), "data": words[row.id]}
        for row in rows
    }
    waiting = next((row for row in rows if row.waits), None)
    closed = case.stage == CaseStage.CLOSED
    still_open = [] if closed else still_open_in(case, user, ring)
    return {
        "closures": list(shown.values()),
        "waiting": shown[waiting] if waiting else None,
        "is_closed": closed,
        "leads": leads(user, case),
        "before": ShownBefore([] if closed else before_closing(case), still_open),
        "still_open": still_open,
        "may_agree": waiting is not None and waiting.asked_by_id != user.pk,
        "asked": who_is_asked("closure", waiting.id, user) if waiting else "",
    }
