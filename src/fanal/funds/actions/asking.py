"""Money is asked for, for one person of a case; or the request is taken back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority import attested
from fanal.cases.deciding import ASKER_KEPT_OUT
from fanal.cases.models import Case
from fanal.cases.queries.consent_answers import said_to
from fanal.coded_facts import actions as facts
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.funds.currencies import must_be_payable
from fanal.core.funds.kinds import (
    Holder,
    UnderName,
    must_be_agreed,
    must_be_her_word,
    must_be_paid_for,
)
from fanal.core.funds.separation import ENDED, check_waiting
from fanal.core.words import say
from fanal.database.sql import next_number
from fanal.funds.models import BudgetLine, MoneyApproval, MoneyRequest
from fanal.funds.slips import slip_of
from fanal.funds.tokens import token_of
from fanal.keys.ring import Ring
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person

AT_ONCE = 40


class AskedOfAll(TypedDict):
    """What is asked for each of several people."""

    line: BudgetLine
    kind: str
    amount: Decimal
    currency: str
    holder: str
    under: str
    words: NotRequired[str]


@transaction.atomic
def ask(
    *,
    case: Case,
    person: Person,
    line: BudgetLine,
    kind: str,
    amount: Decimal,
    currency: str,
    holder: str,
    under: str,
    by: User,
    ring: Ring,
    words: str = "",
    danger: str = "",
    needed_by: date | None = None,
    on: date | None = None,
) -> MoneyRequest:
    """Ask for money; two are asked to agree. Raises `BadInput` naming the question."""
    today = on or timezone.localdate()
    help_kind, name = must_be_paid_for(kind), _agreed_name(person, under, today)
    amount = must_be_payable(amount, currency)
    _must_fit(case, person, line, holder, today)
    coded = {"kind": help_kind, "amount": str(amount), "currency": currency, "holder": holder}
    row = MoneyRequest(
        case=case,
        folder=case.id,
        person=person,
        line=line,
        number=next_number(MoneyRequest.objects.filter(case=case), Case.objects.filter(pk=case.id)),
        coded=coded | _known_by(person, line, name),
        needed_by=needed_by,
        asked_by=by,
        asked_on=today,
    )
    content = {"words": long_text("words", words), "danger": long_text("danger", danger)}
    row.seal(ring, content | {"under": name})
    row.save(force_insert=True)
    facts.code_row(row)
    audit.record(act="funds.asked", by=by, about=case.id)
    return row


def _known_by(person: Person, line: BudgetLine, name: UnderName) -> dict[str, object]:
    """Return what finance knows of the person for whom it is."""
    # One token in each grant: a donor of two grants cannot join their lists.
    return {"token": token_of(person.id, line.grant_id), "named": name is not UnderName.NO_NAME}


def _agreed_name(person: Person, under: str, today: date) -> UnderName:
    """Return the name she agreed to. Raises `BadInput` where she was not asked, or said no to any
    name."""
    name = must_be_agreed(under)
    # A receipt with her name is a paper that others read, so it takes a yes of its own.
    answer = said_to(ConsentPurpose.MONEY_IN_A_NAME, person.id, today)
    must_be_her_word(name, answer, person.code_name)
    return name


def _must_fit(case: Case, person: Person, line: BudgetLine, holder: str, today: date) -> None:
    """Raise `BadInput` naming the question that does not fit."""
    if holder not in set(Holder):
        raise BadInput("holder", say("say who takes it"))
    # The id comes from a form: without this money could be asked for whomever its sender knows of.
    case.must_concern(person)
    must_run(line, today)


def must_run(line: BudgetLine, today: date) -> None:
    """Raise `BadInput`: nothing is asked of a grant that is over, or has not begun."""
    if not line.grant.since <= today <= line.grant.until:
        raise BadInput("line", say("this grant is not running today"))


@transaction.atomic
def ask_for_several(
    *, of: Sequence[tuple[Case, Person]], by: User, ring: Ring, **told: Unpack[AskedOfAll]
) -> list[MoneyRequest]:
    """Ask the same for each of several people: all or none. Raises `BadInput` naming the
    question."""
    if not 0 < len(of) <= AT_ONCE:
        raise BadInput("of", say("choose from 1 to {n}", n=AT_ONCE))
    # The keys of all cases in one query, before each is sealed by itself.
    ring.prepare({case.id for case, _person in of})
    return [ask(case=case, person=person, by=by, ring=ring, **told) for case, person in of]


@transaction.atomic
def take_back(*, row: MoneyRequest, by: User) -> None:
    """Take back a request that is not needed any more, or what of it is not paid out yet. Raises
    `Refused` while nobody knows where something is that was paid out."""
    locked = MoneyRequest.objects.select_for_update().get(pk=row.pk)
    slip = slip_of(locked)
    if slip.sums.in_hand > 0:
        raise Refused(say("something was paid out: write first whether it arrived or came back"))
    if locked.taken_back_on is not None or locked.over_on is not None:
        raise Refused(ENDED)
    row.taken_back_on = row.over_on = timezone.localdate()
    row.save(update_fields=["taken_back_on", "over_on"])
    facts.code_row(row)
    audit.record(act="funds.taken_back", by=by, about=row.case_id)


# Two say yes, or one says no and why. Neither asked for it, and neither will pay it.
@transaction.atomic
def answer(
    *, row: MoneyRequest, agreed: bool, by: User, why: str = "", on: date | None = None
) -> MoneyApproval:
    """Answer a request. Raises `BadInput` naming the question; `Refused` where nothing waits for
    this person."""
    locked = MoneyRequest.objects.select_for_update().get(pk=row.pk)
    # A request whose amount was changed by hand in the database is agreed to by nobody.
    attested.must_be_genuine(locked)
    # Asked again under the lock: a conflict may have been noted since the page was opened.
    kept_out = kept_out_of_any(cases=[locked.case_id])
    if by.pk in kept_out:
        raise Refused(say("this is not yours to decide"))
    # No yes to it counts (`slips`), so nobody is left to believe that hers did.
    if agreed and locked.asked_by_id in kept_out:
        raise Refused(ASKER_KEPT_OUT)
    slip = slip_of(locked)
    over = locked.over_on is not None or bool(slip.no)
    check_waiting(slip.done, by.pk, over=over, two=slip.agreed)
    why = long_text("why", why, needed=None if agreed else say("say why"))
    approval = MoneyApproval(
        request=locked, by=by, on=on or timezone.localdate(), agreed=agreed, why=why
    )
    approval.save(force_insert=True)
    if not agreed:
        locked.over_on = approval.on
        locked.save(update_fields=["over_on"])
    facts.code_row(locked)
    # without the case: finance and directors learn nothing of it by the journal
    audit.record(act="funds.agreed" if agreed else "funds.refused", by=by, about=locked.id)
    return approval
