"""A shelter of Bangkok with four beds and two cots, Rith and Dara who work there, and a woman."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from fanal.core.roles import Role
from fanal.shelters.actions import admission, nights, places
from fanal.shelters.models import ShelterStay
from tests import files
from tests.kept import kept

TOLD = {"name": "House Jasmine", "kind": "transit"}
DAY = timedelta(days=1)


@kept
def scene(cast):
    """`shelter` with `beds` and `cots`; `here.case` of `here.person`, who decides for herself."""
    write = cast.acting(cast.noi)
    made = SimpleNamespace()
    made.on = timezone.localdate() - 60 * DAY
    made.shelter = places.open_shelter(
        team=cast.bangkok, area=None, answers=TOLD, on=made.on, **write
    )
    made.beds = places.add_beds(
        shelter=made.shelter, kind="bed", room="Room 1", how_many=4, by=cast.noi, on=made.on
    )
    made.cots = places.add_beds(
        shelter=made.shelter, kind="cot", room="Room 1", how_many=2, by=cast.noi, on=made.on
    )
    places.let_in(shelter=made.shelter, staff=[cast.rith], **write)
    made.person = files.person(cast)
    made.case = files.case(cast, people=[made.person])
    return made


def second_staff(cast, here):
    """One more who works there, to count apart from Rith."""
    made = cast.join("dara", "Dara Sok", Role.SHELTER_WORKER, "Bangkok")
    places.let_in(shelter=here.shelter, staff=[made], **cast.acting(cast.noi))
    return made


def woman(cast, name="ດາລາ"):
    """Another woman, of another case."""
    person = files.person(cast, names=(name,))
    return person, files.case(cast, people=[person])


def child(cast, name="ນ້ອຍ", age=10):
    """A girl, of a case of her own."""
    year = timezone.localdate().year - age
    person = files.person(cast, names=(name,), births=[("herself", year, 1, 1)])
    return person, files.case(cast, people=[person])


def sleeps(cast, here, bed=None, person=None, case=None, by=None, **more):
    """Given a bed, with her yes, and the rules explained in Lao."""
    by = by or cast.sokha
    asked = {"answer": "given", "rules_in": "Lao"} | {
        name: more.pop(name)
        for name in ("answer", "rules_in", "given_by", "assent", "due", "on")
        if name in more
    }
    shown = {"called": more.pop("called", "Bee"), "diet": "", "tonight": more.pop("tonight", "")}
    return admission.admit(
        case=case or here.case,
        person=person or here.person,
        bed=bed or here.beds[0],
        asked=admission.BedAsked(**asked),
        shown=shown,
        **cast.acting(by),
        **more,
    )


def child_sleeps(cast, here, bed, name="ນ້ອຍ", age=10, **more):
    person, case = child(cast, name, age)
    told = {"assent": True, "given_by": "legal_guardian", "called": "Fon"} | more
    return sleeps(cast, here, bed, person, case, **told)


def counts(cast, here, by, evening=None, **said):
    """Everybody seen by `by`, but those in `said`: the id of a stay and what was found."""
    stays = ShelterStay.objects.filter(shelter=here.shelter, over_on=None)
    living = [stay for stay in stays if stay.stands.lives_here]
    told = {one.id: said.get(str(one.id), "seen") for one in living}
    return nights.count(shelter=here.shelter, answers=told, evening=evening, **cast.acting(by))


def again(row):
    return type(row).objects.get(pk=row.pk)
