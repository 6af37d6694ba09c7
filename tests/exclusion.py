"""Ways in which a conflict of interest reaches a case: on whose list the colleague is put."""

from fanal.cases.actions.emergencies import keep_out
from fanal.intake.actions import make_case, take_signal
from fanal.people.actions.merges import decide
from fanal.people.models import Person
from fanal.people.queries import last_of, merged_of
from tests import files


def itself(cast, case):
    return case


def another_case(cast, case):
    return files.case(cast, people=[case.people.order_by("id").first()])


def merged_file(cast, case):
    """Another case of a file that was found to be hers: two steps away."""
    of = {"by": case.made_by, "team": case.team}
    again, still = (files.person(cast, [name], **of) for name in ("Bouakham", "Noy"))
    other = files.case(cast, people=[still], **of)
    how = {"same": True, "reason": "one passport", "by": case.made_by}
    how["ring"] = cast.ring(case.made_by)
    her = last_of(case.people.order_by("id").first().id, merged_of())
    decide(keep=again, other=still, **how)
    decide(keep=Person.objects.get(id=her), other=again, **how)
    return other


def signal(cast, case):
    """A case that was made of a second call about her."""
    by, her = case.made_by, case.people.order_by("id").first()
    call = take_signal(team=case.team, answers={"where": "Kolok"}, by=by)
    return make_case(signal=call, person=her, **cast.acting(by))


WAYS = {
    "on its own list": itself,
    "through another case of hers": another_case,
    "through a merged file": merged_file,
    "through a signal": signal,
}


def kept_out(cast, case, user, way, by=None):
    """`user` is kept out of `case`, in this way."""
    (conflict,) = all_kept_out(cast, case, [user], way, by)
    return conflict


def all_kept_out(cast, case, users, way, by=None):
    """Each of these colleagues, by the list of one and the same case."""
    listed = WAYS[way](cast, case)
    deciding = {user: by or (cast.sokha if user == cast.noi else cast.noi) for user in users}
    return [
        keep_out(case=listed, user=user, reason="her cousin", by=by)
        for user, by in deciding.items()
    ]
