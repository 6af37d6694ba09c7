"""What the rows of tonight's board say beside journeys and what is stored in cases: that a partner
is trusted less, that another team awaits a sign of life, that something happened since."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.queries.safety_doubts import makes_doubtful, of_everybody
from fanal.cases.queries.states_version import with_partners
from fanal.core.journeys import tonight
from fanal.core.journeys.board import BoardRow
from fanal.core.journeys.tonight import in_amber, in_doubt
from fanal.core.words import Sentence, say
from fanal.journeys.queries.custody_in_other_files import missed_elsewhere
from fanal.journeys.queries.open_people import OnBoard, place_of
from fanal.partners.access import findings_for
from fanal.partners.queries.unsafe_partners import as_these_say, bodies_of, may_tell_others
from fanal.sharing.queries.lost_trust import fallen_referrals
from fanal.sharing.queries.unfit_elsewhere import unfit_elsewhere


def with_more(people: list[OnBoard], user: User, now: datetime) -> list[OnBoard]:
    """Return the people; the same list where there is nothing more to say of anybody."""
    people = _with_missed(_with_one_of_them(_as_known(people, user), user), now)
    people = _with_unfit(people)
    return _in_doubt(_with_fallen(people, user, now), now)


def _with_fallen(people: list[OnBoard], user: User, now: datetime) -> list[OnBoard]:
    """Return the people, in amber those referred to a partner that has fallen in trust since."""
    fallen = {
        referral.referral.person_id: Sentence(
            FALLEN.template, {"who": referral.referral.partner.name}
        )
        for referral in fallen_referrals(user, now)
    }
    if not fallen:
        return people
    return [
        _redrawn(person, in_amber(person.row, fallen[person.person]))
        if person.person in fallen
        else person
        for person in people
    ]


def _as_known(people: list[OnBoard], user: User) -> list[OnBoard]:
    """Return the people; of who is with a partner of whom the reader may know that it is not safe,
    that it was found so, and what to do then."""
    unfit = {id for one in people if one.told.unfit for id in (one.person, one.file)}
    known = as_these_say(findings_for(user)) if unfit else {}
    held = with_partners().held_by.items() if known else ()
    unsafe = {person for (_case, person), by in held if person in unfit and UUID(by) in known}
    if not unsafe:
        return people
    return [
        one._replace(
            row=tonight.as_known(one.row),
            alerts=tuple(
                tonight.UNSAFE if alert is tonight.UNFIT else alert for alert in one.alerts
            ),
        )
        if not unsafe.isdisjoint((one.person, one.file))
        else one
        for one in people
    ]


def _with_one_of_them(people: list[OnBoard], user: User) -> list[OnBoard]:
    """Return the people, in amber who is with a partner of whom one unit or person is not safe, as
    far as the reader may know it: that does not rise to the whole of it."""
    # Most of the time nothing was found of anybody: then nothing is asked.
    held = with_partners().held_by if people and may_tell_others() else {}
    bodies = bodies_of(as_these_say(findings_for(user))) if held else set()
    there = {person for (_case, person), by in held.items() if UUID(by) in bodies}
    if not there:
        return people
    return [
        _redrawn(one, in_amber(one.row, tonight.ONE_OF_THEM))
        if not there.isdisjoint((one.person, one.file))
        else one
        for one in people
    ]


def _with_missed(people: list[OnBoard], now: datetime) -> list[OnBoard]:
    """Return the people, in red those from whom a journey of another team's file has not heard."""
    return _told_by_another(
        people, missed_elsewhere(now) if people else set(), tonight.MISSED_ELSEWHERE
    )


def _with_unfit(people: list[OnBoard]) -> list[OnBoard]:
    """Return the people, in red whom another team's file knows with a partner who may not hold
    people."""
    return _told_by_another(people, unfit_elsewhere() if people else set(), tonight.UNFIT_ELSEWHERE)


def _told_by_another(
    people: list[OnBoard], whom: Collection[UUID], alert: tonight.Alert
) -> list[OnBoard]:
    if not whom:
        return people
    # Who is on a journey of ours has the hours, and the hands, of that one.
    return [
        _redrawn(one, tonight.red_elsewhere(one.row, alert))._replace(
            alerts=(alert, *one.alerts), needs_somebody=True
        )
        if one.line is None and one.person in whom
        else one
        for one in people
    ]


def _in_doubt(people: list[OnBoard], now: datetime) -> list[OnBoard]:
    """Return the people, in amber those of whom it was said too long ago that they are safe."""
    happened = of_everybody(now)
    if not happened:
        return people
    return [
        _redrawn(person, in_doubt(person.row, what.says))
        if (what := happened.get(person.file))
        and makes_doubtful(what, person.told.code, person.told.since)
        else person
        for person in people
    ]


def _redrawn(on_board: OnBoard, row: BoardRow) -> OnBoard:
    return on_board._replace(row=row, place=place_of(row, on_board.told))


FALLEN = say("Referred to {who}, who is trusted less than before.")
