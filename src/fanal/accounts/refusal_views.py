"""The page on which a second person says no, and the one on which whoever asked reads why."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.accounts.actions import refusing
from fanal.accounts.models import Refusal
from fanal.accounts.reauthentication import asked_again
from fanal.accounts.refusals import NEWS, asked_of, called, refusals_with
from fanal.accounts.requests import SignedInRequest
from fanal.core.casework.typed_text import SHORT
from fanal.web.asking import ask, confirm, must_answer, sent
from fanal.web.days_in_words import past_day
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


class WhyNotForm(forms.Form):
    """`answers_to`: what was asked when the page was drawn."""

    why = forms.CharField(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy(
            "Whoever asked reads it on the start page. No name, nothing of what happened to her."
        ),
        max_length=SHORT,
    )
    answers_to = forms.CharField(required=False, widget=forms.HiddenInput)


# A hold that is refused, or anything else that is said no to, lets something happen: a screen that
# was left open is not enough.
@asked_again
@idempotent
def say_no(request: SignedInRequest, kind: str, asked_id: UUID) -> HttpResponse:
    found, asked = asked_of(request.user, kind, asked_id)

    def act(answers: Answers) -> None:
        must_answer(request, asked.state)
        refusing.refuse_request(kind=found, asked=asked, why=answers["why"], by=request.user)

    return ask(
        request,
        WhyNotForm(sent(request), initial={"answers_to": asked.state}),
        act,
        done=reverse("web:decisions"),
        message=_("Refused. Whoever asked reads why on the start page."),
        heading=_("Say no"),
        lead=" · ".join(filter(None, [str(found.says), asked.whom, str(asked.by or "")])),
        code=str(getattr(asked.about, "code_name", "")),
        submit=_("Refuse"),
        back_url=asked.address,
    )


@idempotent
def refused(request: SignedInRequest, refusal_id: UUID) -> HttpResponse:
    """What was asked, who said no and why; with one button it is off the start page."""
    rows = refusals_with(request.user, refusal_id)
    row, codes = rows[0], ", ".join(row.told["code"] for row in rows)
    return confirm(
        request,
        lambda: refusing.have_read(refusals=rows),
        heading=called(row),
        lead=_whom(row),
        code=codes,
        consequences=[_what_happened(row)],
        submit=_("I have read it"),
        cancel_url=reverse("web:home"),
    )


def _whom(row: Refusal) -> str:
    whom: str = row.told["whom"]
    return _("To: {whom}").format(whom=whom) if row.kind in NEWS else whom


def _what_happened(row: Refusal) -> str:
    day = past_day(row.on, timezone.localdate())
    if row.kind in NEWS:
        return _("By {who}, {day}").format(who=row.by, day=day)
    return _("{who} said no, {day}: {why}").format(who=row.by, day=day, why=row.told["why"])
