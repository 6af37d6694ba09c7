"""A woman in a case of Bangkok, Ploy who keeps care files, and what she was asked."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.care.actions import asking, records
from fanal.care.models import CareFile, CareRecord, CareRequest
from fanal.colleagues.actions import qualify
from fanal.core.care.notes import NoteKind
from fanal.core.care.windows import ActTime
from fanal.core.colleagues.validity import QualificationKind
from tests import files
from tests.kept import kept

HOUR = timedelta(hours=1)
WORDS = "Zsecretwords she faints in the morning."


@kept
def scene(cast):
    """`person` of `case`; `asked`: Ploy, not answered yet."""
    from types import SimpleNamespace

    person = files.person(cast)
    here = SimpleNamespace(
        person=person, case=files.case(cast, people=[person]), ring=cast.ring(cast.sokha)
    )
    trained(cast.ploy, cast.claire)
    here.asked = asks(cast, here)
    return here


def trained(user, by):
    """She may give the scales."""
    qualify(colleague=user, kind=QualificationKind.SCALES, on=timezone.localdate(), by=by)


def asks(cast, here, to=None, act=None, happened=False, agreed="yes", by=None, **more):
    by = by or cast.sokha
    return asking.ask(
        case=here.case,
        person=here.person,
        to=to or cast.ploy,
        agreed=agreed,
        words=WORDS,
        act=act,
        happened=happened,
        **cast.acting(by),
        **more,
    )


def ago(hours):
    at = timezone.now() - hours * HOUR
    return ActTime(at, at)


def taken(cast, here, by=None):
    """Her file."""
    by = by or cast.ploy
    asking.take(request=CareRequest.objects.get(pk=here.asked.pk), **cast.acting(by))
    return CareFile.objects.get(made_by=by)


def noted(cast, file, kind=NoteKind.EXAMINATION, by=None, **answers):
    by = by or cast.ploy
    more = {name: answers.pop(name) for name in ("due", "next_words", "on") if name in answers}
    return records.note(file=file, kind=kind, answers=answers, **cast.acting(by), **more)


def again(row):
    return type(row).objects.get(pk=row.pk)


def page(name, *args):
    return reverse(f"care:{name}", args=args)


RECORDS = CareRecord.objects
