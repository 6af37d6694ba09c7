"""What the team that visited the family wrote is taken over into the assessment, not typed twice.

The assessment then waits for a second assessor, who is told.
"""

from django.urls import reverse

from fanal.reintegration.actions import families
from fanal.sharing.actions import shared as shared_actions
from tests import files
from tests.reintegration.scene import today
from tests.sharing.transfers import agreed, told_case

SEEN = "The uncle came back and drinks. Her mother wants her home."


def test_it_stands_on_the_page_of_her_family_and_is_taken_over_with_source_and_day(cast):
    here = told_case(cast)
    shared = agreed(cast, here)
    page, form = (
        reverse(f"reintegration:{name}", args=[here.person.id]) for name in ("families", "assess")
    )
    sokha = files.browser(cast, cast.sokha)
    assert "What the other team wrote" not in sokha.get(page).text
    shared_actions.put(
        side=here.sides[cast.vientiane.pk],
        field="safety",
        text=SEEN,
        version=0,
        **cast.acting(cast.kham),
    )
    text = sokha.get(page).text
    assert SEEN in text
    assert "Kham Phommachan" in text
    assert f"{form}?show=theirs" in text
    taken = sokha.get(f"{form}?show=theirs").context["form"]["words"].value()
    assert taken.startswith("Vientiane, Kham Phommachan, ")
    assert taken.endswith(SEEN)
    assert not sokha.get(form).context["form"]["words"].value()
    side = here.sides[cast.bangkok.pk]
    shared_actions.end(side=side, by=cast.noi)
    assert SEEN not in sokha.get(page).text
    assert str(shared.id) not in sokha.get(page).text


def test_it_waits_on_the_start_page_of_a_lead_until_a_second_assessor_agrees(cast):
    here = told_case(cast)
    page = reverse("reintegration:families", args=[here.person.id])

    def asked(who):
        return page in files.browser(cast, who).get(reverse("cases:today")).text

    def assess(by):
        told = {"person": here.person, "answers": {"her_wish": "To her aunt."}, "on": today()}
        return families.assess(result="no", conditions=[], **told, **cast.acting(by))

    assert not asked(cast.noi)
    row = assess(cast.sokha)
    assert [who for who in (cast.sokha, cast.noi, cast.kham) if asked(who)] == [cast.noi]
    families.second(row=row, words="I called the neighbour.", **cast.acting(cast.noi))
    assert not asked(cast.noi)
    # Where no other lead is there, whoever works in the team is asked.
    assess(cast.noi)
    assert asked(cast.sokha)
    assert not asked(cast.noi)
