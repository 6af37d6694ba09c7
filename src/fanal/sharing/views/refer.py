"""A referral in three steps: what she needs, who fits, exactly what goes out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.models import Case
from fanal.cases.queries.case_warnings import BESIDE_DANGER, warnings_in
from fanal.cases.queries.people_around import people_around
from fanal.core.errors import BadInput
from fanal.keys.requests import Request
from fanal.partners.access import partner_for
from fanal.partners.models import Partner
from fanal.sharing import access
from fanal.sharing.actions import referrals as asking
from fanal.sharing.actions.referrals import draft
from fanal.sharing.forms import referrals
from fanal.sharing.queries import pages, previews, proposals, service_plans
from fanal.sharing.queries.offers import offers_for, talk_again
from fanal.sharing.queries.service_plans import ServicePlan
from fanal.web.asking import WRONG, ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers
from fanal.web.words import translated


@require_GET
def how(request: Request, case_id: UUID) -> HttpResponse:
    """The address of before: what to do is asked first."""
    case = access.told_case_for(request.user, case_id)
    return redirect("sharing:refer_start", case.id)


@idempotent
def start(request: Request, case_id: UUID) -> HttpResponse:
    case = access.told_case_for(request.user, case_id)
    people = pages.people_of(case)
    known = proposals.for_start(case, people, request.user, request.ring)
    form = referrals.ReferStartForm(sent(request), people=people, initial=known)
    hers = [
        (person, proposals.known_of(person, case, request.user, request.ring).words())
        for person in people
    ]

    def go_on(_answers: Answers) -> str:
        service_plans.keep(case, request.ring, request.POST)
        return reverse("sharing:refer_who", args=[case.id])

    return ask(
        request,
        form,
        go_on,
        template="sharing/refer_start.html",
        case=case,
        hers=hers,
        warned_cases=warnings_in([case], request.user, request.ring, BESIDE_DANGER),
    )


@require_GET
def who(request: Request, case_id: UUID) -> HttpResponse:
    case = access.told_case_for(request.user, case_id)
    plan = service_plans.plan_of(case, request.ring)
    if plan is None:
        return redirect("sharing:refer_start", case.id)
    known = proposals.known_of(plan.person, case, request.user, request.ring)
    going = proposals.going_of(case, request.user, request.ring)
    offers = offers_for(plan, case, request.user, known, timezone.localtime(), going)
    context = {"case": case, "plan": plan, "offers": offers, "hers": known.words()}
    return render(request, "sharing/refer_who.html", context)


@idempotent
def send(request: Request, case_id: UUID, partner_id: UUID) -> HttpResponse:
    """What goes out is shown before anything is saved; consent is asked for on the same page."""
    case = access.told_case_for(request.user, case_id)
    partner = partner_for(request.user, partner_id)
    plan = service_plans.plan_of(case, request.ring)
    if plan is None:
        return redirect("sharing:refer_start", case.id)
    refresh_people_around(case=case, ring=request.ring)
    return _Sending(request, case, partner, plan).answer()


class _Sending:
    """The third step, for one request."""

    def __init__(self, request: Request, case: Case, partner: Partner, plan: ServicePlan) -> None:
        self.request, self.case, self.partner, self.plan = request, case, partner, plan
        self.user, self.ring = request.user, request.ring
        self.around = people_around(case, request.ring)
        self.known = proposals.known_of(plan.person, case, request.user, request.ring)
        self.openable = previews.openable(plan, case, request.user)
        self.preview, self.form = self._drawn()
        self.works = access.may_ask_her(self.user, case)

    def _drawn(self) -> tuple[previews.ReferralPreview, referrals.ReferSendForm]:
        """The preview of what is chosen, and the form with what that leaves to be asked."""
        data_classes = self.plan.terms.tells & frozenset(self.openable)
        initial: dict[str, object] = {
            "needed": proposals.needed_text(self.plan.service, self.known),
            "classes": [str(data_class) for data_class in data_classes],
            "answer_within": self.plan.answer_within,
        }
        # First without the questions: which of them there are follows from the parts that were
        # chosen, and only a form reads these.
        chosen = referrals.ReferSendForm(
            sent(self.request), initial=initial, openable=self.openable
        )
        if chosen.is_bound and chosen.is_valid():
            data_classes, initial = chosen.parts, initial | chosen.cleaned_data
        shown = previews.preview(
            self.plan,
            self.case,
            self.partner,
            data_classes=data_classes,
            needed=str(initial["needed"]),
            answer_within=int(str(initial["answer_within"])),
            user=self.user,
            ring=self.ring,
        )
        form = referrals.ReferSendForm(
            sent(self.request),
            initial=initial,
            openable=self.openable,
            questions=shown.questions,
            givers=previews.givers(self.around.values()),
            child=self.known.is_child,
        )
        return shown, form

    def answer(self) -> HttpResponse:
        if self.request.method == "POST" and self.form.is_valid():
            if "look" in self.request.POST:  # only shown again, with what was changed
                return self._page(200)
            if self.form.questions and not self.works:  # she is asked by who works with her
                return self._page(WRONG)
            self.form.asked()
            if not self.form.errors:
                return self._ask_them(dict(self.form.cleaned_data))
        return self._page(WRONG if self.form.errors else 200)

    def _ask_them(self, answers: Answers) -> HttpResponse:
        """What she answered is recorded even where nothing can be sent on it."""
        data_classes = self.form.parts - self._record(answers) - self.preview.refused
        try:
            referral = draft(
                case=self.case,
                person=self.plan.person,
                partner=self.partner,
                purpose=self.plan.terms.purpose,
                classes=data_classes,
                needed=answers["needed"],
                by=self.user,
                ring=self.ring,
                kind=answers["kind"],
                area=self.plan.area,
                answer_within=answers["answer_within"],
                service=self.plan.service,
                receipt=self.plan.receipt(self.partner),
            )
        except BadInput as refusal:
            messages.error(self.request, translated(refusal.why))
            return redirect(self.request.path)
        service_plans.done(self.case, self.ring)
        if not access.may_disclose_referral(referral, self.user).allowed:
            tell_who_decides(self.request, "referral", referral.id)
        return redirect("sharing:referral", referral.id)

    def _record(self, answers: Answers) -> set[str]:
        """The parts that she keeps back."""
        answered = {
            data_class: answers[question.name] == "yes"
            for question in self.form.questions
            for data_class in question.told
        }
        if answered:
            giver = self.around.get(answers["said_by"])
            asking.answer_for(
                case=self.case,
                person=self.plan.person,
                partner=self.partner,
                purpose=self.plan.terms.purpose,
                answers=answered,
                by=self.user,
                ring=self.ring,
                given_by=previews.role_of(giver) if giver else answers["said_by"],
                giver=giver.entry if giver else None,
                words=answers["words"],
                agrees={"yes": True, "no": False}.get(answers.get("agrees", "")),
            )
        return {data_class for data_class, yes in answered.items() if not yes}

    def _page(self, status: int) -> HttpResponse:
        context = {
            "case": self.case,
            "plan": self.plan,
            "partner": self.partner,
            "form": self.form,
            "preview": self.preview,
            "works": self.works,
            "talk_again": talk_again(self.case, self.plan, self.partner, self.request.path),
            "child": self.known.is_child,
            "whose": previews.whose_yes(self.plan.person),
            "hers": self.known.words(),
            "warned_cases": warnings_in([self.case], self.user, self.ring, BESIDE_DANGER),
        }
        return render(self.request, "sharing/refer_send.html", context, status=status)
