"""What a case says of her legal situation is proposed to its first proceeding, and not typed again."""

from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.entries import add_entry
from tests import files
from tests.justice.scene import scene

MATTER = "The owner of the bar says that she stole from him."


def noted(cast, case, **answers):
    return add_entry(case=case, kind="legal", answers=answers, **cast.acting(cast.sokha))


def asked(cast, case, who=None):
    return files.browser(cast, who or cast.sokha).get(reverse("justice:new", args=[case.id]))


def test_what_goes_on_is_proposed_with_who_wrote_it_to_the_first_proceeding(cast):
    case = files.case(cast)
    assert not asked(cast, case).context["form"]["matter"].value()
    noted(cast, case, matter=MATTER)
    noted(cast, case, status="no papers")
    page = asked(cast, case)
    assert page.context["form"]["matter"].value() == MATTER
    assert "Sokha" in page.context["lead"]


def test_to_a_second_proceeding_and_of_several_people_nothing_is_proposed(cast):
    here = scene(cast)
    noted(cast, here.case, matter=MATTER)
    assert not asked(cast, here.case).context["form"]["matter"].value()
    case = files.case(cast)
    noted(cast, case, matter=MATTER)
    add_person(case=case, person=files.person(cast, ["Her sister"]), by=cast.sokha)
    assert not asked(cast, case).context["form"]["matter"].value()
