"""What other apps learn of shelters: the line of a case, how far they are set up."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.accounts.names import names_of_colleagues
from fanal.cases.access import compartments_for, works_on
from fanal.cases.models import Case
from fanal.cases.queries.latest_entries import LatestRecord
from fanal.cases.queries.story import StoryQuery
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.timeline import TimelineKind
from fanal.core.roles import Permission, Role
from fanal.core.sealing.compartments import NARRATIVE, WHEREABOUTS
from fanal.core.shelters.stays import StayAct, StayState
from fanal.core.words import say
from fanal.database.combined_queries import rows_read
from fanal.keys.sealed import Content
from fanal.shelters import access
from fanal.shelters.models import Bed, Shelter, ShelterStay, ShelterStayStep
from fanal.shelters.queries.statements import STAYS, stays_in
from fanal.web.set_up import SetUpItem, programme
from fanal.web.typing import Answers
from fanal.web.words import translated


# How far our shelters are set up, as the administrator reads it: counts and colleagues.
def shelters_set_up() -> SetUpItem:
    shelters = Shelter.objects.filter(closed_on=None).count()
    beds = Bed.objects.filter(shelter__closed_on=None, ended_on=None).count()
    staff = User.objects.who_may(Permission.WORK_SHELTERS)
    return programme(
        _("One of our shelters"),
        _("shelters: {shelters}, beds: {beds}, who work there: {staff}").format(
            shelters=shelters, beds=beds, staff=staff.count()
        ),
        _(
            "Invite who works there. A lead adds the shelter, its beds and its staff on the page "
            "“Tonight in the shelter”."
        ),
        done=bool(beds and staff.exists()),
        invites=Role.SHELTER_WORKER,
    )


# Who has her now, for the first custodian of a journey of hers.
def sleeps_with_us(case: Case, user: User) -> Answers:
    """Return the one shelter in which everybody of a case sleeps who has a bed of ours; nothing
    where there are two, or this user does not work on the case."""
    if not works_on(user, case):
        return {}
    rows = access.stays_of_case(user, case).filter(over_on=None).select_related("shelter")
    shelters = {stay.shelter for stay in rows if stay.stands is StayState.HERE}
    if len(shelters) != 1:
        return {}
    (shelter,) = shelters
    told = {"label": shelter.name, "team": shelter.team_id}
    # The area says where she sleeps.
    where = WHEREABOUTS in compartments_for(user, case)
    return told | {"area": shelter.area_id} if where else told


# Stays on the line of a case: every step, for whoever works on it.
def stays_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    # Who opens the story by a grant and does not work on the case need not know in which house
    # she sleeps.
    if NARRATIVE not in query.may_open or not works_on(query.user, query.case):
        return
    rows = list(access.stays_of_case(query.user, query.case).prefetch_related("steps__made_by"))
    query.ring.prepare(row.folder for row in rows)
    for stay in rows:
        notes = (stay.try_unseal(query.ring) or {"notes": {}})["notes"]
        for step in stay.steps.all():
            yield _item(stay, step, notes.get(str(step.number), {}))


def _item(stay: ShelterStay, step: ShelterStayStep, note: Content) -> TimelineItem:
    to = step.left_to
    at = note.get("at")
    parts = [stay.shelter.name, *([translated(to.sentence())] if to else [])]
    return TimelineItem(
        id=str(step.id),
        said=datetime.fromisoformat(at) if at else step.on,
        written=step.made_on,
        kind=TimelineKind.DANGER if step.act is StayAct.NOT_SEEN else TimelineKind.PLAN,
        by=str(step.made_by),
        number=step.number,
        title=_("In our shelter: {what}").format(what=translated(step.act.sentence())),
        details=tuple(map(capfirst, parts)),
        text=str(note.get("words", "")),
        person=stay.person_id,
        code=stay.person.code_name,
        part=NARRATIVE,
        address=reverse("shelters:case", args=[stay.case_id]),
        leads_to=_("In our shelter"),
    )


def beds_given(query: StoryQuery) -> Iterator[LatestRecord]:
    """Yield each bed, for whoever works on the case; not in which shelter."""
    if not query.rights.works:
        return
    hers = frozenset({query.case.id})
    rows: list[ShelterStay] = rows_read(query.read, STAYS, lambda: stays_in(hers))
    names = names_of_colleagues() if rows else {}
    for row in rows:
        if row.case_id == query.case.id:
            yield LatestRecord(
                row.made_on,
                say("a bed in our shelter"),
                names.get(row.made_by_id, ""),
                "place",
                reverse("shelters:case", args=[query.case.id]),
            )
