"""Complaints about colleagues: past whom they concern, her team and its leads.

Who reads them and what follows: domain page on the programmes, 7.4.
"""

from collections.abc import Collection
from uuid import UUID, uuid4

from django.db import transaction

from fanal.accounts.access import case_teams
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases.access import conflicts_on
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.complaints import can_read, seal_past, whom_it_concerns, words_of, write_answer
from fanal.cases.models import Case
from fanal.colleagues import access
from fanal.colleagues.models import ColleagueComplaint
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.web.words import translated

CLOSED_BY_DIRECTION = say("kept apart until further notice")  # never why


@transaction.atomic
def complain(
    *,
    concerns: Collection[User],
    words: str,
    by: User,
    said_by: str = "",
    to: User | None = None,
    case: Case | None = None,
) -> ColleagueComplaint:
    """Record a complaint.

    `to`: a lead who answers it beside the directors. `case`: from which it comes. Raises BadInput
    naming the question.
    """
    about = {concern.pk for concern in concerns}
    if not about:
        raise BadInput("first", say("say who it concerns"))
    content = {
        "words": words_of(words),
        "said_by": long_text("said_by", said_by),
        "case": str(case.pk) if case else "",
    }
    # All of them, whom it concerns left out below: one alone could keep it to herself.
    readers = list(User.objects.filter(pk__in=access.directors()))
    if to is not None:
        _must_stand_apart(to, about)
        readers.append(to)
    if not can_read(readers, about):
        raise BadInput("to", say("nobody else could read it: choose who is to answer it"))
    complaint = ColleagueComplaint(id=uuid4())
    # The folder alone is journalled: no word of whom it concerns, nor of who wrote it down.
    seal_past(
        complaint, readers=readers, about=about, team=_team_apart(about), by=by, content=content
    )
    return complaint


def _must_stand_apart(to: User, about: Collection[UUID]) -> None:
    if not (to.is_active and to.may(Permission.LEAD_CASES)):
        raise BadInput("to", say("choose a lead"))
    together = case_teams().filter(members=to).filter(members__in=about)
    # Who sits in one team with her answers to her tomorrow.
    if to.pk in about or together.exists():
        raise BadInput("to", say("she works with the colleague it concerns: choose somebody else"))


def _team_apart(about: Collection[UUID]) -> Team:
    """The team beside which it is kept. No team holds a key of it."""
    teams = case_teams()
    # A folder belongs to a team. Beside one of hers, its leads would see that there is something
    # that they cannot open.
    team = teams.exclude(members__in=about).first() or teams.first()
    if team is None:
        raise Refused(say("There is nobody who could read this: tell the director in person."))
    return team


@transaction.atomic
def answer(
    *, complaint: ColleagueComplaint, words: str, version: int, by: User, ring: Ring
) -> None:
    """What was done, and what she was told. Raises Conflict; BadInput without words."""
    reply = long_text("words", words)
    write_answer(complaint, words=reply, version=version, by=by, ring=ring)
    audit.record(act="colleagues.complaint_answered", by=by)


@transaction.atomic
def close_case(*, complaint: ColleagueComplaint, by: User, ring: Ring) -> None:
    """Close the case the complaint comes from to whom it concerns, with everything of the same
    people.

    What stands on the list of the case does not say why.
    """
    content = complaint.unseal(ring)
    named = str(content["case"] or "")
    case = Case.objects.filter(pk=named).first() if named else None
    if case is None:
        raise Refused(say("No case was named in it."))
    kept_out_already = {
        conflict.user_id for conflict in conflicts_on(case.pk) if conflict.case_id == case.pk
    }
    for user in whom_it_concerns(content).exclude(pk__in=kept_out_already):
        keep_out(case=case, user=user, reason=translated(CLOSED_BY_DIRECTION), by=by)
