"""The two-country file: proposed, agreed, filled in after a preview, ended."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.models import User
from fanal.accounts.reauthentication import asked_again
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.trust.shared import FIELDS, SharedField
from fanal.core.trust.vocabulary import DataClass
from fanal.keys.requests import Request, acting, writing
from fanal.people.models import Person
from fanal.sharing import access
from fanal.sharing.actions import shared as shared_actions
from fanal.sharing.actions.shared import other_side, shown_fields
from fanal.sharing.forms import records
from fanal.sharing.models import Side
from fanal.sharing.queries import shared
from fanal.sharing.queries.objections_to_transfer import against_sharing, against_telling_other_side
from fanal.sharing.queries.proposed_texts import proposed_text
from fanal.sharing.queries.shared import who_has_each
from fanal.sharing.queries.teams import other_teams, readers
from fanal.sharing.queries.two_team_consents import asked_in, asked_of_both
from fanal.web.asking import ask, do, sent, version_of
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Answers
from fanal.web.words import translated


def address(shared_id: UUID) -> str:
    return reverse("sharing:shared", args=[shared_id])


@asked_again
@idempotent
def propose(request: Request, case_id: UUID) -> HttpResponse:
    case = cases.led_case_for(request.user, case_id)
    teams = {str(other.pk): other for other in other_teams(case)}

    def make(answers: Answers) -> str:
        team = teams[answers["team"]]
        proposed = shared_actions.propose(
            case=case, team=team, fields=answers["fields_shared"], **acting(request)
        )
        tell_who_decides(request, "shared_file", proposed.id, among=team.members.all())
        return address(proposed.id)

    return ask(
        request,
        records.ProposeForm(
            sent(request), offered={"team": {key: other.name for key, other in teams.items()}}
        ),
        make,
        heading=_("A two-country file"),
        lead=_(
            "Each side keeps its own file. Only what both agree to is shared. They read that there "
            "is a case, and no word of her: tell them on the telephone why you ask, and which of "
            "their cases it is about."
        ),
        code=case.code_name,
        template="sharing/two_countries.html",
        case=case,
        against=against_sharing(case, teams.values(), DataClass.EXISTENCE, request.user),
        ask_both=not asked_in(case),
        whole=True,
        submit=_("Propose it"),
        back_url=reverse("sharing:case", args=[case.id]),
    )


@require_GET
def page(request: Request, shared_id: UUID) -> HttpResponse:
    side = access.side_for(request.user, shared_id)
    leads = access.leads_team(request.user, side.team_id)
    other = other_side(side)
    proposed = side.shared.state == "proposed"
    context = {
        "side": side,
        "other": other,
        "rows": (rows := shared.rows(side, request.ring)),
        "taken_back": any(row.taken_back for row in rows),
        "agreed": [FIELDS[SharedField(field)].label for field in side.fields.split()],
        "asked": [FIELDS[SharedField(field)].label for field in other.fields.split()],
        "hers": _of_whom(request.user, side),
        "each": (each := who_has_each(side, other)),
        "several": bool(each) or (side.case is not None and len(side.case.concerned) > 1),
        "both": (both := asked_of_both(side, other)),
        "ask_both": proposed and not both,
        "may_answer": leads and proposed and side.case_id is None,
        "may_end": leads and (proposed or side.shared.state == "open"),
    }
    return render(request, "sharing/shared.html", context)


def _of_whom(user: User, side: Side) -> list[Person]:
    """Return of whom the reader may write that she is in danger, as the other team warns."""
    if side.case is None or side.case.closed or not cases.works_on(user, side.case):
        return []
    return [link.person for link in side.case.concerned]


@asked_again
@idempotent
def agree(request: Request, shared_id: UUID) -> HttpResponse:
    side = access.led_side_for(request.user, shared_id)
    if side.case_id is not None or side.shared.state != "proposed":
        raise Http404
    ours = shared.cases_to_choose(side, request.user)
    asked_for = request.POST.get("case") or request.GET.get("case", "")
    case = next((one for one in ours if str(one.id) == asked_for), None)
    if case is not None:
        return _agree_with(request, side, case)
    page = page_of(request, ours)
    # It was closed or handed over since; or it was none of hers.
    gone = bool(asked_for)
    context = {"side": side, "other": other_side(side), "page": page, "gone": gone}
    return render(request, "sharing/which_case.html", context)


def _agree_with(request: Request, side: Side, case: Case) -> HttpResponse:
    def save(answers: Answers) -> None:
        fields = answers["fields_shared"]
        shared_actions.agree(side=side, case=case, fields=fields, **acting(request))

    other = other_side(side)
    both = asked_of_both(side, other)
    asked: dict[str, object] = {"fields_shared": other.fields.split(), "case": case.id}
    return ask(
        request,
        records.AgreeForm(
            sent(request), offered={"case": {str(case.id): case.code_name}}, initial=asked
        ),
        save,
        heading=_("Agree to the two-country file"),
        code=case.code_name,
        submit=_("Agree"),
        done=address(side.shared_id),
        template="sharing/agree.html",
        case=case,
        # Before she agrees, not after: it is hers to ask whether that team may know of the case.
        against=against_telling_other_side(case, other, DataClass.EXISTENCE, request.user),
        both=both,
        rests_on_theirs=any(one.stands and one.team == other.team for one in both),
        other=other,
        whole=True,
    )


@asked_again
@idempotent
def choose_fields(request: Request, shared_id: UUID) -> HttpResponse:
    side = access.agreed_side_for(request.user, shared_id)

    def save(answers: Answers) -> None:
        fields = answers["fields_shared"]
        shared_actions.choose_fields(side=side, fields=fields, by=request.user)

    return ask(
        request,
        records.FieldsForm(sent(request), initial={"fields_shared": side.fields.split()}),
        save,
        heading=_("What we agree to share"),
        done=address(shared_id),
    )


@asked_again
@idempotent
def put(request: Request, shared_id: UUID, field: str) -> HttpResponse:
    """Show a text as the other side will read it once it is written, and only then put it there."""
    side = access.side_for(request.user, shared_id)
    case = side.case
    if case is None or side.shared.state != "open" or field not in shown_fields(side):
        raise Http404
    row = next(
        field_row for field_row in shared.rows(side, request.ring) if field_row.code == field
    )
    # Once something stands there it is what this side says: nothing is proposed in its place.
    proposed = None if row.ours else proposed_text(row.code, case, request.user, request.ring)
    text = proposed.text if proposed else row.ours
    form = records.SharedTextForm(sent(request), initial={"text": text})
    if request.method == "POST" and form.is_valid() and not _seen(request, side, field):
        return _preview(request, side, case, field, form.cleaned_data["text"])

    return ask(
        request,
        form,
        lambda answers: shared_actions.put(side=side, field=field, **writing(request), **answers),
        heading=translated(row.words.label),
        lead=proposed.source if proposed else _of_whom_it_speaks(case),
        record=row,
        submit=_("Show me what they will read"),
        done=address(shared_id),
        template="sharing/two_countries.html",
        case=case,
        # Before she writes it, not after she has read how it will look.
        against=against_telling_other_side(
            case, other_side(side), FIELDS[SharedField(field)].told, request.user
        ),
        whole=True,
    )


def _of_whom_it_speaks(case: Case) -> str:
    """Return what to mind in a case about several: each team has code names of its own."""
    if len(case.concerned) < 2:
        return ""
    return _(
        "This case is about several people: say in each sentence of whom it speaks, by her age or "
        "as both teams have agreed on the telephone. Your code names say nothing to the other team."
    )


@pressed
def end(request: Request, shared_id: UUID) -> HttpResponse:
    side = access.led_side_for(request.user, shared_id)
    done = address(shared_id) if side.case_id else reverse("sharing:list")
    return do(request, lambda: shared_actions.end(side=side, **acting(request)), done=done)


def _preview(request: Request, side: Side, case: Case, field: str, text: str) -> HttpResponse:
    other = other_side(side)
    context = {
        "side": side,
        "other": other,
        "label": FIELDS[SharedField(field)].label,
        "text": text,
        "version": version_of(request),
        "seen": _mark(request, side, field, text),
        "people": readers(case, other.team),
    }
    return render(request, "sharing/shared_preview.html", context)


def _seen(request: Request, side: Side, field: str) -> bool:
    """Whether this very text was shown to this person before."""
    mark = _mark(request, side, field, request.POST.get("text", "").replace("\r\n", "\n").strip())
    return constant_time_compare(request.POST.get("seen", ""), mark)


def _mark(request: Request, side: Side, field: str, text: str) -> str:
    shown = (
        # Of this person: what a colleague was shown is no proof that she read it. And without CR,
        # which a browser sends before each line break of a text area (HTML Standard).
        f"{request.user.pk}|{side.id}|{field}|{text.replace(chr(13) + chr(10), chr(10)).strip()}"
    )
    return salted_hmac("fanal.sharing.shared", shown, algorithm="sha256").hexdigest()
