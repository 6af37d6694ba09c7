"""Writing a proceeding, a record of it, and what is written below a record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.cases import access as cases
from fanal.cases.forms.helpers import offer_helpers
from fanal.cases.queries.consent_answers import HerWord, her_word
from fanal.cases.queries.helpers import INTERPRETER, VOLUNTEER, helpers_for
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.money import balances
from fanal.core.justice.proceedings import HerRole
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import LEGAL
from fanal.justice import access
from fanal.justice.actions import proceedings, recording
from fanal.justice.actions.recording import report_pressure
from fanal.justice.forms import JusticeForm, ProceedingForm
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.money import moves_of
from fanal.justice.queries.proposed import (
    ASKS_MONEY,
    asked_of,
    claim_as_before,
    currency_in,
    hearing_as_before,
    hints_for,
    matter_in_case,
    proceeding_as_known,
)
from fanal.justice.queries.records import proceeding_in
from fanal.justice.queries.shown_records import ShownJustice
from fanal.keys.requests import Request, acting, writing
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers
from fanal.web.words import translated

K = JusticeKind
# What her yes is asked for where a record of that kind is written.
ASKED_OF_HER = {
    K.HEARING: ConsentPurpose.RECORDING,
    K.HEARING_NEWS: ConsentPurpose.RECORDING,
    K.CLAIM: ConsentPurpose.COMPENSATION,
}


@idempotent
def new(request: Request, case_id: UUID) -> HttpResponse:
    """Add a proceeding. What is known of the case is proposed."""
    case = access.written_case_for(request.user, case_id)
    people = access.people_of(case)
    lawyers = access.lawyers_of(case)
    initial = proceeding_as_known(case, request.user, request.ring, lawyers)
    matter = matter_in_case(case, request.user, request.ring)
    if matter:
        initial |= {"matter": matter.text}
    form = ProceedingForm(sent(request), people=people, initial=initial)
    about = _("What it is about is taken from her legal situation ({source}): correct it.")

    def save(answers: Answers) -> str:
        proceeding_row = proceedings.begin(
            case=case, person=form.person(), answers=answers, **acting(request)
        )
        return _address(proceeding_row)

    return ask(
        request,
        form,
        save,
        heading=_("Add a proceeding"),
        lead=about.format(source=matter.source) if matter else "",
        code=case.code_name,
        back_url=reverse("justice:case", args=[case.id]),
    )


@idempotent
def change(request: Request, case_id: UUID, proceeding_id: UUID) -> HttpResponse:
    row = access.written_proceeding_for(request.user, case_id, proceeding_id)
    cases.opened(request.user, row.case, LEGAL, ring=request.ring)
    known = row.unseal(request.ring) | dict(row.coded)
    form = ProceedingForm(sent(request), initial=known)

    return ask(
        request,
        form,
        lambda answers: proceedings.change(proceeding=row, answers=answers, **writing(request)),
        heading=_("Change this proceeding"),
        code=row.person.code_name,
        record=row,
        done=_address(row),
    )


@pressed
def pressure(request: Request, case_id: UUID, proceeding_id: UUID) -> HttpResponse:
    """Tell the lead now, with one tap; what happened is asked afterwards."""
    row = access.written_proceeding_for(request.user, case_id, proceeding_id)

    pressure_row = report_pressure(proceeding=row, **acting(request))
    messages.success(request, _("The lead is told. Say what happened as soon as you can."))
    return HttpResponseRedirect(reverse("justice:below", args=[row.case_id, pressure_row.id]))


@idempotent
def write(request: Request, case_id: UUID, proceeding_id: UUID, kind: str) -> HttpResponse:
    """Write a record that stands by itself."""
    row = access.written_proceeding_for(request.user, case_id, proceeding_id)
    return _asked(request, row, access.kind_for(kind), None)


@idempotent
def below(request: Request, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Write what became of a record; the hand it went to; that she was told."""
    record = access.written_record_for(request.user, case_id, record_id)
    kind = record.record_kind.below
    assert kind is not None
    return _asked(request, record.proceeding, kind, record)


def _asked(
    request: Request, row: Proceeding, kind: JusticeKind, under: JusticeRecord | None
) -> HttpResponse:
    cases.opened(request.user, row.case, LEGAL, ring=request.ring)
    form = _form(request, row, kind, under)

    def save(answers: Answers) -> str:
        recording.record(
            proceeding=row,
            kind=kind,
            answers=form.answers(),
            under=under,
            on=answers.get("on"),
            due=answers.get("due"),
            sure=bool(answers.get("sure")),
            journey=form.journey(),
            **acting(request),
        )
        messages.success(request, _("Saved."))
        return f"{_address(row)}#{kind.value if under is None else under.record_kind.value}"

    return ask(
        request,
        form,
        save,
        template="justice/record.html",
        heading=translated(kind.described.add),
        code=row.person.code_name,
        back_url=_address(row),
        hints=hints_for(row, kind),
        balances=balances(moves_of(row, request.ring)) if kind is K.MONEY else (),
        said=_her_word(row, kind),
        works=cases.works_on(request.user, row.case),
        case=row.case,
        under=_shown(request, row, under),
    )


def _her_word(row: Proceeding, kind: JusticeKind) -> HerWord | None:
    purpose = ASKED_OF_HER.get(kind)
    return her_word(purpose, row.person_id, timezone.localdate()) if purpose else None


def _form(
    request: Request, row: Proceeding, kind: JusticeKind, under: JusticeRecord | None
) -> JusticeForm:
    """The form with what is known; at a hearing, with journeys and helpers that fit the case."""
    journeys = access.journeys_of(request.user, row.case) if kind is K.HEARING else None
    known = _proposed(request, row, kind, under)
    form = JusticeForm(
        kind,
        row.country,
        sent(request),
        journeys=journeys,
        initial=known,
        accused=row.role is HerRole.ACCUSED,
    )
    # Never filled in: a lawyer who only copies a day would be on file as who checked it.
    if kind is K.LIMIT and request.user.may(Permission.WORK_LEGAL):
        hint = _("If you did, write: {name}").format(name=request.user.display_name)
        form.fields["checked"].help_text = hint
    if kind in (K.HEARING, K.HEARING_NEWS):
        for name, does in ("interpreter", INTERPRETER), ("escort", VOLUNTEER):
            helpers = helpers_for(row.case, request.user, request.ring, does)
            offer_helpers(form.fields[name], helpers)
    return form


def _shown(request: Request, row: Proceeding, under: JusticeRecord | None) -> ShownJustice | None:
    """Return the record below which it is written, as the page of the proceeding shows it."""
    if under is None:
        return None
    records = proceeding_in(row, request.ring).records
    return next((record for record in records if record.row.id == under.id), None)


def _proposed(
    request: Request, row: Proceeding, kind: JusticeKind, under: JusticeRecord | None
) -> Answers:
    """Return what is known already: her language, the court and what she needs there, the currency,
    the hand that holds it, the day of a hearing that is over."""
    if kind is K.TOLD:
        return {"language": row.unseal(request.ring).get("language", "")}
    if kind is K.HEARING:
        return hearing_as_before(row, request.ring)
    if kind in (K.MEASURE, K.INFORMATION):
        return asked_of(row, kind, request.ring)
    if kind is K.CLAIM:
        return claim_as_before(row, request.ring)
    if kind in ASKS_MONEY:
        return {"currency": currency_in(row, request.ring)}
    if kind is K.HEARING_NEWS and under is not None:
        shown = _shown(request, row, under)
        day = shown.hearing.state.now.day if shown and shown.hearing else None
        today = timezone.localdate()
        return {"on": min(day, today) if day else today}
    if kind is K.CUSTODY and under is not None:
        shown = _shown(request, row, under)
        if shown is not None:
            return {
                "from_hand": shown.below[-1].text("to_hand")
                if shown.below
                else shown.text("keeper")
            }
    return {}


def _address(row: Proceeding) -> str:
    return reverse("justice:proceeding", args=[row.case_id, row.id])
