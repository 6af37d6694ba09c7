"""What a page would say once an answer is saved, shown to whoever gives it before it is saved."""

from datetime import datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac

from fanal.cases.forms.present import HourField, NoLongerForm
from fanal.cases.models import Case
from fanal.cases.queries import present
from fanal.cases.queries.rights import rights_on
from fanal.cases.queries.story import StoryQuery
from fanal.cases.queries.unsettled import as_of_now
from fanal.core.casework.answers import is_value
from fanal.core.casework.contact_evidence import own_word
from fanal.core.casework.statements import (
    CaseStatement,
    StatementQuestion,
    StatementSource,
    WrittenBy,
)
from fanal.keys.requests import Request
from fanal.partners.queries.holding import may_hold
from fanal.people.models import Person
from fanal.web.forms.typed_fields import field_of

# What the state would rest on; the words may still change after they were shown.
RESTS_ON = ("said_by", "sign", "free", "partner")
TO_THE_MINUTE = "%Y-%m-%dT%H:%M"


def as_it_would_be(
    request: Request, case: Case, person: Person, form: NoLongerForm
) -> present.VisibleState | None:
    """Return what the page would say once this form without mistakes is saved; None where it was
    shown already."""
    if shown_at(request, person, form) is not None:
        return None
    cleaned = form.cleaned_data
    partner, free = cleaned["partner"], cleaned["free"]
    trusted = may_hold([str(partner.id)], timezone.now())[str(partner.id)] if partner else None
    statement = CaseStatement(
        id="new",
        question=StatementQuestion.DANGER,
        answer=False,
        said=cleaned["said_at"],
        written=timezone.now(),
        form=WrittenBy.STATE,
        source=StatementSource(cleaned["said_by"]),
        who=cleaned["who"] or (partner.name if partner else ""),
        free=free if is_value(free) else None,
        trusted=trusted,
        what_changed=cleaned["what_changed"],
        by=str(request.user),
        heard=own_word(cleaned["said_by"], cleaned.get("sign")),
    )
    seen = present.would_be(person.id, statement, request.user, request.ring)
    return as_of_now({person.id: seen}, _asked(request, case, person))[person.id]


def _asked(request: Request, case: Case, person: Person) -> StoryQuery:
    rights = rights_on(request.user, case)
    now = timezone.localtime()
    return StoryQuery(case, request.user, request.ring, rights, now, people=(person,))


def shown_at(request: Request, person: Person, form: NoLongerForm) -> datetime | None:
    """Return the moment, to the second, with which it was shown what the page will say; None where
    it was not, or another was written since."""
    moment, _space, mark = request.POST.get("seen", "").partition(" ")
    hour = field_of(form, "said_at", HourField).given(form["said_at"].data)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    same = hour == at.replace(second=0, microsecond=0)
    return at if same and mark == _mark(request.POST, person, at) else None


def sent_as_shown(request: Request, person: Person, said_at: datetime) -> QueryDict:
    """Return what was sent, with the moment and the mark by which `shown_at` knows it again."""
    posted = request.POST.copy()
    posted["said_at"] = said_at.strftime(TO_THE_MINUTE)
    posted["seen"] = f"{said_at.isoformat()} {_mark(posted, person, said_at)}"
    return posted


def _mark(sent: QueryDict, person: Person, said_at: datetime) -> str:
    answers = [sent.get(name, "").strip() for name in RESTS_ON]
    parts = [str(person.id), said_at.isoformat(), *answers]
    # What was shown is what is saved: a form that was changed since is shown once more.
    return salted_hmac("fanal.cases.state", repr(parts), algorithm="sha256").hexdigest()
