"""A plan, once what was agreed in it rests on something that holds no longer."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry, edit_entry
from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput
from fanal.core.journeys.events import EventKind
from fanal.journeys.actions.events import record_event
from fanal.partners.actions.partners import add_partner
from fanal.people.actions.merges import decide, undo
from fanal.reintegration.actions import families, plans
from fanal.reintegration.actions.plans import ContactRules
from fanal.sharing.actions.rules import never_tell
from tests import files
from tests.reintegration.scene import DAY, again, begins, page_of, today, tried
from tests.reintegration.test_plans import travels


def agrees(cast, here, **rules):
    plan = again(here.plan)
    ring = cast.ring(cast.sokha)
    rules = ContactRules(**rules)
    plans.change_rules(plan=plan, rules=rules, version=plan.version, by=cast.sokha, ring=ring)


def around(cast, here, **told):
    return add_entry(case=here.case, kind="around", answers=told, **cast.acting(cast.sokha))


def nobody_reaches_her(cast, here):
    for days, way in ((8, "call"), (6, "message"), (4, "visit")):
        tried(cast, here.plan, "not_reached", on=today() - days * DAY, way=way)


# ── Who is asked where she is ────────────────────────────────────────────────
def test_a_safe_person_who_is_found_to_be_a_suspect_is_not_asked_where_she_is(cast, here):
    agrees(cast, here, safe_person="Mali Boun, her aunt, 020 555 1234")
    nobody_reaches_her(cast, here)
    sokha = files.browser(cast, cast.sokha)
    assert "Ask the safe person she named" in sokha.get(page_of(here)).text
    around(cast, here, name="ມະລິ ບຸນ", relation="relative", safe="suspect")
    shown = sokha.get(page_of(here)).text
    assert "Do not ask the person she named" in shown
    assert "Ask the safe person she named" not in shown
    assert "must not be asked" in shown
    assert "must not be asked" in sokha.get(page_of(here, "contact")).text
    agrees(cast, here)
    assert "A lead decides what is done" in sokha.get(page_of(here)).text


def test_a_partner_who_comes_on_her_list_later_is_not_asked_where_she_is(cast, here):
    agrees(cast, here, partner="Lotus House, Ms Kham")
    nobody_reaches_her(cast, here)
    house = add_partner(kind="organisation", type="shelter", name="Lotus House", by=cast.noi)
    never_tell(case=here.case, reason="Her uncle.", by=cast.noi, partner=house)
    shown = files.browser(cast, cast.sokha).get(page_of(here)).text
    assert "Do not ask the person she named" in shown
    assert "Ask the partner, through her case" not in shown


@pytest.mark.parametrize("told", [{"relation": "recruiter"}, {"close": True}, {"safe": "danger"}])
def test_nobody_who_is_part_of_the_danger_is_named_with_a_number_beside_the_name(cast, here, told):
    around(cast, here, name="Mali Boun", **told)
    with pytest.raises(BadInput, match="must never hear of her"):
        agrees(cast, here, safe_person="Mali Boun, 020 555 1234")


# ── Two files that are found to be hers ──────────────────────────────────────
def second_plan(cast, days=150):
    """A file under another name, with a plan of its own."""
    other = files.person(cast, names=["Somsy"])
    return begins(cast, other, today() - 190 * DAY, on=today() - days * DAY)


def found_to_be_one(cast, here, other):
    ring = cast.ring(cast.sokha)
    return decide(
        keep=here.person, other=other, same=True, reason="Her scar.", by=cast.sokha, ring=ring
    )


def start_page(cast):
    return files.browser(cast, cast.sokha).get(reverse("cases:today")).text


def test_who_wants_no_more_contact_is_asked_by_no_plan_of_another_file_of_hers(cast, here):
    other = second_plan(cast)
    assert other.person.code_name in start_page(cast)
    decision = found_to_be_one(cast, here, other.person)
    tried(cast, here.plan, "refused")
    assert other.person.code_name not in start_page(cast)
    address = reverse("cases:tasks")
    assert other.person.code_name not in files.browser(cast, cast.sokha).get(address).text
    shown = files.browser(cast, cast.sokha).get(
        reverse("reintegration:person", args=[other.person.id])
    )
    assert "Wants no more contact" in shown.text
    assert "in the plan of another file" in shown.text
    with pytest.raises(BadInput, match="wants no more contact"):
        tried(cast, other, "not_reached")
    undo(comparison=decision, by=cast.sokha)
    assert other.person.code_name in start_page(cast)


def test_who_died_is_asked_by_no_plan_and_a_plan_begun_after_a_refusal_runs(cast, here):
    tried(cast, here.plan, "refused", on=today() - 100 * DAY)
    other = second_plan(cast, days=20)
    found_to_be_one(cast, here, other.person)
    assert other.person.code_name in start_page(cast)
    third = files.person(cast, names=["Noy"])
    plan = begins(cast, third, today() - 190 * DAY)
    found_to_be_one(cast, here, third)
    tried(cast, plan, "died", on=today() - DAY)
    assert other.person.code_name not in start_page(cast)


# ── The family to which she goes back ────────────────────────────────────────
def assessed_by_two(cast, here):
    row = families.assess(
        person=here.person,
        result="safe",
        conditions=[],
        answers={"her_wish": "Home, asked twice."},
        on=today(),
        **cast.acting(cast.sokha),
    )
    families.second(row=row, words="I was there.", **cast.acting(cast.noi))
    return row


def go_page(cast, here):
    return files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[here.journey.id]))


FOUND = "somebody there was found to be a danger to her since"


def test_a_father_found_to_be_a_suspect_since_speaks_against_her_return(cast, here):
    here.journey = travels(cast, here)
    around(cast, here, name="Her uncle", relation="relative", safe="danger")
    assessed_by_two(cast, here)  # who knew of the uncle
    father = around(cast, here, name="Her father", relation="father", safe="safe")
    assert FOUND not in go_page(cast, here).text
    around(cast, here, name="Mr Lee", relation="employer", safe="suspect")
    assert FOUND not in go_page(cast, here).text
    edit_entry(
        entry=again(father),
        answers={"name": "Her father", "relation": "father", "safe": "suspect"},
        version=again(father).version,
        **cast.acting(cast.sokha),
    )
    assert FOUND in go_page(cast, here).text
    sokha = files.browser(cast, cast.sokha)
    assert FOUND.capitalize() in sokha.get(page_of(here)).text
    assert FOUND.capitalize() in sokha.get(page_of(here, "families")).text
    assessed_by_two(cast, here)
    assert FOUND not in go_page(cast, here).text


FEARED = "whom she must fear: ask who lives there"


@pytest.mark.parametrize(
    ("result", "conditions", "told"),
    [
        ("safe", [], True),
        ("conditions", ["own_room"], True),
        ("conditions", ["other_leaves"], False),
        ("not_now", [], False),
    ],
)
def test_whoever_agrees_that_she_may_go_to_a_family_reads_that_somebody_there_is_feared(
    cast, here, result, conditions, told
):
    around(cast, here, name="Her father", relation="father", safe="suspect")
    row = families.assess(
        person=here.person, result=result, conditions=conditions, on=today(),
        answers={"her_wish": "To her aunt."}, **cast.acting(cast.sokha),
    )  # fmt: skip
    noi = files.browser(cast, cast.noi)
    second = reverse("reintegration:second", args=[here.person.id, row.id])
    for address in (page_of(here, "families"), second):
        assert (FEARED in noi.get(address).text) is told, address


def test_of_an_assessment_of_before_what_was_written_later_counts(cast, here):
    here.journey = travels(cast, here)
    row = assessed_by_two(cast, here)
    row.coded = {name: said for name, said in row.coded.items() if name != "feared"}
    row.made_on = today() - DAY
    row.save(update_fields=["coded", "made_on"])
    assert FOUND not in go_page(cast, here).text
    around(cast, here, name="Her father", relation="father", safe="suspect")
    assert FOUND in go_page(cast, here).text


def test_what_was_seen_of_her_family_in_another_file_of_hers_speaks_against_her_return(cast, here):
    here.journey = travels(cast, here)
    other = files.person(cast, names=["Somsy"])
    found_to_be_one(cast, here, other)
    told = {"conditions": [], "answers": {"her_wish": "Not home."}, "on": today()}
    ring = cast.ring(cast.sokha)
    families.assess(person=other, result="no", by=cast.sokha, ring=ring, **told)
    assert "the assessment of her family says" in go_page(cast, here).text


def test_a_father_found_to_be_a_suspect_while_she_is_on_the_way_home_turns_the_board_red(
    cast, here
):
    here.journey = travels(cast, here)
    assessed_by_two(cast, here)
    record_event(
        journey=here.journey,
        kind=EventKind.DEPARTED,
        persons=[here.person],
        happened=True,
        by=cast.sokha,
    )
    noi = files.browser(cast, cast.noi)
    said = "Something speaks against where she goes"
    assert said not in noi.get(reverse("journeys:board")).text
    around(cast, here, name="Her father", relation="father", safe="suspect")
    shown = noi.get(reverse("journeys:board")).text
    assert said in shown
    assert "wait, turn back, or go on" in shown
    assert FOUND in go_page(cast, here).text
    sweep(timezone.localtime())
    assert cast.noi.email in {one for message in mail.outbox for one in message.to}
