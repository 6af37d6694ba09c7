"""What a form of a proceeding proposes, as it was written in it before. And what a form says before
it asks: which rules of that country are known, and how well."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import opened
from fanal.cases.known_language import known_language
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.hearings import LEGAL_SITUATION, hearings_in
from fanal.cases.queries.particulars import the_one_of
from fanal.core.casework.amounts import CODES, currency_of
from fanal.core.casework.answers import text_in
from fanal.core.justice.codes import IN_COURT, MEASURE_NEWS, MEASURES
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.limits import NO_LENGTH, NOT_CHECKED, rules_in
from fanal.core.law.catalogue import instruments
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import LEGAL
from fanal.core.words import Translatable
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.sharing.queries.proposed_texts import ProposedText
from fanal.web.days_in_words import date_here
from fanal.web.typing import Answers
from fanal.web.words import in_page_language, translated

K = JusticeKind
ASKS_MONEY = (JusticeKind.CLAIM, JusticeKind.MONEY, JusticeKind.COST)
# Of another day in court who comes is asked anew: whoever was free then may not be.
STAYS = ("place", "needs", "zone")


def currency_in(row: Proceeding, ring: Ring) -> str:
    """Return the currency of the last amount in it; else what is paid with in its country."""
    last = text_in(_last(row, ASKS_MONEY, ring), "currency")
    return last if last in CODES else currency_of(row.country)


def asked_of(row: Proceeding, kind: JusticeKind, ring: Ring) -> Answers:
    """Return of whom such a thing was asked last in it; the first time, the prosecutor."""
    before = text_in(_last(row, (kind,), ring), "body")
    return {"body": before or row.unseal(ring).get("prosecutor", "")}


def claim_as_before(row: Proceeding, ring: Ring) -> Answers:
    """Who claimed last in it, and against whom; the currency as of all money in it."""
    last = _last(row, (K.CLAIM,), ring)
    known = {name: text for name in ("claimed_by", "against") if (text := text_in(last, name))}
    return known | {"currency": currency_in(row, ring)}


def proceeding_as_known(case: Case, user: User, ring: Ring, lawyers: Sequence[User]) -> Answers:
    """The country of the office, the language that she speaks, and the lawyer: who writes it, or
    our only one in the case."""
    office = case.team.office
    known = {
        "country": office.country if office else "",
        "language": known_language(case, user, ring),
    }
    if user.may(Permission.WORK_LEGAL):
        return known | {"lawyer": user.display_name}
    return known | ({"lawyer": lawyers[0].display_name} if len(lawyers) == 1 else {})


def matter_in_case(case: Case, user: User, ring: Ring) -> ProposedText | None:
    """Return what the legal situation of a case says that goes on, while no proceeding of it was
    written; of several people nobody knows whose matter it is."""
    if the_one_of(case) is None or Proceeding.objects.filter(case=case).exists():
        return None
    rows = CaseEntry.objects.of_kinds([case.id], LEGAL_SITUATION).select_related("made_by")
    for row in rows.order_by("-number"):
        if words := text_in(row.try_unseal(ring) or {}, "matter"):
            opened(user, case, LEGAL, ring=ring)
            return ProposedText(words, f"{row.made_by}, {date_here(row.made_on)}")
    return None


def hearing_as_before(row: Proceeding, ring: Ring) -> Answers:
    """Where she was heard last, and what she needed there; else the court of the proceeding."""
    last = _last(row, (JusticeKind.HEARING,), ring)
    known = {name: text for name in STAYS if (text := text_in(last, name))}
    place = {"place": row.unseal(ring).get("body", "")}
    return place | known | _protects(row) | _noted_day(row, ring)


def _protects(row: Proceeding) -> Answers:
    """What was asked for to protect her in the court room and still stands, with what became of
    it."""
    rows = JusticeRecord.objects.filter(proceeding=row).order_by("number").defer("sealed")
    news = {one.under_id: one.coded["news"] for one in rows if one.record_kind is K.MEASURE_NEWS}
    asked = [one for one in rows if one.waits and one.coded.get("measure") in IN_COURT]
    words = (_in_words(one.coded["measure"], news.get(one.id, "")) for one in asked)
    return {"measures": "; ".join(words)} if asked else {}


def _in_words(measure: str, news: str) -> str:
    what = translated(dict(MEASURES)[measure])
    return f"{what} ({translated(dict(MEASURE_NEWS)[news])})" if news else what


def _noted_day(row: Proceeding, ring: Ring) -> Answers:
    """The first day ahead that was noted with her legal situation, and is in no proceeding yet."""
    today = timezone.localdate()
    noted = {one.day for one in hearings_in([row.case_id], ring) if one.noted and one.day >= today}
    return {"day": min(noted)} if noted else {}


def _last(row: Proceeding, kinds: tuple[JusticeKind, ...], ring: Ring) -> Content:
    """Return the last of these kinds. Its codes are sealed: no query finds those of a kind."""
    rows = JusticeRecord.objects.filter(proceeding=row).order_by("-number")
    last = next((record for record in rows if record.record_kind in kinds), None)
    return (last.try_unseal(ring) if last else None) or {}


@dataclass(frozen=True)
class Hint:
    """A hint. `title`: what; `says`: one or several sentences on it."""

    title: str
    says: tuple[Translatable | str, ...]


def hints_for(proceeding: Proceeding, kind: JusticeKind) -> list[Hint]:
    if kind is K.LIMIT:
        return _limits(proceeding.country)
    if kind is K.ACT:
        return _non_punishment(proceeding.country)
    return []


def _limits(country: str) -> list[Hint]:
    """Each limit with what it is counted from, on what it rests, and whether it was checked."""
    return [
        Hint(
            in_page_language(rule.what),
            (
                in_page_language(rule.start),
                *((rule.basis.sentence(),) if rule.known or rule.basis.source else ()),
                NO_LENGTH if not rule.known else NOT_CHECKED if rule.provisional else "",
            ),
        )
        for rule in rules_in(country)
    ]


def _non_punishment(country: str) -> list[Hint]:
    """The rules on file under which a victim is not punished; what was read of them."""
    by_article = {}
    for text in instruments().values():
        if country in text.places or text.everywhere:
            for version in text.versions:
                for note in version.non_punishment:
                    by_article[note.article, text.id] = Hint(
                        f"{in_page_language(text.short)}, {note.article}",
                        (in_page_language(note.says),),
                    )
    return list(by_article.values())
