"""Writing into a care file."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.care import access, forms
from fanal.care.actions import records
from fanal.care.models import CareFile, CareRecord
from fanal.care.queries.licences import licence_facts
from fanal.care.queries.pages import custody_of
from fanal.core.care.licences import check_file, usable, versions, why_not
from fanal.core.care.notes import note_kind
from fanal.core.care.samples import AFTER, CustodyStep, SampleKind
from fanal.core.care.scales import ScaleShell, asks_for_safety, read_answers, scales, why_on_paper
from fanal.core.words import Sentence
from fanal.keys.requests import Request, acting, writing
from fanal.partners.languages import language_names
from fanal.web.asking import WRONG, ask, do, sent
from fanal.web.forms.codes import chosen_from
from fanal.web.idempotency import idempotent, pressed
from fanal.web.lookup import found_or_404
from fanal.web.typing import Answers

type Spoken = Sequence[tuple[str, str]]
# Before the result, and never as one: an answer on harming herself is about the next hour (domain
# page on the programmes, 4.4, rule 4).
SAFETY_FIRST = gettext_lazy("Before anything else: stay with her. Whom do you call?")


@idempotent
def note(request: Request, file_id: UUID, kind: str) -> HttpResponse:
    file = access.file_for(request.user, file_id)
    # The kind stands in the address; one that does not exist is no page.
    which = found_or_404(note_kind(kind))
    form = forms.CareNoteForm(which, sent(request))

    def save(answers: Answers) -> str:
        # What the form asks of every note, apart from the answers of its kind.
        more = {name: answers.pop(name) for name in ("due", "next_words", "on")}
        records.note(file=file, kind=which, answers=answers, **more, **acting(request))
        return _address(file)

    return _ask(request, file, form, save, dict(forms.kinds_of_notes())[which])


@idempotent
def sample(request: Request, file_id: UUID) -> HttpResponse:
    file = access.file_for(request.user, file_id)
    form = forms.SampleForm(sent(request))

    def save(answers: Answers) -> str:
        # One form for one sample: each is consented to by itself (4.3).
        kind = SampleKind(answers.pop("sample"))
        records.sample(file=file, kind=kind, **answers, **acting(request))
        return _address(file)

    return _ask(request, file, form, save, _("One forensic sample"))


@idempotent
def custody(request: Request, file_id: UUID, record_id: UUID) -> HttpResponse:
    """Ask where the sample went."""
    file = access.file_for(request.user, file_id)
    record = access.record_in(file, record_id)
    content = record.unseal(request.ring)
    steps = custody_of(content) if content["kind"] == "sample" else []
    # A sample that she refused, or a record of another kind, was never in anybody's hands.
    if not steps:
        raise Http404
    # Only what can follow: a chain that jumps is a broken chain.
    following = [step for step in CustodyStep if step in AFTER[steps[-1].step]]
    form = forms.CustodyForm(sent(request), offered={"step": chosen_from(following)})

    def save(answers: Answers) -> str:
        records.move_sample(record=record, step=form.custody(), **writing(request))
        return _address(file)

    return _ask(request, file, form, save, _("Where is the sample?"), record=record)


@idempotent
def scale(request: Request, file_id: UUID, code: str) -> HttpResponse:
    """The answers of one sitting. What she said of harming herself comes before all else."""
    file = access.file_for(request.user, file_id)
    shell = found_or_404(scales().get(code))
    facts, today = licence_facts(shell), timezone.localdate()
    # The text of a scale belongs to somebody: without a licence for electronic use only the paper's
    # numbers are typed (4.4, rules 1 and 2; 4.11, C7).
    if not usable(shell, facts, today):
        return _not_given(request, file, shell, why=why_not(shell))
    # Named and trained colleagues alone (4.4, rule 3).
    if not access.gives_scales(request.user, today):
        return _not_given(request, file, shell, why=access.NOT_TRAINED, untrained=True)
    # Only versions that were checked: none is translated by a machine (4.4, rule 2; 4.11, C8).
    spoken = [
        (language, str(language_names(language))) for language in versions(shell, facts, today)
    ]
    form = forms.ScaleForm(sent(request), request.FILES or None, offered={"language": spoken})

    def save(answers: Answers) -> str:
        # Refused before anything is saved: a text without a licence is not kept here.
        if answers["file"]:
            check_file(shell, facts, today)
        # A refusal is a record of its own and has no answers (rule 9).
        refused = answers["given"] == "no"
        records.scale(
            file=file,
            shell=shell,
            language=answers["language"],
            answers=answers["answers"],
            shown=answers["shown"] == "yes",
            on=answers["on"],
            refused=refused,
            **acting(request),
        )
        # Read from the answers and not from the total: 1 on that item is enough (4.11, C5).
        if not refused and asks_for_safety(shell, read_answers(shell, answers["answers"])):
            messages.warning(request, SAFETY_FIRST)
        return _address(file)

    return _ask(request, file, form, save, shell.name, shell=shell, spoken=spoken)


def _not_given(
    request: Request,
    file: CareFile,
    shell: ScaleShell,
    *,
    why: Sentence | None,
    untrained: bool = False,
) -> HttpResponse:
    """Say why it is not given here, and what can be done in place of it."""
    context = {"file": file, "shell": shell, "why": why, "untrained": untrained}
    status = 200 if request.method == "GET" else WRONG
    # To a POST with the status of a refusal: whoever sent it must not believe that it is saved.
    return render(request, "care/scale_not_given.html", context, status=status)


@pressed
def done(request: Request, file_id: UUID, record_id: UUID) -> HttpResponse:
    file = access.file_for(request.user, file_id)
    record = access.record_in(file, record_id)
    return do(
        request,
        lambda: records.follow_up_done(record=record, by=request.user),
        done=reverse("care:today"),
    )


def _ask(
    request: Request,
    file: CareFile,
    form: Form,
    save: Callable[[Answers], str],
    heading: str,
    shell: ScaleShell | None = None,
    record: CareRecord | None = None,
    spoken: Spoken = (),
) -> HttpResponse:
    return ask(
        request,
        form,
        save,
        template="care/scale.html" if shell else "web/question.html",
        heading=heading,
        code=file.person.code_name,
        back_url=_address(file),
        # `why_on_paper`: what is missing before the scale may be shown on the screen.
        shell=shell,
        why=why_on_paper(shell) if shell else None,
        record=record,
        spoken=spoken,
    )


def _address(file: CareFile) -> str:
    return reverse("care:file", args=[file.id])
