"""Asking a partner about a pair, and answering what a partner asks."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.keys.requests import Request, acting
from fanal.matching import access, forms
from fanal.matching.actions import exchanges
from fanal.matching.models import Exchange
from fanal.matching.queries.exchanges import FOR, TOLD, PairRow, pairs_of
from fanal.matching.queries.followups import gate_on, named_in
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.sharing.access import told_case_for
from fanal.sharing.actions.referrals import draft
from fanal.sharing.forms.referrals import ReferralForm
from fanal.sharing.models import Referral
from fanal.sharing.queries.pages import partners_to_ask, people_of
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.lookup import first_or_404
from fanal.web.typing import Answers


@idempotent
def ask_partner(request: Request, exchange_id: UUID, pair_id: UUID) -> HttpResponse:
    """A pair becomes a question from one person to another: a referral, through the gate."""
    row = access.led_exchange_for(request.user, exchange_id)
    pair = _pair(request, row, pair_id)
    needed = _(
        # Neither a name nor that she is a client: the partner is asked, not told
        # (docs/linking-without-pooling.md).
        "Someone at your organisation may know this person. "
        "Please ask us before you speak with her or with others."
    )
    # The name of the match is made under both secrets, so both sides can speak of it and nobody
    # else can.
    needed += " " + _("What both sides call the match: {name}.").format(name=pair.theirs)
    return refer(
        request,
        # The case through which it may be asked; a person may have several.
        case_id=access.asked_case_for(request.user, pair.person).id,
        person=pair.person,
        partner=row.partner,
        needed=needed,
        heading=_("Refer to a partner"),
        back_url=reverse("matching:exchange", args=[row.id]),
    )


def _pair(request: Request, row: Exchange, pair_id: UUID) -> PairRow:
    # Pairs are sealed to those who lead the exchange; the id of the address is looked for among
    # them.
    pairs = pairs_of(row, request.user, request.ring)
    return first_or_404(pair for pair in pairs if pair.id == str(pair_id))


@idempotent
def pass_on(request: Request, exchange_id: UUID) -> HttpResponse:
    """A partner names a pseudonym: what happens to it is not told here."""
    row = access.led_exchange_for(request.user, exchange_id)

    # The same words, the same writing and the same questions whether it is one of ours or not: a
    # test counts them.
    def save(answers: Answers) -> None:
        exchanges.pass_on(exchange=row, **answers, **acting(request))
        words = _(
            "Saved. If it is one of ours, whoever works on the file finds it under “Decisions”. "
            "Tell the partner only that you have passed it on."
        )
        messages.success(request, words)

    return ask(
        request,
        forms.PseudonymForm(sent(request)),
        save,
        heading=_("A partner asks by a pseudonym"),
        lead=_(
            "The question goes to the colleague who works on the file. Neither you nor the "
            "partner learns here whether there is one."
        ),
        submit=_("Pass it on"),
        done=reverse("matching:exchange", args=[row.id]),
    )


@require_GET
def follow_up(request: Request, follow_up_id: UUID) -> HttpResponse:
    """A partner's question beside what the gate says of answering it."""
    # Opened by who works on the file alone.
    row = access.follow_up_for(request.user, follow_up_id)
    # What the gate says today; it is asked again when the referral goes.
    context = {"row": row, "gate": gate_on(row, request.user)}
    return render(request, "matching/follow_up.html", context)


@idempotent
def answer_partner(request: Request, follow_up_id: UUID) -> HttpResponse:
    """The answer is a referral, through the gate once more when it goes."""
    row = access.follow_up_for(request.user, follow_up_id)
    needed = _("You asked about someone whom we may know. Please speak with us and nobody else.")
    # Only here, to whoever works on the file, does the question get a name.
    case, person = named_in(row)
    return refer(
        request,
        case_id=case.id,
        person=person,
        partner=row.exchange.partner,
        needed=needed,
        heading=_("Answer a partner"),
        back_url=reverse("matching:follow_up", args=[row.id]),
        # The question is closed with its answer, so that nobody answers twice.
        then=lambda referral: exchanges.close(follow_up=row, by=request.user, referral=referral),
    )


@pressed
def leave(request: Request, follow_up_id: UUID) -> HttpResponse:
    """Leave it without an answer: to the partner the same as if the pseudonym were nobody's."""
    row = access.follow_up_for(request.user, follow_up_id)
    # To the partner the same as if nobody had known the name.
    exchanges.close(follow_up=row, by=request.user)
    return redirect("web:decisions")


def refer(
    request: Request,
    *,
    case_id: UUID,
    person: Person,
    partner: Partner,
    needed: str,
    heading: str,
    back_url: str,
    # Nothing, for a question of ours.
    then: Callable[[Referral], None] = lambda _referral: None,
) -> HttpResponse:
    """The form of a referral that tells this partner that we know her, and no more."""
    case = told_case_for(request.user, case_id)
    # Existence and nothing else may be told here.
    about = {
        "person": person,
        "partner": partner,
        "purpose": FOR,
        "classes": [TOLD],
        "needed": needed,
    }
    form = ReferralForm(
        sent(request),
        initial=about,
        # One person and one partner: nothing else can be chosen, whatever is sent.
        people=people_of(case).filter(id=person.id),
        offered={"partner": partners_to_ask(request.user).filter(id=partner.id)},
    )

    def save(answers: Answers) -> str:
        referral = draft(case=case, **answers, **acting(request))
        # After the draft: one that is refused leaves the question open.
        then(referral)
        return reverse("sharing:referral", args=[referral.id])

    return ask(
        request, form, save, heading=heading, submit=_("Prepare it"), code=person, back_url=back_url
    )
