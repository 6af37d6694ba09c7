"""What the team that visited the family wrote stands on the page of her family while their file runs,
and is named as a source in an assessment, which then waits for a second assessor, who is told."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.core.roles import Role
from fanal.people.exclusion import put_on_the_list
from fanal.reintegration.actions import families
from fanal.reintegration.queries.families import seconds_today
from fanal.sharing.actions import shared as shared_actions
from tests import files
from tests.reintegration.scene import today
from tests.sharing.transfers import agreed, told_case

SEEN = "The uncle came back and drinks. Her mother wants her home."


def writes(cast, here):
    shared_actions.put(
        side=here.sides[cast.vientiane.pk],
        field="safety",
        text=SEEN,
        version=0,
        **cast.acting(cast.kham),
    )


def test_it_stands_on_the_page_of_her_family_and_is_named_as_a_source_with_its_day(cast):
    here = told_case(cast)
    shared = agreed(cast, here)
    page, form = (
        reverse(f"reintegration:{name}", args=[here.person.id]) for name in ("families", "assess")
    )
    sokha = files.browser(cast, cast.sokha)
    assert "What the other team wrote" not in sokha.get(page).text
    writes(cast, here)
    text = sokha.get(page).text
    assert SEEN in text
    assert "Kham Phommachan" in text
    assert f"{form}?show=theirs" in text
    taken = sokha.get(f"{form}?show=theirs").context["form"]["words"].value()
    assert taken.startswith("Vientiane, Kham Phommachan, ")
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


def test_nothing_that_outlives_their_file_holds_their_words(cast):
    here = told_case(cast)
    agreed(cast, here)
    writes(cast, here)
    page = reverse("reintegration:families", args=[here.person.id])
    form = reverse("reintegration:assess", args=[here.person.id])
    sokha = files.browser(cast, cast.sokha)
    asked = sokha.get(f"{form}?show=theirs").context["form"]
    families.assess(
        person=here.person,
        result="safe",
        conditions=[],
        answers={"her_wish": "Home.", "words": asked["words"].value()},
        on=files.TODAY,
        **cast.acting(cast.sokha),
    )
    shared_actions.end(side=here.sides[cast.bangkok.pk], by=cast.noi)
    text = sokha.get(page).text
    assert "Vientiane, Kham Phommachan, " in text
    assert SEEN not in text


def test_of_a_case_of_two_sisters_it_stands_on_the_page_of_neither_but_leads_to_their_file(cast):
    here = told_case(cast)
    sister = files.person(cast, names=["Her sister"])
    add_person(case=here.case, person=sister, by=cast.sokha)
    record_consent(
        case=here.case,
        person=sister,
        purpose="referral",
        answer="given",
        **cast.acting(cast.sokha),
    )
    shared = agreed(cast, here)
    writes(cast, here)
    for person in (here.person, sister):
        page = reverse("reintegration:families", args=[person.id])
        text = files.browser(cast, cast.sokha).get(page).text
        assert SEEN not in text
        assert reverse("sharing:shared", args=[shared.id]) in text


FOUND = {
    "her_wish": "To her aunt.",
    "who_gained": "Her uncle was paid.",
    "words": "The teacher told us.",
    "household": "Bounmy Keomany – mother (Sokha, 1 December)",
}


def test_what_we_found_is_proposed_to_warn_the_other_team_without_her_wish_who_told_or_names(cast):
    here = told_case(cast)
    shared = agreed(cast, here)
    warn = reverse("sharing:put", args=[shared.id, "safety"])
    sokha = files.browser(cast, cast.sokha)
    assert not sokha.get(warn).context["form"]["text"].value()
    assessed(cast, here.person, cast.sokha, answers=FOUND)
    page = sokha.get(warn)
    text = page.context["form"]["text"].value()
    assert text.startswith("Can she go there? No\n\n")
    assert "Her uncle was paid." in text
    assert FOUND["her_wish"] not in text
    assert FOUND["words"] not in text
    assert "Keomany" not in text
    assert "From the assessment of her family" in page.text
    assert "Sokha" in page.context["lead"]
    # Nobody sent it: the other side reads nothing.
    theirs = files.browser(cast, cast.kham).get(reverse("sharing:shared", args=[shared.id]))
    assert "Her uncle was paid." not in theirs.text


def test_of_a_yes_on_conditions_the_warning_says_on_which_and_whether_they_are_met(cast):
    here = told_case(cast)
    shared = agreed(cast, here)
    row = families.assess(
        person=here.person,
        result="conditions",
        conditions=["school_place", "own_room"],
        on=today(),
        answers=FOUND,
        **cast.acting(cast.sokha),
    )
    families.meet(row=row, condition="own_room", by=cast.sokha)
    warn = reverse("sharing:put", args=[shared.id, "safety"])
    text = files.browser(cast, cast.sokha).get(warn).context["form"]["text"].value()
    assert "A place at school or in training · not met" in text
    assert "She has a room of her own · met" in text


def test_what_stands_in_a_warning_is_not_replaced_by_what_was_found_since(cast):
    here = told_case(cast)
    shared = agreed(cast, here)
    side, told = here.sides[cast.bangkok.pk], "Do not phone her."
    write = {"field": "safety", "text": told, "version": 0, **cast.acting(cast.sokha)}
    shared_actions.put(side=side, **write)
    assessed(cast, here.person, cast.sokha, answers=FOUND)
    warn = reverse("sharing:put", args=[shared.id, "safety"])
    assert files.browser(cast, cast.sokha).get(warn).context["form"]["text"].value() == told


def test_of_two_sisters_what_was_found_of_one_family_is_proposed_of_neither(cast):
    here = told_case(cast)
    sister = files.person(cast, names=["Her sister"])
    add_person(case=here.case, person=sister, by=cast.sokha)
    answered = {"person": sister, "purpose": "referral", "answer": "given"}
    record_consent(case=here.case, **answered, **cast.acting(cast.sokha))
    shared = agreed(cast, here)
    assessed(cast, here.person, cast.sokha, answers=FOUND)
    warn = reverse("sharing:put", args=[shared.id, "safety"])
    assert not files.browser(cast, cast.sokha).get(warn).context["form"]["text"].value()


def assessed(cast, person, by, on=None, answers=None):
    told = {
        "person": person,
        "answers": answers or {"her_wish": "To her aunt."},
        "on": on or today(),
    }
    return families.assess(result="no", conditions=[], **told, **cast.acting(by))


def rows_of(user):
    return [(row.title, row.address) for row in seconds_today(user, timezone.localtime())]


def test_only_the_newest_by_its_day_is_asked_for_as_on_the_page_of_her_family(cast):
    """One that is written down later may be of an earlier day."""
    here = told_case(cast)
    page = reverse("reintegration:families", args=[here.person.id])
    newest = assessed(cast, here.person, cast.sokha)
    assessed(cast, here.person, cast.sokha, on=today() - timedelta(days=30))
    assert rows_of(cast.noi) == [("Agree as second assessor", page)]
    assert reverse("reintegration:second", args=[here.person.id, newest.id]) in (
        files.browser(cast, cast.noi).get(page).text
    )
    families.second(row=newest, words="I called the neighbour.", **cast.acting(cast.noi))
    assert rows_of(cast.noi) == []


def test_with_whoever_is_kept_out_since_nobody_is_asked_to_agree_but_to_assess_again(cast):
    here = told_case(cast)
    page = reverse("reintegration:families", args=[here.person.id])
    row = assessed(cast, here.person, cast.sokha)
    put_on_the_list(
        case=here.case, user=cast.sokha, reason="", by=cast.noi, on=today(), of_team=None
    )
    assert rows_of(cast.noi) == [("Assess her family again", page)]
    text = files.browser(cast, cast.noi).get(page).text
    assert "is now kept out of her file: assess it again." in text
    assert reverse("reintegration:second", args=[here.person.id, row.id]) not in text


def test_many_families_that_wait_are_asked_for_in_as_many_questions_as_one(cast):
    chea = cast.join("chea", "Chea", Role.CASE_WORKER, "Bangkok")

    def questions(n):
        for _ in range(n):
            person = files.person(cast)
            files.case(cast, people=[person])
            assessed(cast, person, cast.noi)
        rows_of(chea)
        with CaptureQueriesContext(connection) as asked:
            found = rows_of(chea)
        return len(asked), len(found)

    other_lead = cast.join("dara", "Dara", Role.TEAM_LEAD, "Bangkok")
    few, none = questions(1)
    many, none_either = questions(5)
    assert (none, none_either) == (0, 0)
    assert many == few
    other_lead.is_active = False
    other_lead.save()
    assert questions(1)[1] == 7
