"""An estimate is published once a second person agreed, and withdrawn in the same way."""

from dataclasses import dataclass

from django.db import transaction

from fanal.accounts.agreed_by_two import (
    FigureStep,
    asked_for_second,
    must_not_wait,
    reason_given,
    steps_of,
    write_agreed,
    write_asked,
    write_refused,
)
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.errors import Refused
from fanal.core.released_figures import FigureAsk, FigureState, why_not
from fanal.core.roles import Permission
from fanal.core.thresholds import SMALLEST_LIST
from fanal.core.words import Sentence, say
from fanal.figures import queries
from fanal.figures.models import EstimateRelease, Snapshot

WHY = {
    FigureAsk.RELEASE: say("say where it is published"),
    FigureAsk.WITHDRAWAL: say("say why it is withdrawn"),
}
ACT_OF = {
    FigureAsk.RELEASE: "figures.published",
    FigureAsk.WITHDRAWAL: "figures.withdrawn",
}
ASKS = {
    FigureAsk.RELEASE: say("the estimate is published"),
    FigureAsk.WITHDRAWAL: say("the estimate is withdrawn"),
}
STATES = {
    FigureState.INSIDE: say("inside only"),
    FigureState.RELEASED: say("published"),
    FigureState.LEFT: say("published"),
    FigureState.WITHDRAWN: say("withdrawn by two people"),
}
EARLY = say("it was made before the last of its days was over")
OTHER_CHOICES = say("it was made with other choices than those fixed beforehand")
EARLIER_RULE = say("it was made under an earlier rule for what may be quoted")
TOO_FEW = say("fewer than {n} people were seen: this number stays internal", n=SMALLEST_LIST)


@dataclass(frozen=True)
class PublishingPage:
    """What became of an estimate. `stays`: why it may not be published; `asked`: what waits for a
    second person; `steps`: what two decided."""

    row: EstimateRelease
    stays: Sentence | None
    asked: FigureStep | None
    steps: list[FigureStep]

    @property
    def said(self) -> Sentence:
        return STATES[self.row.state]

    @property
    def is_published(self) -> bool:
        return self.row.state is FigureState.RELEASED

    @property
    def is_withdrawn(self) -> bool:
        return self.row.state is FigureState.WITHDRAWN

    @property
    def may_publish(self) -> bool:
        return not (self.asked or self.stays or why_not(FigureAsk.RELEASE, self.row.state))

    @property
    def may_withdraw(self) -> bool:
        return not self.asked and why_not(FigureAsk.WITHDRAWAL, self.row.state) is None


def publishing_page(snapshot: Snapshot) -> PublishingPage:
    row = EstimateRelease.objects.filter(snapshot=snapshot).first()
    # Of one that nobody asked about no row is kept.
    row = row or EstimateRelease(snapshot=snapshot, waits=False)
    stays = why_internal(snapshot) if row.state is FigureState.INSIDE else None
    return PublishingPage(row, stays, *steps_of(row))


def why_internal(snapshot: Snapshot) -> Sentence | None:
    """Return why this estimate may not be published; None where it may."""
    content = snapshot.parsed
    if snapshot.is_early:
        return EARLY
    # Whoever saw a number before the choices could take those that give the one she likes.
    if not snapshot.as_registered:
        return OTHER_CHOICES
    if content.get("edition") != queries.EDITION:
        return EARLIER_RULE
    return TOO_FEW if content["figures"]["n"] < SMALLEST_LIST else None


@transaction.atomic
def ask_of_estimate(*, snapshot: Snapshot, ask: FigureAsk, why: str, by: User) -> EstimateRelease:
    """Ask for a second person. Raises `BadInput` without a reason, `Refused` where it cannot be."""
    # Locked, so that two who ask at once find one row.
    snapshot = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
    words = reason_given(why, WHY[ask])
    row, _new = EstimateRelease.objects.get_or_create(snapshot=snapshot, defaults={"waits": False})
    must_not_wait(row)
    _must_be_possible(row, ask)
    write_asked(row, ask, words, by)
    audit.record(act="figures.publishing_asked", by=by, about=snapshot.id)
    return row


@transaction.atomic
def agree_of_estimate(*, release: EstimateRelease, by: User) -> None:
    """Agree, as second person, to what was asked. Raises `Refused` where it cannot be any more."""
    row = _held(release)
    asked = asked_for_second(row, by, Permission.SEE_FIGURES)
    _must_be_possible(row, asked.ask)
    write_agreed(row, asked, by)
    audit.record(act=ACT_OF[asked.ask], by=by, about=row.snapshot_id)


@transaction.atomic
def refuse_of_estimate(*, release: EstimateRelease, by: User) -> None:
    """Say no: it stays as it is. Raises `Refused` where it was decided."""
    row = _held(release)
    write_refused(row)
    audit.record(act="figures.publishing_not_agreed", by=by, about=row.snapshot_id)


def _must_be_possible(row: EstimateRelease, ask: FigureAsk) -> None:
    why = why_not(ask, row.state)
    if ask is FigureAsk.RELEASE:
        why = why or why_internal(row.snapshot)
    if why:
        raise Refused(why)


def _held(release: EstimateRelease) -> EstimateRelease:
    return EstimateRelease.objects.select_for_update().get(pk=release.pk)
