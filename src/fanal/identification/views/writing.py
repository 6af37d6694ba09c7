"""Writing down circumstances, findings, indicators."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.cases.access import works_on
from fanal.cases.forms.helpers import offer_helpers
from fanal.cases.known_language import known_language
from fanal.cases.queries.consent_answers import her_word
from fanal.cases.queries.helpers import helpers_for
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.law.indicators import list_for
from fanal.identification import access
from fanal.identification.actions import recording, repeat_interviews
from fanal.identification.forms.recording import (
    CircumstancesForm,
    IdentificationFindingForm,
    IndicatorsForm,
    VictimStatementForm,
    circumstances_initial,
)
from fanal.identification.known_facts import completed
from fanal.identification.models import Circumstances
from fanal.identification.queries import case_from, her_file, record_of, second_reading
from fanal.identification.views.addresses import address
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def circumstances(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask for sex, age at the time, days and countries."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    row = Circumstances.objects.filter(case=concern.case, person=concern.person).first()
    proposed = row.unseal(request.ring) if row else {}
    confirmed = case_from(proposed)
    file = her_file(concern, request.ring, confirmed)
    initial = circumstances_initial(proposed, completed(confirmed, file).person)
    form = CircumstancesForm(sent(request), initial=initial)

    def save(_answers: Answers) -> None:
        version = version_of(request) if row else 0
        recording.save_circumstances(
            concern=concern, version=version, **form.kept(), **acting(request)
        )

    return ask(
        request,
        form,
        save,
        done=address(concern),
        template="identification/circumstances.html",
        heading=_("Age, days and places"),
        proposed=completed(confirmed, file) != confirmed,
        code=concern.person.code_name,
        record=row,
    )


@idempotent
def finding(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down what an authority, a court or an organisation found."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)

    def keep(answers: Answers) -> str:
        recording.add_finding(concern=concern, **answers, **acting(request))
        return f"{address(concern)}#findings"

    return ask(
        request,
        IdentificationFindingForm(sent(request)),
        keep,
        heading=_("What an authority found"),
        lead=_("Several findings may stand side by side and disagree."),
        code=concern.person.code_name,
        back_url=address(concern),
    )


@idempotent
def victim_statement(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down a statement that was taken of her: it is read instead of asking her again."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)

    def keep(answers: Answers) -> str:
        repeat_interviews.add_victim_statement(concern=concern, **answers, **acting(request))
        return address(concern, "said")

    language = known_language(concern.case, request.user, request.ring, concern.person)
    form = VictimStatementForm(sent(request), initial={"language": language})
    today = timezone.localdate()
    helpers = helpers_for(concern.case, request.user, request.ring)
    offer_helpers(form.fields["interpreter"], helpers)
    return ask(
        request,
        form,
        keep,
        template="identification/victim_statement.html",
        case=concern.case,
        said=her_word(ConsentPurpose.STATEMENT, person_id, today),
        recording=her_word(ConsentPurpose.RECORDING, person_id, today),
        works=works_on(request.user, concern.case),
        heading=_("A statement taken from her"),
        lead=_("Taken once, it is read instead of asking her again."),
        code=concern.person.code_name,
        back_url=address(concern),
    )


@idempotent
def indicators(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """The ILO indicators for labour, as a second reading."""
    concern = access.written_by(request.user, case_id, person_id, request.ring)
    row, data, reading = second_reading(concern, request.ring)
    group = data["group"] or list_for(record_of(concern, request.ring).about.person)
    initial = {"group": group, **data["answers"]}
    form = IndicatorsForm(sent(request), initial=initial)

    def save(answers: Answers) -> str:
        recording.save_indicators(
            concern=concern,
            group=answers["group"],
            answers=form.answers(),
            version=version_of(request) if row else 0,
            **acting(request),
        )
        return address(concern, "indicators")

    return ask(
        request,
        form,
        save,
        template="identification/indicators.html",
        heading=_("Indicators of the International Labour Organization"),
        code=concern.person.code_name,
        reading=reading,
        record=row,
        back_url=address(concern),
    )
