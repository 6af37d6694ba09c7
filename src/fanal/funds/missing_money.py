"""Who decides that money is lost for good: whoever may agree to such money, but for who asked for
it or paid it. A part of `access`."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst

from fanal.accounts.deciders import who_is_asked
from fanal.accounts.models import User
from fanal.accounts.refusals import refused_states
from fanal.cases import access as cases
from fanal.cases.deciding import able
from fanal.cases.models import Case
from fanal.core.funds.movements import APPROVALS
from fanal.core.funds.separation import PaymentDuty, why_not, why_not_lost
from fanal.funds.access import directs, may_ever_agree, who_agrees
from fanal.funds.agreeing import MoneyRow
from fanal.funds.models import CashAdvance, MoneyRequest, PaymentCheck
from fanal.funds.slips import AdvanceSlip, MovedMoney, Slip, advance_slips, slips
from fanal.web.amounts import money_words
from fanal.web.lookup import first_or_404
from fanal.web.words import translated

LOSS = "loss"


@dataclass(frozen=True)
class MissingMoney:
    """Money of which it is said that it will not arrive, or not be settled."""

    row: MoneyRow
    slip: Slip | AdvanceSlip

    @property
    def first(self) -> PaymentCheck:
        return self.slip.missing[0]

    @property
    def state(self) -> str:
        """What was said by now: once more is said, a no of before asks again."""
        return str(self.slip.missing[-1].number)

    @property
    def case(self) -> Case | None:
        return self.row.case if isinstance(self.row, MoneyRequest) else None

    @property
    def whom(self) -> str:
        """What for and how much, and no code name."""
        slip = self.slip
        kind = slip.what if isinstance(slip, AdvanceSlip) else translated(slip.kind.sentence())
        words = f"{capfirst(kind)}, {money_words(slip.sums.in_hand, slip.currency)}"
        return f"{words} · {slip.token}" if slip.token else words

    def may_still_say(self, user: UUID) -> bool:
        """Whether a word of this user is wanted: she says it for the first time, or closes it."""
        reported_by, done = self.slip.said_not_to_arrive_by, self.slip.done
        if why_not(done, PaymentDuty.LOSE, user):
            return False
        return user not in reported_by or why_not_lost(done, user, reported_by) is None

    @property
    def still(self) -> int:
        """How many have still to say it: whoever asked for it or paid it is none of the two."""
        done = self.slip.done
        reported_by = self.slip.said_not_to_arrive_by
        return APPROVALS - any(not why_not(done, PaymentDuty.LOSE, who) for who in reported_by)

    def too_few_among(self, colleagues: Collection[UUID]) -> bool:
        """Whether fewer of these can still say it than it takes."""
        reported_by = self.slip.said_not_to_arrive_by
        left = [who for who in colleagues if who not in reported_by and self.may_still_say(who)]
        return len(left) < self.still


def losses_to_decide(user: User) -> list[MissingMoney]:
    """Return what waits for the word of this user. Who is asked is who is asked for such money
    itself; the leads elsewhere too where fewer of these can still say it than it takes."""
    if not may_ever_agree(user):
        return []
    waiting = [loss for loss in _reported(user) if loss.may_still_say(user.pk)]
    refused = refused_states(LOSS) if waiting else set()
    found = [loss for loss in waiting if (loss.first.id, loss.state) not in refused]
    if directs(user) or not found:
        return found
    asked_of = _asked_first(found)
    return [
        loss for loss in found if user.pk in asked_of(loss) or loss.too_few_among(asked_of(loss))
    ]


def loss_to_decide(user: User, id: UUID) -> MissingMoney:
    """Return one of these, or raise `Http404`."""
    return first_or_404(loss for loss in losses_to_decide(user) if loss.first.id == id)


def who_closes(slip: MovedMoney, user: User) -> str:
    """Return who decides whether it is lost, in words for whoever reads of it and does not; ""
    while it is asked back."""
    if not slip.missing or slip.asked_back_until:
        return ""
    return who_is_asked(LOSS, slip.missing[0].id, user)


def _reported(user: User) -> list[MissingMoney]:
    checked = PaymentCheck.objects.order_by().values("request")
    asked = MoneyRequest.objects.filter(id__in=checked, over_on=None)
    asked = asked.exclude(case__in=cases.kept_out_of(user))
    rows = list(asked.select_related("case", "asked_by", "line__grant"))
    advances = CashAdvance.objects.filter(id__in=checked, over_on=None).order_by("asked_on", "id")
    given = list(advances.select_related("asked_by", "line__grant"))
    pairs: Iterable[MissingMoney] = [
        *map(MissingMoney, rows, slips(rows)),
        *map(MissingMoney, given, advance_slips(given)),
    ]
    return [
        loss for loss in pairs if loss.slip.did_not_arrive and loss.slip.asked_back_until is None
    ]


def _asked_first(found: Sequence[MissingMoney]) -> Callable[[MissingMoney], Collection[UUID]]:
    """Return who is asked first of each: the leads of its team, or of the office of who took the
    advance, and the directors."""
    by_case = able(loss.case for loss in found if loss.case)
    everywhere = who_agrees() if any(loss.case is None for loss in found) else []

    def asked_of(loss: MissingMoney) -> Collection[UUID]:
        if loss.case:
            return by_case[loss.case.id].leads | by_case[loss.case.id].directors
        office = loss.row.asked_by.office_id
        return {user.pk for user in everywhere if directs(user) or user.office_id == office}

    return asked_of
