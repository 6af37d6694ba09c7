"""Looking for somebody: asking, confirming by two, and only then telling."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case
from fanal.core.calendars import PartialDate
from fanal.core.casework.tracing import ConfirmedBy, Whom, check_who_tells
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.matching.actions.confirmers import close_files
from fanal.matching.models import FamilyNotice, TracingAnswer, TracingRequest, WithdrawnAnswer
from fanal.matching.queries.followups import may_be_found
from fanal.matching.queries.tracing import (
    CHANGED,
    answered_by,
    answers_about,
    answers_are_whole,
    closed_by_consent,
    obstacles_to_telling,
    told_of,
    ways_out,
    went_out,
)
from fanal.people.models import Person
from fanal.sharing.models import Referral
from scriptnames import normalise

ENDED = say("this search has ended")


@transaction.atomic
def ask(
    *,
    case: Case,
    person: Person,
    whom: str,
    names: Sequence[str],
    by: User,
    ring: Ring,
    born: PartialDate | None = None,
    about: str = "",
    on: date | None = None,
) -> TracingRequest:
    """Write down whom a case looks for. Raises `BadInput` naming the field, and Refused where
    she did not say yes to her family being looked for."""
    day = on or timezone.localdate()
    check_code("whom", whom, Whom)
    case.must_concern(person)
    spellings = [text for name in names if (text := short_text("names", name))]
    # A name of signs alone matches everybody or nobody; it is refused before it is sealed.
    if not spellings or not all(normalise(text).keys for text in spellings):
        raise BadInput("names", say("a name needs at least one letter of a script we know"))
    request = TracingRequest(
        case=case, folder=case.id, person=person, whom=whom, made_by=by, made_on=day
    )
    _must_be_allowed(request, day)
    content = {
        "names": spellings,
        "born": str(born) if born else "",
        "about": long_text("about", about),
    }
    request.seal(ring, content)
    request.save()
    audit.record(act="tracing.asked", by=by, about=case.id)
    return request


@transaction.atomic
def answer(
    *,
    request: TracingRequest,
    person: Person,
    agrees: bool,
    ground: str,
    words: str,
    by: User,
    ring: Ring,
    folder: UUID | None = None,
    on: date | None = None,
) -> TracingAnswer:
    """Keep one colleague's finding, with the ground it rests on. Raises `BadInput` for a second
    one. `folder`: where it is sealed, if not with the case."""
    if _has_ended(request):
        raise BadInput("agrees", ENDED)
    check_code("ground", ground, ConfirmedBy)
    finding = long_text("words", words, needed=say("say what you found, and how"))
    # Two confirmations are two colleagues: one who answers twice is still one.
    if answered_by(by, request, person):
        raise BadInput("agrees", say("you have answered this already: a second person is needed"))
    answer_row = TracingAnswer(
        request=request,
        folder=folder or request.case_id,
        person=person,
        by=by,
        agrees=agrees,
        ground=ground,
        on=on or timezone.localdate(),
    )
    answer_row.seal(ring, {"words": finding})
    answer_row.save()
    _recorded("tracing.answered", request, person, by)
    return answer_row


@transaction.atomic
def take_back(
    *, answer: TracingAnswer, reason: str, by: User, ring: Ring, on: date | None = None
) -> WithdrawnAnswer:
    """Take back her own answer, which counts no more; it stays written, with the reason beside it,
    and she may answer anew.

    Raises `BadInput` without a reason, and Refused for anybody else's answer, one taken back
    already, and once the search has ended or the finding was told.
    """
    why_taken_back = long_text("reason", reason, needed=say("say why you take it back"))
    if answer.by_id != by.pk:
        raise Refused(say("an answer is taken back only by who gave it"))
    request = TracingRequest.objects.select_for_update().get(id=answer.request_id)
    if request.ended_on:
        raise Refused(ENDED)
    # A finding that a family was told cannot be made unsaid, so its grounds stay on record as they
    # were.
    if told_of(request, answer.person_id).exists():
        raise Refused(say("what was found was told already: the answers to it stand"))
    standing_one = TracingAnswer.objects.filter(id=answer.id, taken_back_on=None)
    # The condition is in the statement: of two clicks at once the second changes no row, and says
    # so.
    if not standing_one.update(taken_back_on=on or timezone.localdate()):
        raise Refused(say("this answer was taken back already"))
    withdrawn = WithdrawnAnswer(answer=answer, folder=answer.folder)
    withdrawn.seal(ring, {"reason": why_taken_back})
    withdrawn.save()
    _recorded("tracing.taken_back", request, answer.person, by)
    return withdrawn


@transaction.atomic
def tell(
    *,
    request: TracingRequest,
    person: Person,
    by: User,
    referral: Referral | None = None,
    on: date | None = None,
) -> FamilyNotice:
    """Write down that the finding is told now. Raises Refused before two independent
    confirmations, and where either of the two people has not said yes, or no longer.

    A family in our care is told here. Anybody else is told by a partner: `referral` has gone out
    through the gate for this, and was not recalled.
    """
    day = on or timezone.localdate()
    _must_be_allowed(request, day)
    if _has_ended(request):
        raise Refused(ENDED)
    # Asked again on the day: both can take back their yes between the finding and the telling. A
    # family may be who sold her.
    if person.id not in may_be_found([person.team], day):
        raise Refused(say("this cannot be told"))
    # A no that somebody deleted in the database leaves no row to check; the attested count does
    # (ADR 9).
    if not answers_are_whole():
        raise Refused(CHANGED)
    if reasons := obstacles_to_telling(request, answers_about(request, person.id)):
        raise Refused(*reasons)
    _through_the_gate(request, person, referral, by)
    # Told once: a form that is sent twice says nothing twice.
    notice, new = FamilyNotice.objects.get_or_create(
        request=request, person=person, defaults={"by": by, "on": day, "referral": referral}
    )
    if new:
        _recorded("tracing.told", request, person, by)
    return notice


def _through_the_gate(
    request: TracingRequest, person: Person, referral: Referral | None, by: User
) -> None:
    check_who_tells(request.whom, partner=referral is not None)
    if referral is None:
        return
    if referral not in ways_out(request, person, by):
        raise Refused(say("this referral is not about finding this family"))
    if not went_out(referral):
        raise Refused(say("the referral has not passed the check before sending: send it first"))


@transaction.atomic
def end(*, request: TracingRequest, by: User, on: date | None = None) -> None:
    """Look for them no longer; what was found stays written down, and whoever was asked to confirm
    has no file open any more."""
    TracingRequest.objects.filter(id=request.id).update(ended_on=on or timezone.localdate())
    close_files(request.confirmers.select_related("user"), by=by)
    audit.record(act="tracing.ended", by=by, about=request.case_id)


def _has_ended(request: TracingRequest) -> bool:
    """Return whether the search has ended as it stands now, whatever was read before.

    The row is held until the transaction ends, so that an end, or an answer that is taken back, at
    the same moment is seen before anything is told.
    """
    return TracingRequest.objects.select_for_update().get(id=request.id).ended_on is not None


def _must_be_allowed(request: TracingRequest, day: date) -> None:
    if state := closed_by_consent(request, day):
        raise Refused(
            say("her consent to her family being looked for: {state}", state=state.sentence())
        )


def _recorded(act: str, request: TracingRequest, person: Person, by: User) -> None:
    audit.record(act=act, by=by, about=request.case_id, detail={"person": str(person.id)})
