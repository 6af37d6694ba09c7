"""A woman who is the victim in Thailand and accused in Viet Nam; Mai, her lawyer, opens the legal
part of the case."""

from datetime import timedelta
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone

from fanal.core.justice.kinds import JusticeKind
from fanal.core.sealing.compartments import FILES, LEGAL
from fanal.justice.actions import proceedings, recording
from fanal.keys.actions import grant
from tests import files
from tests.kept import kept

K = JusticeKind
DAY = timedelta(days=1)


today = timezone.localdate


@kept
def scene(cast):
    """`trial`: criminal, in Thailand, she is the victim. `entry`: in Viet Nam, she is accused."""
    case = files.case(cast)
    grant(
        folder=case.id,
        compartments=[LEGAL, FILES],
        to=cast.mai,
        **cast.acting(cast.noi),
        reason="Her lawyer in both countries.",
    )
    here = SimpleNamespace(case=case, person=case.people.get(), ring=cast.ring(cast.mai))
    here.trial = begins(cast, here, "criminal", "TH", "victim", body="Criminal Court")
    here.entry = begins(cast, here, "administrative", "VN", "accused", matter="Illegal exit")
    return here


def begins(cast, here, kind, country, role, **told):
    return proceedings.begin(
        case=here.case,
        person=here.person,
        **cast.acting(cast.mai),
        answers={"kind": kind, "country": country, "role": role, "language": "Lao"} | told,
    )


def records(cast, proceeding, kind, answers, by=None, **more):
    by = by or cast.mai
    return recording.record(
        proceeding=proceeding, kind=kind, answers=answers, **cast.acting(by), **more
    )


def step(cast, proceeding, code, on=None, answers=None, **more):
    told = {"step": code} | (answers or {})
    return records(cast, proceeding, K.STEP, told, on=on or today(), **more)


def hearing(cast, proceeding, day, **answers):
    told = {"day": day, "hour": "9:30", "presence": "must"} | answers
    return records(cast, proceeding, K.HEARING, told, sure=True)


def below(cast, record, answers, **more):
    return records(cast, record.proceeding, record.record_kind.below, answers, under=record, **more)


def page_of(here, name="case", *more):
    return reverse(f"justice:{name}", args=[here.case.id, *more])
