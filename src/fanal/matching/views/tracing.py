"""Looking for a missing person or a family, among those who said yes to being found."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.audit import actions as audit
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.cases.queries.people_around import family_around, family_looked_for, unnamed_in
from fanal.core.calendars import PartialDate
from fanal.core.calendars.intervals import Interval
from fanal.core.casework.tracing import ConfirmedBy, Whom
from fanal.core.errors import Refused
from fanal.core.sealing.compartments import IDENTITY
from fanal.keys.requests import Request, acting
from fanal.keys.ring import Ring
from fanal.matching import access, forms
from fanal.matching.actions import tracing as tracing_actions
from fanal.matching.models import TracingAnswer, TracingRequest
from fanal.matching.queries import tracing as queries
from fanal.people import access as people
from fanal.people.models import Person
from fanal.people.queries import identity
from fanal.web.asking import ask, sent
from fanal.web.forms import to_choose
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers, Context
from fanal.web.words import translated


@require_GET
def listed(request: Request, case_id: UUID) -> HttpResponse:
    """The requests of a case, without a name."""
    case = cases.worked_case_for(request.user, case_id)
    rows = case.tracings.select_related("person", "made_by")
    context = {
        "case": case,
        "rows": [(row, Whom(row.whom).sentence()) for row in rows],
        "people": [
            (link.person.code_name, urlencode({"person": link.person_id}))
            for link in case.concerns.select_related("person")
        ],
    }
    return render(request, "matching/tracings.html", context)


@idempotent
def new(request: Request, case_id: UUID) -> HttpResponse:
    """Ask whom the case looks for; refused where she did not say yes to it. With a person in the
    address she is looked for herself."""
    case = cases.worked_case_for(request.user, case_id)
    known = {str(link.person_id): link.person for link in case.concerns.select_related("person")}

    def save(answers: Answers) -> str:
        person, names = known[answers.pop("person")], answers.pop("names").splitlines()
        tracing_request = tracing_actions.ask(
            case=case, person=person, names=names, **answers, **acting(request)
        )
        return reverse("matching:tracing", args=[tracing_request.id])

    missing = known.get(request.GET.get("person", ""))
    proposed, source = _herself(request, missing) if missing else _family(request, case)
    lead = _("Only people who said yes to being found are searched: others are not even counted.")
    if source:
        lead = f"{lead} {source}"
    named = [(key, concerned.code_name) for key, concerned in known.items()]
    return ask(
        request,
        forms.TracingForm(sent(request), offered={"person": to_choose(named)}, initial=proposed),
        save,
        heading=_("Search for who is missing") if missing else _("Search for family"),
        lead=lead,
        code=case.code_name,
        submit=_("Search"),
        back_url=reverse("matching:tracings", args=[case.id]),
    )


# What a form is filled in with, and the sentence that says where it is from.
type Proposed = tuple[Answers, str]


def _herself(request: Request, person: Person) -> Proposed:
    """Return her names and her birth as they stand in her file, where the reader opens it."""
    answers: Answers = {"person": str(person.id), "whom": Whom.MISSING}
    if not people.people_among(request.user, [person.id]).exists():
        return answers, ""
    known = identity(person, request.ring, timezone.localdate())
    names = list(dict.fromkeys(data["text"] for _name, data in known.names if data))
    if not names:
        return answers, ""
    people.opened(request.user, person, ring=request.ring)
    answers |= {"names": "\n".join(names), "born": _as_date(known.weighed.born)}
    return answers, _("Her names and her birth are proposed as they stand in her file.")


def _as_date(born: Interval | None) -> PartialDate | None:
    """Return the year, month or day that is said of a birth; nothing where it is more or less."""
    if born is None:
        return None
    day = born.earliest
    dates = (
        PartialDate(day.year, day.month, day.day),
        PartialDate(day.year, day.month),
        PartialDate(day.year),
    )
    return next((one for one in dates if one.interval == born), None)


def _family(request: Request, case: Case) -> Proposed:
    """Return whom nobody looks for yet. Who must never be told of her is proposed to nobody."""
    if IDENTITY not in cases.compartments_for(request.user, case):
        return {}, ""
    family = [one for one in family_around(case, request.ring) if not one.danger]
    found = unnamed_in(family, family_looked_for(case, request.ring))
    if not found:
        return {}, ""
    cases.opened(request.user, case, IDENTITY, ring=request.ring)
    names, about = ([one.name for one in found], [one.said for one in found])
    answers = {"whom": Whom.FAMILY, "names": "\n".join(names), "about": "\n".join(about)}
    return answers, _("The names of those around her are proposed: keep whom you look for.")


@require_GET
def tracing(request: Request, request_id: UUID) -> HttpResponse:
    """What is looked for, and the near files of those who may be found."""
    asked = access.request_for(request.user, request_id)
    today = timezone.localdate()
    content = asked.unseal(request.ring)
    closed = queries.closed_by_consent(asked, today)
    candidates = []
    if closed is None and asked.ended_on is None:
        audit.record(act="tracing.searched", by=request.user, about=asked.case_id)
        candidates = queries.findings(asked, content, request.user, request.ring, today)
    context = {
        "asked": asked,
        "whom": Whom(asked.whom).sentence(),
        "told": content,
        "closed": closed,
        "found": candidates,
    }
    return render(request, "matching/tracing.html", context)


@idempotent
def finding(request: Request, request_id: UUID, person_id: UUID) -> HttpResponse:
    """Show one file that may be the one; what colleagues found shows once one has answered
    oneself."""
    asked = access.request_for(request.user, request_id)
    person = access.found_for(request.user, asked, person_id)

    def save(answers_given: Answers) -> str:
        answers_given["agrees"] = answers_given["agrees"] == "yes"
        tracing_actions.answer(request=asked, person=person, **answers_given, **acting(request))
        return reverse("matching:finding", args=[asked.id, person.id])

    people.opened(request.user, person, ring=request.ring)
    known = queries.answers_about(asked, person.id)
    answers = list(known.select_related("by", "taken_back"))
    lacking = queries.obstacles_to_telling(asked, answers)
    mine = queries.answered_by(request.user, asked, person)
    # What others found is hidden until she has answered: two who read each other are one opinion.
    shown = answers if mine or not lacking else [a for a in answers if a.by_id == request.user.pk]
    return ask(
        request,
        forms.TracingFindingForm(sent(request)),
        save,
        template="matching/finding.html",
        asked=asked,
        person=person,
        told=asked.unseal(request.ring),
        known=identity(person, request.ring, timezone.localdate()),
        answers=_in_words(shown, request.ring),
        hidden=len({a.by_id for a in answers if a not in shown and not a.taken_back_on}),
        mine=mine,
        is_asker=asked.made_by_id == request.user.pk,
        lacking=lacking,
        family=asked.whom == Whom.FAMILY,
        ways=[] if lacking else queries.ways_out(asked, person, request.user),
        others=bool(lacking) and access.asks_others(request.user, asked),
        telling=queries.told_of(asked, person.id).select_related("by").first(),
        cancel_url=reverse("matching:tracing", args=[asked.id]),
    )


def _in_words(answers: list[TracingAnswer], ring: Ring) -> list[Context]:
    return [
        {
            "row": answer,
            "ground": ConfirmedBy(answer.ground).sentence(),
            "data": answer.try_unseal(ring),
            "back": answer.taken_back_on and answer.taken_back.try_unseal(ring),
        }
        for answer in answers
    ]


@pressed
def note_told(request: Request, request_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down that it is told: refused before two independent confirmations."""
    asked = access.request_for(request.user, request_id)
    person = access.found_for(request.user, asked, person_id)
    try:
        chosen = request.POST.get("referral", "")
        ways = queries.ways_out(asked, person, request.user)
        referral = next((one for one in ways if str(one.id) == chosen), None)
        # A forged id is refused rather than taken for “told by ourselves”.
        if chosen and referral is None:
            raise Http404
        tracing_actions.tell(request=asked, person=person, by=request.user, referral=referral)
        messages.success(request, _("Saved. Tell them only what both agreed to."))
    except Refused as refusal:
        _refused(request, asked, refusal)
    return redirect("matching:finding", asked.id, person.id)


def _refused(request: Request, asked: TracingRequest, refusal: Refused) -> None:
    audit.record(act="tracing.refused", by=request.user, about=asked.case_id)
    for reason in refusal.reasons:
        messages.error(request, translated(reason))


@pressed
def end(request: Request, request_id: UUID) -> HttpResponse:
    """Look for them no longer."""
    asked = access.request_for(request.user, request_id)
    tracing_actions.end(request=asked, by=request.user)
    return redirect("matching:tracings", asked.case_id)


@idempotent
def take_back(request: Request, request_id: UUID, person_id: UUID) -> HttpResponse:
    """Take back one's own answer, on the page of the file that was found."""
    asked = access.request_for(request.user, request_id)
    person = access.found_for(request.user, asked, person_id)
    address = reverse("matching:finding", args=[asked.id, person.id])
    return _taken_back(request, access.own_answer_for(request.user, asked, person), address)


@idempotent
def unconfirm(request: Request, confirmer_id: UUID) -> HttpResponse:
    """Take back one's own answer, as the colleague of elsewhere who was asked."""
    people.must_hold_files(request.user)
    row = access.confirmation_for(request.user, confirmer_id)
    mine = access.own_answer_for(request.user, row.request, row.person)
    return _taken_back(request, mine, reverse("matching:confirm", args=[row.id]))


def _taken_back(request: Request, mine: TracingAnswer, there: str) -> HttpResponse:
    return ask(
        request,
        forms.TakeBackForm(sent(request)),
        lambda answers: tracing_actions.take_back(answer=mine, **answers, **acting(request)),
        heading=_("Take back what you answered"),
        lead=_(
            "It no longer counts, and stays on record with the reason. You may answer again; "
            "nobody is told before there are two independent confirmations."
        ),
        code=mine.person.code_name,
        submit=_("Take it back"),
        done=there,
    )
