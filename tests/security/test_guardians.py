"""Guardians, and whose consent counts, for every role: who reads, who records, who decides.

Beside the walk of every address (`test_matrix`): here stands a child with a guardian, a paper, two
decisions of who consents for her and a yes that was given for her, and nothing of it is anywhere else.
"""

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from fanal.cases.actions import carers, consents, emergencies, entries
from fanal.cases.models import CarerDecision, CaseEntry, Consent, Task
from fanal.journeys.actions import plans, preparing
from fanal.keys.demo import PEOPLE
from fanal.people.models import Birth
from tests import files
from tests.kept import kept
from tests.security.test_matrix import THIRD_TEAM
from tests.shares import in_turn, strangers, tried

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("menu")]

TEAM, LEAD = {"sokha", "noi"}, {"noi"}
# The third team stands to this case as the second does: in `make test` one of the two looks.
ROLES, OTHERS = (
    [
        pytest.param(name, marks=pytest.mark.long) if name in THIRD_TEAM else name
        for name, *_more in PEOPLE
        if name not in but
    ]
    for but in (set(), TEAM)
)
# Where the answer follows from a right alone: both of the team, and of the others two.
FEW = [
    *sorted(TEAM),
    *strangers([name for name, *_more in PEOPLE if name not in TEAM], "of a guardian"),
]
STRANGERS = [name for name, *_more in PEOPLE if name not in TEAM | THIRD_TEAM]
NAME, PAPER = "Malee Guardianova", "Court of Ubon, paper 4711"
REASONS = "The village head knows her as the one who brought her up."
WORDS = "She said: I go with my aunt."
SECRET = (NAME, PAPER, REASONS, WORDS)


@pytest.fixture
def here(cast):
    return scene(cast)


@kept
def scene(cast):
    """A girl of nine with a guardian; `waits`: who consents for her, asked by Sokha."""
    year = timezone.localdate().year - 9
    girl = files.person(cast, births=[("herself", year, 1, 1)])
    case = files.case(cast, people=[girl])
    write = {"case": case, **cast.acting(cast.sokha)}
    answers = {"name": NAME, "relation": "friend", "safe": "safe"}
    guardian = entries.add_entry(kind="around", answers=answers, **write)
    paper = {"role": "legal_guardian", "paper": PAPER}
    entries.add_entry(kind="guardianship", under=guardian, answers=paper, **write)
    waits = carers.ask_carer_decision(
        person=girl, speaker=guardian, ground="disputed", reasons=REASONS, **write
    )
    consent = consents.record_consent(
        person=girl,
        purpose="return",
        answer="given",
        given_by="legal_guardian",
        giver=guardian,
        answers={"words": WORDS, "assent": True},
        **write,
    )
    files.let_in_lawyer(cast, case)
    return girl, case, guardian, waits, consent


def addresses(here):
    """Where guardians are read, recorded and decided on, with who may."""
    girl, case, guardian, waits, consent = here
    birth = girl.births.get()
    return {
        # The lawyer opens these for the legal part: nothing of it is on them for her.
        reverse("cases:section", args=[case.id, "people"]): TEAM | {"mai"},
        reverse("cases:section", args=[case.id, "consent"]): TEAM | {"mai"},
        reverse("cases:write", args=[case.id, "around"]): TEAM,
        reverse("cases:write_under", args=[case.id, guardian.id, "guardianship"]): TEAM,
        reverse("cases:consent", args=[case.id]): TEAM,
        reverse("cases:consents", args=[case.id]): TEAM,
        reverse("cases:withdraw", args=[case.id, consent.id]): TEAM,
        reverse("cases:carer", args=[case.id]): TEAM,
        reverse("cases:agree_carer", args=[case.id, waits.id]): TEAM,
        reverse("cases:end_carer", args=[case.id, waits.id]): TEAM,
        reverse("people:add_birth", args=[girl.id]): TEAM,
        reverse("people:retract_birth", args=[girl.id, birth.id]): TEAM,
    }


def stranger(cast, who):
    client = files.browser(cast, getattr(cast, who))
    client.raise_request_exception = False
    return client


def counted():
    return [one.objects.count() for one in (CarerDecision, Consent, CaseEntry, Task, Birth)]


def told(answer):
    return answer.status_code, dict(answer.headers), answer.content


def nothing(client):
    return {way: told(getattr(client, way)("/no/such/page/")) for way in ("get", "post")}


def differing(client, none, address):
    """The ways in which it answers otherwise than what does not exist; what is no way is none."""
    answers = {way: getattr(client, way)(address) for way in none}
    return [
        way for way, one in answers.items() if one.status_code != 405 and told(one) != none[way]
    ]


@pytest.mark.parametrize("who", ROLES)
def test_for_who_may_not_know_of_a_guardian_there_is_none_and_nothing_is_changed(cast, here, who):
    client, before = stranger(cast, who), counted()
    none = nothing(client)
    for address, may in addresses(here).items():
        if who in may:
            assert client.get(address).status_code == 200, address
        elif tried(who in in_turn(STRANGERS, resolve(address).view_name, 4)):
            assert differing(client, none, address) == [], address
    assert counted() == before


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_tells_anybody_else_of_her_guardian(cast, here, who):
    girl, case, *_rest = here
    client = stranger(cast, who)
    for address in (
        *addresses(here),
        reverse("cases:case", args=[case.id]),
        reverse("cases:today"),
        reverse("cases:list"),
        reverse("cases:tasks"),
        reverse("people:person", args=[girl.id]),
        reverse("protection:case", args=[case.id]),
        reverse("cases:timeline", args=[case.id]),
        reverse("web:decisions"),
    ):
        page = client.get(address, follow=True).content.decode(errors="replace")
        assert [one for one in SECRET if one in page] == [], address


@pytest.mark.parametrize("who", sorted(TEAM))
def test_her_team_reads_who_she_is_by_which_paper_and_why_she_answers(cast, here, who):
    _girl, case, *_rest = here
    client = files.browser(cast, getattr(cast, who))
    people = client.get(reverse("cases:section", args=[case.id, "people"])).text
    consent = client.get(reverse("cases:section", args=[case.id, "consent"])).text
    assert NAME in people
    assert PAPER in people
    assert NAME in consent
    assert REASONS in consent
    assert WORDS in consent


@pytest.mark.parametrize("who", FEW)
def test_who_asked_never_agrees_and_of_others_a_lead_of_the_team_alone(cast, here, who):
    _girl, case, _guardian, waits, _consent = here
    client = stranger(cast, who)
    client.post(reverse("cases:agree_carer", args=[case.id, waits.id]), follow=True)
    waits.refresh_from_db()
    assert (waits.second == cast.noi) is (who in LEAD)
    assert (waits.second is None) is (who not in LEAD)


@pytest.mark.parametrize("who", FEW)
def test_whose_consent_is_missing_on_a_journey_leads_only_who_may_record_it(cast, here, who):
    girl, case, _guardian, _waits, consent = here
    consents.withdraw_consent(consent=consent, by=cast.sokha)
    journey = files.journey(cast)
    custodian = plans.add_custodian(journey=journey, label="Us", team=cast.bangkok, by=cast.sokha)
    preparing.prepare(journey=journey, person=girl, case=case, custodian=custodian, by=cast.sokha)
    client = stranger(cast, who)
    page = client.get(reverse("journeys:journey", args=[journey.id]))
    assert (page.status_code == 200) is (who in TEAM | {"claire"})
    leads = reverse("cases:section", args=[case.id, "consent"])
    assert (f'href="{leads}"' in page.text) is (who in TEAM)
    if page.status_code == 200:
        assert "going back" in page.text
        assert [one for one in SECRET if one in page.text] == []


def test_who_is_kept_out_of_the_case_knows_of_no_guardian(cast, here):
    _girl, case, *_rest = here
    emergencies.keep_out(case=case, user=cast.noi, reason="her cousin", by=cast.noi)
    client = stranger(cast, "noi")
    none = nothing(client)
    assert [address for address in addresses(here) if differing(client, none, address)] == []
