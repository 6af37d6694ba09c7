"""Writing down consent, and that it was taken back."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.cases import access
from fanal.cases.actions import consents
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.forms.carers import TakenBackByForm
from fanal.cases.forms.consents import ConsentForm, ConversationForm, WhomSheMeantForm
from fanal.cases.known_language import known_language
from fanal.cases.models import Case, CaseEntry, Consent
from fanal.cases.queries import pages
from fanal.cases.queries.case_warnings import WHOSE_YES, warnings_in
from fanal.cases.queries.consent_validity import doubts_of, standing_of, stands_against, with_doubts
from fanal.cases.queries.first_screen import at_a_glance
from fanal.cases.queries.offered_partners import partners_by_fit
from fanal.cases.queries.people_around import PersonKnownToCase, people_around
from fanal.cases.queries.records import carer_decisions, in_words_only
from fanal.cases.queries.records import consents as consents_in
from fanal.cases.views.case import address
from fanal.core.casework.consent import GivenBy
from fanal.core.casework.sections import Section
from fanal.core.casework.whose_consent import (
    CAREGIVER_MAY_BE_THE_DANGER,
    ConsentAge,
    WhoAsks,
    who_is_asked,
)
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request, acting
from fanal.partners.access import partners_for
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.web.addresses import way_back
from fanal.web.asking import ask, confirm, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context
from fanal.web.words import translated

NOTHING_MORE = gettext_lazy("From today nothing more is shared or done on the basis of it.")
BY_AGE = gettext_lazy(
    "Her own no counts at every age. That of somebody else counts below 15, or while her age is "
    "not known."
)
TOLD = ("words", "language", "interpreter_name", "assent")


@dataclass(frozen=True)
class Conversation:
    """A conversation with the people of a case, and those around them who may answer for them."""

    case: Case
    people: dict[str, Person]
    around: dict[str, PersonKnownToCase]

    @property
    def back(self) -> str:
        return address(self.case.id, "section", section=Section.CONSENT)

    def giver(self, key: str) -> CaseEntry | None:
        return self.around[key].entry if key in self.around else None


def _begun(request: Request, case_id: UUID) -> Conversation:
    case = access.worked_case_for(request.user, case_id)
    people = {str(link.person_id): link.person for link in case.concerns.select_related("person")}
    # Here, where the keys are at hand: the gate reads these rows later, when nobody has unlocked.
    refresh_people_around(case=case, ring=request.ring)
    return Conversation(case, people, people_around(case, request.ring))


def _form[Form: ConsentForm | ConversationForm](
    kind: type[Form], request: Request, talk: Conversation, known: Answers
) -> Form:
    return kind(
        [(key, person.code_name) for key, person in talk.people.items()],
        _partners(request),
        sent(request),
        initial={"on": timezone.localdate(), "language": _her_language(request, talk)} | known,
        around=[(key, person_around.words) for key, person_around in talk.around.items()],
        offered=partners_by_fit(talk.case, request.user),
    )


def _her_language(request: Request, talk: Conversation) -> str:
    # It writes down that her file was read: once, when the form is shown.
    return "" if request.method == "POST" else known_language(talk.case, request.user, request.ring)


@idempotent
def record(request: Request, case_id: UUID) -> HttpResponse:
    """A conversation about one purpose."""
    talk = _begun(request, case_id)

    def save(answers: Answers) -> str:
        content = {name: answers.pop(name) for name in TOLD}
        consent = consents.record_consent(
            case=talk.case,
            person=talk.people[answers.pop("person")],
            giver=talk.giver(answers.pop("giver")),
            answers=content,
            **_whom(answers.pop("partner")),
            **answers,
            **acting(request),
        )
        _warn(request, [consent])
        # Where something waits for her answer, who asked her goes on with it.
        asked_from = request.GET.get("next", "")
        return way_back(request, asked_from) if asked_from else talk.back

    return ask(
        request,
        _form(ConsentForm, request, talk, _asked_for(request)),
        save,
        template="cases/consent.html",
        submit=_("Save the answer"),
        **_page(request, talk),
    )


def _asked_for(request: Request) -> Answers:
    """Return what the page asks for from which one came; her answer is never there before."""
    asked = {name: request.GET.get(name) for name in ("person", "partner", "purpose")}
    return {name: known for name, known in asked.items() if known}


@idempotent
def conversation(request: Request, case_id: UUID) -> HttpResponse:
    """A conversation about several purposes: one page, a consent each."""
    talk = _begun(request, case_id)
    form = _form(ConversationForm, request, talk, {})

    def save(answers: Answers) -> str:
        recorded = consents.record_consents(
            answers=[answer | _whom(answer.pop("partner")) for answer in form.answers()],
            conversation={
                "case": talk.case,
                "person": talk.people[answers["person"]],
                "giver": talk.giver(answers["giver"]),
                "answers": {name: answers[name] for name in TOLD},
                **{name: answers[name] for name in ("given_by", "on", "until")},
            },
            **acting(request),
        )
        _warn(request, recorded)
        return talk.back

    return ask(
        request,
        form,
        save,
        template="cases/conversation.html",
        submit=_("Save the answers"),
        **_page(request, talk),
    )


def _page(request: Request, talk: Conversation) -> Context:
    """Return the context with whose yes is needed of each person; of caregivers only where somebody
    may be a child."""
    advice = _advice(request, talk.case)
    children = {one["person"].id for one in advice if one["who"] is not WhoAsks.HERSELF}
    decided = [one for one in _decided(request, talk) if one["row"].person_id in children]
    return {
        "case": talk.case,
        "warned_cases": warnings_in([talk.case], request.user, request.ring, WHOSE_YES),
        "heading": _("Consent"),
        "code": talk.case.code_name,
        "advice": advice,
        "decided": decided,
        "caregiver": CAREGIVER_MAY_BE_THE_DANGER
        if children - {one["row"].person_id for one in decided}
        else None,
        "on_file": _on_file(request, talk),
        "back_url": talk.back,
    }


def _decided(request: Request, talk: Conversation) -> list[Context]:
    """Return by which decisions of two somebody answers for a child today, or is to once a second
    agrees: nobody asks for a decision that stands."""
    may_open, today = access.compartments_for(request.user, talk.case), timezone.localdate()
    return [
        one
        for one in carer_decisions(talk.case, request.ring, may_open, request.user)
        if one["row"].ended_on is None
        and not (one["row"].until and one["row"].until < today)
        and not (one["who"] and one["who"].danger)
    ]


def _on_file(request: Request, talk: Conversation) -> list[Context]:
    """Return what was asked before and answered, by purpose and who is told, with the day: nobody
    is asked twice because a page did not say so."""
    may_open = access.compartments_for(request.user, talk.case)
    return at_a_glance(consents_in(talk.case, request.ring, may_open), only=None)


def _warn(request: Request, recorded: list[Consent]) -> None:
    """Warn of what stands against a yes: once, however many were given in one conversation."""
    rows = list(Consent.objects.filter(case=recorded[0].case, person=recorded[0].person))
    doubtful, today = doubts_of(rows), timezone.localdate()
    stands = standing_of(with_doubts(rows, doubtful, today), today)
    against = [
        stands_against(consent, doubtful.get(consent.id), stands.get(consent.id))
        for consent in recorded
    ]
    for why in dict.fromkeys(translated(reason) for reason in against if reason):
        messages.warning(request, why)


@idempotent
def choose_partner(request: Request, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """The partner of a consent that names one in words."""
    case = access.worked_case_for(request.user, case_id)
    access.must_write(request.user, case, NARRATIVE)
    consent = access.consent_for(case, consent_id)
    if not in_words_only(consent, timezone.localdate()):
        raise Http404
    back = address(case_id, "section", section=Section.CONSENT)

    def save(answers: Answers) -> None:
        consents.choose_partner(consent=consent, **answers, **acting(request))

    return ask(
        request,
        WhomSheMeantForm(sent(request), offered={"partner": _partners(request)}),
        save,
        template="cases/whom_she_meant.html",
        consent=consent,
        heading=_("Which partner she meant"),
        submit=_("Save with this partner"),
        done=back,
        cancel_url=back,
    )


def _partners(request: Request) -> QuerySet[Partner]:
    return partners_for(request.user).filter(merged_into=None)


def _whom(partner: Partner | None) -> Answers:
    """The id is what the gate reads; the name, sealed, is what was said to her."""
    return {"partner": partner.id, "recipient": partner.name} if partner else {}


def _advice(request: Request, case: Case) -> list[Context]:
    """Return for each person whose yes is needed at that age."""
    may_open = access.compartments_for(request.user, case)
    people = pages.concerned(case, request.ring, may_open, timezone.localdate())
    return [
        {
            "person": person.link.person,
            "who": who_is_asked(person.age),
            "age": ConsentAge(person.age),
        }
        for person in people
    ]


@idempotent
def withdraw(request: Request, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """Write down that a consent was taken back, and by whom."""
    case = access.worked_case_for(request.user, case_id)
    consent = access.consent_for(case, consent_id)
    given_by = GivenBy(consent.given_by)
    of_others = given_by is not GivenBy.HERSELF
    form = TakenBackByForm(given_by, sent(request)) if of_others else None
    return confirm(
        request,
        lambda: consents.take_back(
            consent=consent, who=form.taken_back_by if form else GivenBy.HERSELF, **acting(request)
        ),
        form=form,
        heading=_("A consent is taken back") if form else _("She takes this consent back"),
        consequences=[
            BY_AGE if form else NOTHING_MORE,
            _("What was shared already stays with whoever received it: tell her so."),
            _(
                "If a yes and a no are of the same day, the no counts: if she says yes to the "
                "same thing again, record it tomorrow."
            ),
        ],
        submit=_("Consent was taken back"),
        cancel_url=address(case_id, "section", section=Section.CONSENT),
    )
