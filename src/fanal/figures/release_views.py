"""HTTP of publishing an estimate and of withdrawing it: one asks, a second person agrees."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.reauthentication import asked_again
from fanal.accounts.requests import SignedInRequest
from fanal.core.released_figures import FigureAsk
from fanal.figures import access, publishing
from fanal.figures.forms import PublishForm, WithdrawForm
from fanal.web.asking import ask, must_answer, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def publish(request: SignedInRequest, snapshot_id: UUID) -> HttpResponse:
    """Ask a second person that it is published."""
    return _asks(
        request,
        snapshot_id,
        FigureAsk.RELEASE,
        PublishForm(sent(request)),
        heading=_("Publish this estimate"),
        lead=_("A second person agrees. Quote it with its interval and its method."),
    )


@idempotent
def withdraw(request: SignedInRequest, snapshot_id: UUID) -> HttpResponse:
    """Ask a second person that it is withdrawn."""
    return _asks(
        request,
        snapshot_id,
        FigureAsk.WITHDRAWAL,
        WithdrawForm(sent(request)),
        heading=_("Withdraw this estimate"),
        lead=_(
            "It stays in the list as withdrawn. Whoever has it keeps it: later estimates are still "
            "compared with it."
        ),
    )


def _asks(
    request: SignedInRequest, snapshot_id: UUID, of: FigureAsk, form: forms.Form, **words: str
) -> HttpResponse:
    found = access.snapshot_for(request.user, snapshot_id)

    def save(answers: Answers) -> None:
        row = publishing.ask_of_estimate(
            snapshot=found, ask=of, why=answers["why"], by=request.user
        )
        tell_who_decides(request, access.ESTIMATE, row.id)

    done = reverse("figures:snapshot", args=[found.id])
    return ask(request, form, save, done=done, submit=_("Ask a second person"), **words)


@asked_again
@idempotent
def decide(request: SignedInRequest, release_id: UUID) -> HttpResponse:
    """Agree, as second person, that an estimate is published or withdrawn."""
    waiting = access.estimate_to_decide(request.user, release_id)
    asked = waiting.asked

    def save(_answers: Answers) -> None:
        must_answer(request, asked.of.mark)
        publishing.agree_of_estimate(release=waiting.row, by=request.user)

    release = asked.of.ask is FigureAsk.RELEASE
    return ask(
        request,
        forms.Form(sent(request)),
        save,
        template="figures/decide_estimate.html",
        heading=_("An estimate is published") if release else _("An estimate is withdrawn"),
        consequences=[
            _("Read it first. What was published stays with whoever has it.")
            if release
            else _("Its page says that it is not to be quoted any more.")
        ],
        submit=_("Agree"),
        release=waiting.row,
        step=asked,
        asked=AskedBy(asked.by, asked.of.on),
        answers_to=asked.of.mark,
        cancel_url=reverse("web:decisions"),
        done=reverse("web:decisions"),
        message=_("Saved."),
    )
