"""A lawyer with a legal grant reads the legal part, and what she has to obey; not the story."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.tasks import add_task
from fanal.core.sealing.compartments import LEGAL, MEDICAL, NARRATIVE
from fanal.keys.actions import grant
from fanal.people.actions.emergencies import make_emergency_group
from fanal.sharing.actions import rules
from fanal.sharing.models import NeverTell
from tests import files
from tests.consents import says
from tests.sharing.scene import draft, scene

STORY = {
    "reason": "her uncle works there and sold her",
    "override": "she tried to kill herself last night in the shelter",
    "task": "book the clinic for the test",
    "recipient": "the midwife in Vientiane",
}


@pytest.fixture
def here(cast):
    here = scene(cast)
    rules.never_tell(case=here.case, partner=here.station, reason=STORY["reason"], by=cast.sokha)
    files.override(here.case, STORY["override"], by=cast.sokha, partner=here.shelter)
    add_task(case=here.case, title=STORY["task"], by=cast.sokha)
    add_task(case=here.case, title="appeal by Friday", by=cast.noi, assignee=cast.mai)
    says(cast, here, "referral", recipient=STORY["recipient"])
    return here


def let_in(cast, here, *parts, to):
    ring = cast.ring(cast.noi)
    grant(folder=here.case.id, compartments=parts, to=to, by=cast.noi, ring=ring)


def read(client, here):
    """Everything that the pages of the case say to this person."""
    addresses = [
        reverse("cases:case", args=[here.case.id]),
        reverse("sharing:case", args=[here.case.id]),
        reverse("cases:section", args=[here.case.id, "consent"]),
    ]
    return " ".join(client.get(address).text for address in addresses)


def test_the_lawyer_learns_whom_never_to_tell_and_not_why(cast, here):
    let_in(cast, here, LEGAL, to=cast.mai)
    seen = read(files.browser(cast, cast.mai), here)
    assert "Station" in seen
    assert "appeal by Friday" in seen
    for words in STORY.values():
        assert words not in seen


def test_the_team_and_whoever_was_granted_the_story_read_it(cast, here):
    let_in(cast, here, LEGAL, NARRATIVE, to=cast.mai)
    for user, unread in ((cast.sokha, set()), (cast.noi, set()), (cast.mai, {"task"})):
        seen = read(files.browser(cast, user), here)
        assert {name for name, words in STORY.items() if words not in seen} == unread


def test_who_may_agree_to_an_override_reads_its_text(cast, here):
    let_in(cast, here, LEGAL, to=cast.claire)
    seen = read(files.browser(cast, cast.claire), here)
    assert STORY["override"] in seen
    assert STORY["reason"] not in seen


def test_only_who_knows_why_takes_somebody_off_the_list(cast, here):
    let_in(cast, here, LEGAL, to=cast.mai)
    row = NeverTell.objects.get()
    address = reverse("sharing:end_never_tell", args=[row.id])
    assert files.browser(cast, cast.mai).post(address).status_code == 404
    assert files.browser(cast, cast.sokha).post(address).status_code == 302


def test_of_a_mother_and_her_child_nobody_is_chosen_beforehand(cast):
    alone, child = files.case(cast), files.person(cast, names=("Noy",))
    both = files.case(cast)
    add_person(case=both, person=child, by=cast.sokha, role="child")
    page = files.browser(cast, cast.sokha)
    for name in ("sharing:refer_start", "matching:trace"):
        fields = [
            page.get(reverse(name, args=[one.id])).context["form"].fields["person"]
            for one in (alone, both)
        ]
        assert [next(iter(field.choices))[0] == "" for field in fields] == [False, True]


def previewed(cast, user, referral):
    return files.browser(cast, user).get(reverse("sharing:referral", args=[referral.id])).text


def test_a_lawyer_who_was_given_the_medical_key_does_not_read_it_in_a_preview(cast):
    here = scene(cast)
    add_entry(
        case=here.case,
        kind="health",
        answers={"findings": "THE DIAGNOSIS"},
        by=cast.sokha,
        ring=here.ring,
    )
    referral = draft(cast, here, classes=("narrative", "medical"))
    assert "THE DIAGNOSIS" in previewed(cast, cast.noi, referral)
    let_in(cast, here, NARRATIVE, MEDICAL, to=cast.mai)
    told = previewed(cast, cast.mai, referral)
    assert "A doctor, soon." in told
    assert "THE DIAGNOSIS" not in told


def test_a_key_of_the_emergency_group_does_not_tell_where_she_sleeps_in_a_preview(cast):
    write = cast.acting(cast.noi)
    dara = cast.join("dara", "Dara Keo", "case_worker", "Bangkok")
    make_emergency_group(name="Emergency", office=cast.bangkok.office, members=[dara], **write)
    here = scene(cast)
    add_entry(
        case=here.case,
        kind="whereabouts",
        answers={"place": "ABOVE THE BAKERY"},
        by=cast.sokha,
        ring=here.ring,
    )
    referral = draft(cast, here, classes=("narrative", "whereabouts"), purpose="hold_the_person")
    assert "BAKERY" in previewed(cast, cast.sokha, referral)
    assert "BAKERY" not in previewed(cast, dara, referral)


def writes(cast, here, kind, person=None, **answers):
    return add_entry(
        case=here.case, kind=kind, answers=answers, about=person, by=cast.sokha, ring=here.ring
    )


def test_where_she_is_tells_neither_where_she_was_nor_where_her_sister_is(cast):
    here = scene(cast)
    sister = files.person(cast, names=("Keo",))
    add_person(case=here.case, person=sister, by=cast.sokha)
    writes(cast, here, "whereabouts", place="THE OLD SHELTER", since="2026-01-05")
    writes(
        cast,
        here,
        "whereabouts",
        here.person,
        place="THE AUNT",
        who_knows="THE NEIGHBOUR",
        since="2026-03-05",
    )
    writes(cast, here, "whereabouts", sister, place="THE CONVENT", since="2026-03-06")
    writes(cast, here, "whereabouts", here.person, place="A CAFE", since="2026-02-05")
    referral = draft(cast, here, classes=("narrative", "whereabouts"), purpose="hold_the_person")
    told = previewed(cast, cast.sokha, referral)
    assert "THE AUNT" in told
    for other in ("THE OLD SHELTER", "THE NEIGHBOUR", "THE CONVENT", "A CAFE"):
        assert other not in told, other


def test_what_a_partner_is_told_is_of_her_and_not_what_was_corrected(cast):
    here = scene(cast)
    sister = files.person(cast, names=("Keo",))
    add_person(case=here.case, person=sister, by=cast.sokha)
    wrong = writes(cast, here, "need", here.person, words="A LAWYER")
    add_entry(
        case=here.case,
        kind="need",
        answers={"words": "A DOCTOR"},
        about=here.person,
        corrects=wrong,
        by=cast.sokha,
        ring=here.ring,
    )
    writes(cast, here, "need", sister, words="HER SISTER'S NEED")
    told = previewed(cast, cast.sokha, draft(cast, here, classes=("narrative",)))
    assert "A DOCTOR" in told
    assert "A LAWYER" not in told
    assert "SISTER" not in told


@pytest.fixture
def helper(cast, here):
    """Of another team and of the emergency group, who was granted the legal part by name."""
    write = cast.acting(cast.noi)
    dara = cast.join("dara", "Dara Keo", "case_worker", "Vientiane")
    make_emergency_group(name="Emergency", office=cast.bangkok.office, members=[dara], **write)
    return dara


@pytest.fixture
def hers(cast, here, helper):
    """A case of which the emergency group holds every key, with a referral; the legal part alone
    is granted to its member."""
    person = files.person(cast, names=("Noy",))
    hers = SimpleNamespace(**vars(here) | {"person": person})
    hers.case = files.case(cast, people=[person])
    record_consent(
        case=hers.case,
        person=person,
        purpose="referral",
        answer="given",
        partner=here.shelter.id,
        by=cast.sokha,
        ring=here.ring,
    )
    let_in(cast, hers, LEGAL, to=helper)
    hers.referral = draft(cast, hers)
    return hers


def test_a_key_of_the_emergency_group_opens_no_referral_to_whom_the_story_was_not_granted(
    cast, helper, hers
):
    assert "A bed." in previewed(cast, cast.sokha, hers.referral)
    page = files.browser(cast, helper)
    none = page.get("/no/such/page/").content
    assert page.get(reverse("sharing:referral", args=[hers.referral.id])).content == none
    for name in ("approve", "bundle", "print", "answer"):
        address = reverse(f"sharing:{name}", args=[hers.referral.id])
        assert page.post(address, {"to": "accepted"}).status_code == 404
    link = reverse("sharing:referral", args=[hers.referral.id])
    for listed in (reverse("sharing:case", args=[hers.case.id]), reverse("sharing:list")):
        assert link not in page.get(listed).text
        assert hers.person.code_name in page.get(listed).text
        assert link in files.browser(cast, cast.sokha).get(listed).text


def test_whoever_may_not_write_the_story_is_not_asked_what_a_partner_should_do(cast, here):
    let_in(cast, here, LEGAL, to=cast.mai)
    page, ask = files.browser(cast, cast.mai), reverse("sharing:refer_start", args=[here.case.id])
    assert page.get(ask).status_code == 404
    assert ask not in page.get(reverse("sharing:case", args=[here.case.id])).text
    let_in(cast, here, NARRATIVE, to=cast.mai)
    page = files.browser(cast, cast.mai)
    assert page.get(ask).status_code == 200
    assert ask in page.get(reverse("sharing:case", args=[here.case.id])).text
