"""Saying that she is in danger, is no longer, was heard from, or what was decided: each an entry
that is never changed."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.access import leads
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.present import must_have_happened
from fanal.cases.models import Case, CaseEntry, CasePerson
from fanal.cases.queries.before_calling import word_agreed
from fanal.cases.queries.present import VisibleState, states_of
from fanal.core.casework.answers import NOT_ASKED, NoAnswer, is_value
from fanal.core.casework.contact_evidence import SAID_WORD, sign_and_word
from fanal.core.casework.danger_endings import BY_SOURCE
from fanal.core.casework.entry_statements import DECIDES, NOT_MEANT, PARTNER
from fanal.core.casework.statements import (
    CaseStatement,
    SaidAt,
    StatementSource,
)
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.database.sql import these
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.people.queries import all_files_of
from fanal.web.typing import Answers


@transaction.atomic
def say_in_danger(
    *,
    case: Case,
    person: Person,
    said_by: str,
    said_at: SaidAt | None,
    by: User,
    ring: Ring,
    who: str = "",
    words: str = "",
    with_whom: str = "",
    with_name: str = "",
    not_meant: Collection[str] = (),
) -> CaseEntry:
    """Record that she is said to be in danger, or still is. It counts at once, whoever says it."""
    return _state(
        case,
        person,
        True,
        # Nobody is kept from saying it by not knowing since when; that she is safe needs its hour
        # (`said_at` of `say_no_longer`).
        said_at or timezone.localtime(),
        by,
        ring,
        said_by=said_by,
        who=who,
        what_changed=words,
        with_whom=with_whom,
        with_name=with_name,
        not_meant=not_meant,
    )


@transaction.atomic
def say_no_longer(
    *,
    case: Case,
    person: Person,
    said_by: str,
    said_at: datetime,
    what_changed: str,
    by: User,
    ring: Ring,
    free: bool | NoAnswer = NOT_ASKED,
    who: str = "",
    sign: str = "",
    partner: Partner | None = None,
    with_whom: str = "",
    with_name: str = "",
    not_meant: Collection[str] = (),
) -> CaseEntry:
    """Record that somebody says that she is no longer in danger. It ends the danger where it counts
    (`fanal.core.casework.danger_endings.ENDINGS`); otherwise it is kept, and a lead decides. Raises
    `BadInput` where who, when or what changed is missing."""
    asked = sign or ("" if word_agreed(case, ring, person) else None)
    check_no_longer(said_by, what_changed, free, partner, asked)
    hidden, name = ({PARTNER: str(partner.id)}, partner.name) if partner is not None else ({}, "")
    return _state(
        case,
        person,
        False,
        said_at,
        by,
        ring,
        kept=hidden,
        said_by=said_by,
        free=free,
        who=who or name,
        sign=sign,
        what_changed=what_changed,
        with_whom=with_whom,
        with_name=with_name,
        not_meant=not_meant,
    )


def check_no_longer(
    said_by: str,
    what_changed: str,
    free: bool | NoAnswer,
    partner: Partner | None,
    sign: str | None = None,
) -> None:
    """Check that it is said who says so, and what counts of whom. `sign`: how she was heard from;
    None where no word is agreed with her, so that it is not asked. Raises `BadInput`."""
    if said_by not in set(StatementSource):
        raise BadInput("said_by", say("say who says so"))
    long_text("what_changed", what_changed, needed=say("say what changed"))
    ending = BY_SOURCE.get(StatementSource(said_by))
    if ending and ending.needs == "free" and not isinstance(free, bool):
        raise BadInput("free", say("say whether she could speak freely, apart from those people"))
    if said_by == StatementSource.RECEIVING_SIDE and partner is None:
        raise BadInput("partner", say("choose the side that received her"))
    if said_by == StatementSource.HERSELF and sign == "":
        raise BadInput("sign", say("say how she was heard from"))


@transaction.atomic
def record_sign(
    *,
    case: Case,
    person: Person,
    sign: str,
    said_at: SaidAt | None,
    by: User,
    ring: Ring,
    who: str = "",
    words: str = "",
    next_by: datetime | None = None,
    with_whom: str = "",
    with_name: str = "",
    not_meant: Collection[str] = (),
) -> CaseEntry:
    """Record that she was heard from. It ends no danger; the next sign is due from here on. With a
    wrong code word she was not heard from, and is in danger."""
    at = said_at or timezone.localtime()
    must_have_happened("said_at", at)
    if next_by is not None and next_by <= timezone.now():
        raise BadInput("next_by", say("this hour has passed already"))
    sign, word = sign_and_word(sign)
    answers = {
        "sign": sign,
        SAID_WORD: word or NOT_ASKED,
        "said_at": at,
        "who": who or NOT_ASKED,
        "words": words or NOT_ASKED,
        "next_by": next_by or NOT_ASKED,
        "with_whom": with_whom or NOT_ASKED,
        "with_name": with_name or NOT_ASKED,
    }
    return _about(case, person, "sign", answers, by, ring, not_meant=not_meant)


@transaction.atomic
def decide_state(
    *,
    case: Case,
    person: Person,
    seen: VisibleState,
    danger: bool,
    reason: str,
    by: User,
    ring: Ring,
) -> CaseEntry:
    """Record how a lead decided between answers that do not agree: those that `seen` shows and no
    others. Raises `BadInput` without a reason, `Refused` where nothing is to be decided any more or
    `by` does not lead the team."""
    long_text("reason", reason, needed=say("say why"))
    if not leads(by, case):
        raise Refused(say("a lead decides this"))
    if not seen.state.contradictions:
        raise Refused(say("There are no two answers to decide between."))
    # The decision names what it decided on: an answer that comes later is not decided by it.
    against = _not_agreeing(seen)
    _wait_for_others(person)
    if not against <= _not_agreeing(states_of([person.id], by, ring)[person.id]):
        raise Refused(say("This was decided already."))
    named = sorted(against | {statement.id for statement in seen.state.dangers})
    answers = {"danger_now": danger, "what_changed": reason}
    return _about(case, person, "decision", answers, by, ring, {DECIDES: named})


def _wait_for_others(person: Person) -> None:
    """Lock the cases of all her files: of two leads who decide at once, each in a case of their own
    team, the first counts."""
    links = CasePerson.objects.filter(person__in=these(all_files_of(person.id)))
    ids = set(links.exclude(of_family=True).order_by().values_list("case", flat=True))
    # Ordered, so that two lock them in the same order; read, so that they are locked.
    rows = Case.objects.select_for_update()
    list(rows.filter(id__in=these(ids)).order_by("id").values_list("id", flat=True))


def _not_agreeing(seen: VisibleState) -> set[str]:
    """Return the ids of what was said of her safety against which something else was said."""
    return {contradiction.safe.id for contradiction in seen.state.contradictions}


def _state(
    case: Case,
    person: Person,
    danger: bool,
    at: SaidAt,
    by: User,
    ring: Ring,
    *,
    kept: Content | None = None,
    not_meant: Collection[str] = (),
    **answered: object,
) -> CaseEntry:
    must_have_happened("said_at", at)
    answers = {name: value if value != "" else NOT_ASKED for name, value in answered.items()}
    answers |= {"danger_now": danger, "said_at": at}
    return _about(case, person, "state", answers, by, ring, kept, not_meant)


def _about(
    case: Case,
    person: Person,
    kind: str,
    answers: Answers,
    by: User,
    ring: Ring,
    kept: Content | None = None,
    not_meant: Collection[str] = (),
) -> CaseEntry:
    # A relative who is in the case is not in danger because she is, nor safe.
    if not case.concerned.filter(person=person).exists():
        raise BadInput("person", say("the case does not concern this person"))
    if known := _known_as(person, answers, by, ring):
        answers |= {"with_name": known.with_name}
        not_meant = known.not_meant
    kept = (kept or {}) | ({NOT_MEANT: sorted(not_meant)} if not_meant else {})
    entry = add_entry(
        case=case, kind=kind, answers=answers, about=person, kept=kept, by=by, ring=ring
    )
    audit.record(act=f"case.{kind}", by=by, about=case.id, detail={"person": str(person.id)})
    return entry


def _known_as(person: Person, answers: Answers, by: User, ring: Ring) -> CaseStatement | None:
    """Return what is known of whoever has her, where only the kind of them was said, and it is the
    same as before: "one of us" is no news of who it is."""
    whom = answers.get("with_whom", NOT_ASKED)
    if not is_value(whom) or is_value(answers.get("with_name", NOT_ASKED)):
        return None
    return states_of([person.id], by, ring)[person.id].known_custodian(whom)
