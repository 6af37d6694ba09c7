"""A bed in a shelter of another team: the team of the case asks, whoever works there answers.

Each request has a folder of its own: the shelter reads what she needs and nothing of the case, the
team of the case what was answered and nothing of the shelter. Who may visit her stands in it, too.
Keys of it, as of the book of a shelter, are held by name.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.authority import attested
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import whose_task
from fanal.core.casework.consent import GivenBy
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.shelters.admission import check_admission
from fanal.core.shelters.asking import BedRequestState, check_bed_answer
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.actions import create_folder, grant, revoke
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person
from fanal.sharing.actions.transfers import goes_along_too
from fanal.shelters import asking_access, staff_access
from fanal.shelters.actions.admission import (
    NO_BED,
    BedAsked,
    admission,
    coded_of,
    said_yes,
    take_in,
)
from fanal.shelters.actions.stays import shown_texts
from fanal.shelters.models import Bed, BedRequest, Shelter, ShelterStay
from fanal.shelters.models.asking import REQUEST_FOLDER
from fanal.shelters.queries.consents import says_no

S = BedRequestState
SAYS_NO = say(
    "she said no to a shelter since this was asked: no bed is kept without her yes. Call whoever "
    "asked"
)
ANSWERED = say("Read what a shelter answered about a bed")


@transaction.atomic
def ask_for_bed(
    *,
    case: Case,
    person: Person,
    shelter: Shelter,
    asked: BedAsked,
    shown: Content,
    by: User,
    ring: Ring,
) -> BedRequest | None:
    """Ask a shelter for a bed, once what she said stands in the case. Returns None where she said
    no. Raises BadInput naming the question."""
    day = timezone.localdate()
    # Held: a shelter that is closed at this moment is asked for nothing.
    held_open(shelter)
    answered = said_yes(case, person, asked, by, ring, day)
    if answered is None:
        return None
    if BedRequest.objects.filter(person=person, shelter=shelter, answered_on=None).exists():
        raise BadInput("shelter", say("this shelter was asked already, and has not answered yet"))
    row = BedRequest(
        id=uuid4(),
        shelter=shelter,
        case=case,
        person=person,
        state=S.ASKED,
        made_by=by,
        made_on=day,
        due=asked.due or day,
        coded=coded_of(answered) | {"given_by": asked.given_by},
    )
    row.folder = row.id
    _open_to_both_sides(row, by, ring)
    row.seal(ring, shown_texts(shown) | {"words": ""})
    row.save(force_insert=True)
    audit.record(act="shelters.bed_asked", by=by, about=case.id)
    return row


def held_open(shelter: Shelter) -> Shelter:
    """The shelter, held until the transaction ends. Raises Refused where it was closed."""
    locked = Shelter.objects.select_for_update().get(pk=shelter.pk)
    if locked.closed_on:
        raise Refused(say("This shelter was closed."))
    return locked


def _open_to_both_sides(row: BedRequest, by: User, ring: Ring) -> None:
    """Open it to the team of the case, and the staff of the shelter whom no conflict keeps out."""
    create_folder(folder=row.id, kind=REQUEST_FOLDER, team=row.shelter.team, by=by, ring=ring)
    excluded = kept_out_of_any(people=[row.person_id], cases=[row.case_id])
    readers = [
        (colleague, until)
        for colleague, until in staff_access.staff_until(row.shelter)
        if colleague.pk not in excluded
    ]
    # By name to the staff: a key for their group would open it to whom a conflict keeps out. To who
    # stands in, until her last day: this may be asked after she was let in.
    let_read(row.id, [(row.case.team, None), *readers], by, ring, reason="bed")
    goes_along_too(row.case, asking_access.goes_along(row), by, ring)


@transaction.atomic
def give_bed(
    *,
    request: BedRequest,
    bed: Bed | None,
    words: str,
    by: User,
    ring: Ring,
    came: ShelterStay | None = None,
) -> ShelterStay:
    """Promise her this bed; `came`: with whom, also of another case. Raises BadInput naming the
    question, Refused where another answered, and where she took back her yes."""
    locked = _locked(request)
    check_bed_answer(locked.stands, S.GIVEN, words)
    # Weeks may lie between the question and the answer, and nobody of this shelter reads her
    # consents.
    if says_no(locked.person_id, locked.made_on):
        raise Refused(SAYS_NO)
    if bed is None:
        raise BadInput("bed", NO_BED)
    # What she answered then is asked of the rules of today: she may have turned 18, or sleep
    # elsewhere by now.
    asked = _as_asked(locked)
    answered = admission(locked.case, locked.person, asked, timezone.localdate())
    check_admission(answered)
    shown = locked.unseal(ring)
    locked.stay = take_in(locked.case, locked.person, bed, asked, answered, shown, by, ring, came)
    _write_answer(locked, S.GIVEN, words, by, ring)
    return locked.stay


def _as_asked(row: BedRequest) -> BedAsked:
    return BedAsked(
        answer=row.coded["answer"],
        given_by=row.coded.get("given_by") or GivenBy.HERSELF,
        assent=row.coded["assent"],
        # Nobody is expected in the past: a late answer is for today.
        due=max(row.due, timezone.localdate()),
    )


@transaction.atomic
def decline_bed(*, request: BedRequest, words: str, by: User, ring: Ring) -> None:
    """Decline a bed, and say why. Raises BadInput, Refused where another answered."""
    locked = _locked(request)
    check_bed_answer(locked.stands, S.DECLINED, words.strip())
    _write_answer(locked, S.DECLINED, words, by, ring)


@transaction.atomic
def take_back_bed(*, request: BedRequest, by: User, ring: Ring) -> None:
    """Take back a request: the case's team needs it no longer. Raises Refused where it was
    answered."""
    locked = _locked(request)
    check_bed_answer(locked.stands, S.TAKEN_BACK, "")
    _write_answer(locked, S.TAKEN_BACK, "", by, ring)


def _locked(request: BedRequest) -> BedRequest:
    rows = BedRequest.objects.select_for_update(of=("self",))
    locked = rows.select_related("case__team", "person", "shelter__team", "made_by").get(
        pk=request.pk
    )
    # A request that was changed in the database would put another person into the bed.
    attested.must_be_genuine(locked)
    return locked


def _write_answer(row: BedRequest, to: BedRequestState, words: str, by: User, ring: Ring) -> None:
    today: date = timezone.localdate()
    row.state, row.answered_by, row.answered_on = to, by, today
    content = row.unseal(ring)
    row.seal(ring, content | {"words": check_no_place("words", long_text("words", words))})
    row.save()
    # Who took it back knows of it.
    if to is not S.TAKEN_BACK:
        # A case that nobody works on goes back to who asked, or the answer would wait for nobody.
        who = whose_task(row.case, row.case.assignee, row.made_by)
        add_task(case=row.case, title=ANSWERED, by=by, assignee=who, due=today, on=today)
    audit.record(act="shelters.bed_answered", by=by, about=row.case_id, detail={"answer": to})


def open_to(
    shelter: Shelter, staff: Iterable[User], by: User, ring: Ring, until: date | None = None
) -> None:
    """Let whoever begins to work there read the requests that wait and those of whoever sleeps
    there."""
    rows = list(asking_access.running_requests(shelter))
    ring.prepare([row.id for row in rows])
    for row in rows:
        excluded = kept_out_of_any(people=[row.person_id], cases=[row.case_id])
        # Who lets her in may hold no key of a request herself, where a conflict keeps her out of
        # it.
        if NARRATIVE in ring.compartments(row.id):
            readers = [(user, until) for user in staff if user.pk not in excluded]
            let_read(row.id, readers, by, ring)


def close_to(shelter: Shelter, one: User, by: User) -> None:
    for row in asking_access.running_requests(shelter):
        revoke(folder=row.id, to=one, by=by, compartments=[NARRATIVE])


type Reader = tuple[User | Team, date | None]  # and until the end of which day, if any


def let_read(
    folder: UUID, readers: Iterable[Reader], by: User, ring: Ring, reason: str = ""
) -> None:
    """Give each of these readers the key of this folder, until her day."""
    for to, until in readers:
        grant(
            folder=folder,
            compartments=[NARRATIVE],
            to=to,
            by=by,
            ring=ring,
            until=until,
            reason=reason,
        )
