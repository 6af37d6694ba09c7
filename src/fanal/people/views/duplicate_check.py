"""Near files side by side before a new one is opened; what was answered goes with the form."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.casework.answers import is_value
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.requests import Request, acting
from fanal.people import access, queries
from fanal.people.actions.persons import ComparedFile
from fanal.people.forms import KnownForm, WhoseForm
from fanal.people.models import Person
from fanal.people.related_cases import HerCases, codes_of_people
from fanal.people.search import PossibleMatch, near_files
from fanal.people.search_entries import freshen
from fanal.web.asking import WRONG, ask, sent
from fanal.web.forms.mistakes import show_mistake
from fanal.web.typing import Answers, Context
from scriptnames import romanise

type CasesOf = Callable[[User, list[Person]], Mapping[UUID, HerCases]]
SHOWN = 5
HAS_OPEN = say("she has an open case: see below before you open another")
HAS_CLOSED = say("she has a closed case: see below before you open another")
WHOSE = "people/whose.html"
TWINS = "twins"
SAME = {"not_same": False, TWINS: False, "cannot_tell": None}


def before_new(
    request: Request, form: KnownForm, name: str, field: str = "text"
) -> tuple[Context, bool]:
    """What the page needs to show the near files, and whether exactly these were seen already.

    `form` is a valid `KnownForm`; a name that cannot be searched for becomes a mistake of `field`.
    """
    near = _near(request, form, name, field) if name.strip() or form.known().phone else []
    seen = " ".join(sorted(str(row["found"].person.id) for row in near))
    # Exactly these: a file that a colleague opened between the two clicks is shown before a second
    # one is.
    return {"near": near, "seen": seen}, not near or request.POST.get("seen") == seen


def submitted_answers(request: Request) -> QueryDict | None:
    """What was sent for a `WhoseForm`: "this is her" beside a near file fills in its code name."""
    data = sent(request)
    if data is not None and data.get("she_is"):
        data = data.copy()
        data["person"] = data.get("she_is", "")
    return data


def ask_same_person(
    request: Request,
    form: WhoseForm,
    act: Callable[..., str],
    *,
    her_cases: CasesOf | None,
    **page: Any,
) -> HttpResponse:
    """Ask a `WhoseForm`: near files come before `act(answers, file)`, which returns an address.

    `file` is what an action takes of the person: the file that was named, or all for a new one.
    `her_cases`: those of each near person, shown beside her.
    """
    near, first = _near_whose(request, form)
    if her_cases:
        found = her_cases(request.user, [row["found"].person for row in near["near"]])
        for row in near["near"]:
            of_her = found[row["found"].person.id]
            row["cases"], row["closed"] = of_her.open, of_her.closed
    page |= near | {"also": [], "one_more": []}
    if first:
        return render(request, WHOSE, {"form": form, **page})

    def go(answers: Answers) -> str:
        person = _file_of(request, form)
        if person and her_cases and not _one_more(request, person):
            also = her_cases(request.user, [person])[person.id]
            if also.open or also.closed:
                page["also"].append(also)
                page["one_more"].append(person.id)
                # Two open cases of one girl are two workers who do not know of each other: she is
                # named once before one more is opened, and whoever insists goes on.
                raise BadInput("person", HAS_OPEN if also.open else HAS_CLOSED)
        return act(
            answers, {"person": person, "others": answered(request, near), **form.new_file()}
        )

    return ask(request, form, go, template=WHOSE, **page)


def _one_more(request: Request, person: Person) -> bool:
    """Whether her cases were shown already: beside a near file, or before this same answer."""
    return bool(request.POST.get("she_is")) or request.POST.get("one_more") == str(person.id)


def _near_whose(request: Request, form: WhoseForm) -> tuple[Context, bool]:
    """Return what the page needs for a `WhoseForm`, and whether the near files come before the
    act."""
    new = request.method == "POST" and form.is_valid() and not form.cleaned_data["person"].strip()
    if not new:
        return {"near": [], "seen": ""}, False
    near, seen = before_new(request, form, form.cleaned_data["name"], "name")
    return near, not (seen or form.errors)


def _file_of(request: Request, form: WhoseForm) -> Person | None:
    """The file of the code name that was given; None where a new one is wanted.

    Raises `BadInput` for a code name of no file.
    """
    code = form.cleaned_data["person"]
    if not code.strip():
        return None
    person = access.person_by_code(request.user, code)
    if person is None:
        raise BadInput("person", say("there is no file with this code name"))
    return person


def answered(request: Request, near: Context) -> list[ComparedFile]:
    """Return each file of which something was said: another person, a twin, or one cannot tell. Of
    whom nothing was said is nothing kept: the two come up again among the duplicates."""
    judged = [row for row in near["near"] if row["said"] in SAME]
    return [
        ComparedFile(row["found"].person, SAME[row["said"]], row["said"] == TWINS) for row in judged
    ]


def status_of(form: Form) -> int:
    return WRONG if form.errors else 200


def _near(request: Request, form: KnownForm, name: str, field: str) -> list[Context]:
    try:
        names = [name] if name.strip() else []
        found = near_files(names, **form.asked(), **acting(request))
    except BadInput as mistake:
        show_mistake(form, BadInput(field, mistake.why))
        return []
    return _side_by_side(request, found[:SHOWN])


def _side_by_side(request: Request, found: list[PossibleMatch]) -> list[Context]:
    """Return each near file with its names, age and the people around her, opened and written
    down."""
    people = [match.person for match in found]
    # The page shows names and ages of each, so each is journalled as opened, not as listed.
    for person in people:
        access.opened(request.user, person, ring=request.ring)
    # Rows of before hold names alone; opening her is the moment at which they can be written anew.
    freshen(people, request.ring)
    around = queries.around(request.user, people)
    states = codes_of_people([person.id for person in people])
    return [
        _row(request, match, around[match.person.id]) | {"state": states.get(match.person.id)}
        for match in found
    ]


def _row(request: Request, found: PossibleMatch, around: list[str]) -> Context:
    known = queries.identity(found.person, request.ring, timezone.localdate())
    texts = [data["text"] for _, data in known.names if data]
    origins = [answer["origin"] for answer in (known.answers, *known.others.values())]
    places = dict.fromkeys(str(place) for place in origins if is_value(place))
    question = f"answer_{found.person.id}"
    return {
        "found": found,
        "known": known,
        "sounds": ", ".join(dict.fromkeys(romanise(text) for text in texts)),
        "place": ", ".join(places),
        "around": ", ".join(around),
        "question": question,
        "said": request.POST.get(question, ""),
        "cases": [],
        "closed": [],
    }
