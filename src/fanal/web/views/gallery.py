"""Every component on one page, in the language of the page: to look at, and for the tests."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from fanal.core.calendars import PartialDate
from fanal.core.casework.answers import NoAnswer
from fanal.core.errors import Conflict
from fanal.web import errors
from fanal.web.asking import sent
from fanal.web.conflicts import conflict_page
from fanal.web.forms.answers import AnswerField
from fanal.web.forms.dates import PartialDateField
from fanal.web.icons import ICONS
from fanal.web.idempotency import idempotent
from fanal.web.typing import PageText

CODE = "Blue Heron 42"
CONTACT = [("call", _("A call")), ("text", _("A text message")), ("nobody", _("Not at all"))]
HELP = [("shelter", _("A safe place")), ("doctor", _("A doctor")), ("papers", _("Papers"))]


class GalleryForm(forms.Form):
    """One of each kind of question."""

    as_said = forms.CharField(
        label=_("Name as said"), help_text=_("In any script, as she says it.")
    )
    contact = forms.ChoiceField(
        label=_("How may we reach her?"), choices=CONTACT, widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label=_("What does she need now?"),
        choices=HELP,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    born = PartialDateField(label=_("Date of birth"), help_text=_("Leave unknown parts empty."))
    village = AnswerField(forms.CharField(), label=_("Home village"))
    story = forms.CharField(label=_("In her own words"), widget=forms.Textarea, required=False)
    language = forms.ChoiceField(
        label=_("Language spoken"), choices=[("lo", "ລາວ"), ("vi", "Tiếng Việt"), ("km", "ខ្មែរ")]
    )
    safe = forms.BooleanField(
        label=_("She is in a safe place now"), help_text=_("She says so herself."), required=False
    )


TASKS = [
    {"name": _("Call"), "url": "#signal", "state": "done"},
    {
        "name": _("Immediate safety"),
        "url": "#safety",
        "state": "in_progress",
        "hint": _("2 of 3 questions answered"),
    },
    {"name": _("Consent"), "url": "#consent", "state": "waiting", "detail": _("her decision")},
    {"name": _("Plan"), "url": "#plan", "state": "not_started"},
    {"name": _("Documents"), "url": "", "state": "not_applicable", "detail": _("others do it")},
]
COLUMNS = [_("Case"), _("Stage"), _("Next step"), _("Until")]


def _rows() -> list[list[dict[str, PageText]]]:
    found: list[tuple[PageText, ...]] = [
        (CODE, _("Assessment"), _("Call the shelter"), "2026-11-25"),
        ("Quiet Harbour 7", _("Follow-up"), _("Visit at thirty days"), "2026-11-27"),
    ]
    return [
        [
            {"column": column, "text": text, "url": "#case" if number == 0 else ""}
            for number, (column, text) in enumerate(zip(COLUMNS, row, strict=True))
        ]
        for row in found
    ]


SUMMARY = [
    {"key": _("Name to be used"), "value": "ນາງ ແກ້ວ", "url": "#change"},
    {"key": _("Home village"), "value": NoAnswer.DOES_NOT_WANT_TO_SAY, "url": "#change"},
    {"key": _("Language spoken"), "value": "ລາວ", "url": ""},
]
EVENTS = [
    {
        "when": "2026-11-24",
        "by": "Sokha",
        "title": _("A call came in"),
        "text": _("She may be called after eight in the evening."),
    },
    {"when": "2026-11-25", "title": _("She arrived at a safe place"), "by": "", "text": ""},
]
SIDES = [
    {"label": _("Date of birth"), "left": "1994-03", "right": "1996-03-02", "differs": True},
    {"label": _("Language spoken"), "left": "ລາວ", "right": "ລາວ", "differs": False},
]
MISTAKEN = {
    "born_day": "31",
    "born_month": "2",
    "born_year": "2568",
    "village": "Ban Nong",
    "village_why": "not_known",
}


STATES = [
    ("danger", _("In danger")),
    ("care", _("look today")),
    ("ok", _("safe")),
    ("unknown", _("not known")),
    ("no", _("no (an answer)")),
]
NAMES = {
    "worker": "Sokha",
    "village": "Ban Nong",
    "house": "Quiet House",
    "desk": "River Desk",
    "other": "Quiet Harbour 7",
}
# What the page shows, in order: a template of `web/gallery` each.
EXAMPLES = (
    "marks",
    "icons",
    "story",
    "rows",
    "line",
    "answers",
    "partners",
    "board",
    "task_list",
    "summary",
    "banners",
    "table",
    "timeline_figures",
    "compare",
    "buttons",
    "questions",
    "mistakes",
    "pages",
)


def gallery(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Note saved."))
    context = {
        "examples": [f"web/gallery/{name}.html" for name in EXAMPLES],
        "states": STATES,
        "icons": ICONS,
        "names": NAMES,
        "waits": [True, False],
        "week": WEEKDAYS_ABBR.values(),
        "code": CODE,
        "tasks": TASKS,
        "summary": SUMMARY,
        "born": PartialDate(1994, 3),
        "columns": COLUMNS,
        "rows": _rows(),
        "events": EVENTS,
        "sides": SIDES,
        "page": Paginator(range(60), 20).page(2),
        "form": GalleryForm(),
        "wrong": GalleryForm(MISTAKEN, auto_id="wrong_%s"),
    }
    return render(request, "web/gallery.html", context)


@idempotent
def question(request: HttpRequest) -> HttpResponse:
    form = GalleryForm(sent(request))
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("Note saved."))
        return redirect("web:gallery")
    context = {
        "form": form,
        "heading": _("A question"),
        "submit": _("Save and continue"),
        "back_url": "/gallery/",
    }
    return render(request, "web/question.html", context, status=422 if form.errors else 200)


@idempotent
def confirm(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return redirect("web:gallery")
    context = {
        "heading": _("Close this case?"),
        "consequences": [_("A second person looks at it first."), _("It can be opened again.")],
        "submit": _("Ask to close it"),
        "cancel_url": "/gallery/",
        "tone": "danger",
        "code": CODE,
    }
    return render(request, "web/confirm.html", context)


def conflict(request: HttpRequest) -> HttpResponse:
    """Show two edits of the same text, as if the other one had been saved first."""
    typed = request.POST.copy()
    typed.update({"story": str(_("She wants to go home.")), "safe": "on"})
    request.POST = typed  # type: ignore[assignment]  # as if it had been sent
    both = Conflict(
        {"story": request.POST["story"]},
        {"story": str(_("She wants to call her mother first."))},
        3,
    )
    return conflict_page(request, both, GalleryForm())


def error(request: HttpRequest, status: int) -> HttpResponse:
    problem = Exception()
    pages = {
        400: errors.bad_request,
        403: errors.forbidden,
        404: errors.not_found,
        503: errors.unavailable,
    }
    return pages[status](request, problem) if status in pages else errors.server_error(request)
