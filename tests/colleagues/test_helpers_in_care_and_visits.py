"""An interpreter or a volunteer of the register who is named in a request for care, for a next
visit, in a service of a case or among the visitors of a shelter: the one rule of helpers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.care.actions import asking
from fanal.care.actions.asking import SaidBeside
from fanal.care.models import CareFile
from fanal.colleagues import helpers
from fanal.core.care.asking import CareState
from fanal.core.care.notes import NoteKind
from fanal.core.errors import BadInput
from fanal.core.prevention.volunteers import Vetted
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import ServiceState
from fanal.services.actions import services
from fanal.shelters.actions import visits
from tests import files
from tests.care.scene import again, asks, noted
from tests.care.scene import scene as care_scene
from tests.services.scene import happens, of_ours
from tests.services.scene import scene as service_scene
from tests.shelters.scene import scene as shelter_scene
from tests.shelters.scene import sleeps

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def registered(cast, kind, name):
    write, today = cast.acting(cast.noi), timezone.localdate()
    told = {"name": name, "languages": "lo", "phone": "02"}
    helper = helpers.add_helper(kind=kind, answers=told, **write)
    vetted = Vetted(2, declared=True, code_signed_on=today, on=today)
    helpers.vet(helper=helper, vetted=vetted, version=helper.version, **write)
    helper.refresh_from_db()
    return helper


@pytest.fixture
def noy(cast):
    return registered(cast, "interpreter", "Malai Sor")


@pytest.fixture
def aunt(cast):
    return registered(cast, "volunteer", "Somjai Dee")


def paused(cast, helper):
    helper.refresh_from_db()
    write = cast.acting(cast.noi)
    helpers.pause(helper=helper, why="Seen with him.", version=helper.version, **write)


def kept_off(cast, case, helper):
    helpers.decide_in_case(case=case, helper=helper, cleared=False, by=cast.noi)


def says(helper):
    return f"{helper.code} may not help here any more: ask somebody else"


def read(cast, who, name, *args):
    return files.browser(cast, who).get(reverse(name, args=args)).text


# ── Care ─────────────────────────────────────────────────────────────────────
def back(cast, here):
    """Ploy passes it back, so that she can be asked again."""
    told = {"to": CareState.PASSED_BACK, **cast.acting(cast.ploy)}
    asking.answer(request=again(here.asked), **told)


def test_a_request_for_care_names_no_interpreter_who_is_kept_off_the_case(cast, noy):
    here = care_scene(cast)
    back(cast, here)
    assert f'value="{noy.code}"' in read(cast, cast.sokha, "care:ask", here.case.id)
    kept_off(cast, here.case, noy)
    assert f'value="{noy.code}"' not in read(cast, cast.sokha, "care:ask", here.case.id)
    with pytest.raises(BadInput) as met:
        asks(cast, here, beside=SaidBeside(language=f"Lao, {noy.code}"))
    assert met.value.where == "language"


def test_nor_does_an_interpreter_who_is_kept_off_the_case_come_along(cast, noy):
    here = care_scene(cast)
    back(cast, here)
    kept_off(cast, here.case, noy)
    with pytest.raises(BadInput) as met:
        asks(cast, here, beside=SaidBeside(comes=f"Her aunt and {noy.code}"))
    assert met.value.where == "comes"


def test_who_is_paused_after_she_was_asked_is_named_to_both_sides(cast, noy):
    here = care_scene(cast)
    back(cast, here)
    here.asked = asks(cast, here, beside=SaidBeside(language=f"Lao, {noy.code}"))
    pages = [
        (cast.sokha, "care:case", here.case.id),
        (cast.ploy, "care:request", here.asked.id),
        (cast.ploy, "care:today"),
    ]
    assert all(says(noy) not in read(cast, *page) for page in pages)
    paused(cast, noy)
    for page in pages:
        text = read(cast, *page)
        assert says(noy) in text
        assert "Seen with him" not in text


def test_the_next_visit_with_somebody_who_is_paused_says_so(cast, noy):
    here = care_scene(cast)
    asking.take(request=again(here.asked), **cast.acting(cast.ploy))
    file = CareFile.objects.get(made_by=cast.ploy)
    told = {"due": timezone.localdate(), "next_words": f"with {noy.code}"}
    noted(cast, file, NoteKind.EXAMINATION, **told)
    paused(cast, noy)
    assert says(noy) in read(cast, cast.ploy, "care:today")
    assert says(noy) in read(cast, cast.ploy, "care:file", file.id)
    with pytest.raises(BadInput) as met:
        noted(cast, file, NoteKind.EXAMINATION, **told)
    assert met.value.where == "next_words"


# ── Services ─────────────────────────────────────────────────────────────────
def wants(cast, case, words):
    told = {"kind": "social_work", "words": words, "person": case.people.get()}
    return services.want(case=case, **told, **cast.acting(cast.sokha))


def test_a_service_with_somebody_who_may_not_help_is_not_written_down(cast, noy):
    case = files.case(cast)
    kept_off(cast, case, noy)
    with pytest.raises(BadInput) as met:
        wants(cast, case, f"On Tuesday, {noy.code} interprets.")
    assert met.value.where == "words"


def test_what_happened_with_whoever_may_not_help_is_written_down_all_the_same(cast, noy):
    """A step that is still to come names nobody; of what was, the file would lack it."""
    here = service_scene(cast)
    row = of_ours(cast, here)
    kept_off(cast, here.case, noy)
    words = f"{noy.code} interpreted; her uncle knew of it the day after."
    with pytest.raises(BadInput):
        happens(cast, row, ServiceStep(ServiceState.OFFERED, timezone.localdate()), words)
    happens(cast, row, ServiceStep(ServiceState.BEGUN, timezone.localdate()), words)
    assert noy.code in read(cast, cast.sokha, "services:service", here.case.id, row.id)


def test_a_service_says_beside_it_who_is_to_be_replaced(cast, noy):
    case = files.case(cast)
    row = wants(cast, case, f"On Tuesday, {noy.code} interprets.")
    pages = ("services:case", case.id), ("services:service", case.id, row.id)
    assert all(says(noy) not in read(cast, cast.sokha, *page) for page in pages)
    paused(cast, noy)
    assert all(says(noy) in read(cast, cast.sokha, *page) for page in pages)


# ── Visits in a shelter ──────────────────────────────────────────────────────
def visitor(cast, stay, name):
    told = {"relation": "our volunteer", "she_agrees": True}
    return visits.allow_visitor(stay=stay, name=name, **told, **cast.acting(cast.sokha))


def test_a_volunteer_who_is_kept_off_her_case_may_not_visit_her(cast, aunt):
    here = shelter_scene(cast)
    stay = sleeps(cast, here)
    assert f'value="{aunt.code}"' in read(cast, cast.sokha, "shelters:allow", stay.id)
    kept_off(cast, here.case, aunt)
    with pytest.raises(BadInput) as met:
        visitor(cast, stay, aunt.code)
    assert met.value.where == "name"


def test_who_was_let_in_before_is_not_let_in_at_the_door_any_more(cast, aunt):
    here = shelter_scene(cast)
    stay = sleeps(cast, here)
    row = visitor(cast, stay, aunt.code)
    visits.visit(stay=stay, visitor=row, words="", **cast.acting(cast.rith))
    paused(cast, aunt)
    text = read(cast, cast.rith, "shelters:stay", stay.id)
    assert "not to be let in" in text
    assert says(aunt) in text
    with pytest.raises(BadInput) as met:
        visits.visit(stay=stay, visitor=row, words="", **cast.acting(cast.rith))
    assert met.value.where == "visitor"
