"""Every kind of request, asked for by everybody who may, where few people are there to decide it.

Either somebody finds it in her list, reads its page and decides it, or whoever asks is told at once
that nobody can, and whom to call.
"""

import re
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanal.accounts.deciders import newly_asked, who_decides
from fanal.accounts.models import User
from fanal.cases.actions.emergencies import keep_out
from fanal.web.decisions import decides, how_many, kinds, waiting_for
from tests import files
from tests.decisions.scenes import EVERYBODY, SCENES
from tests.examples import examples
from tests.security.menu import counted_once
from tests.security.world import undone
from tests.shares import in_turn, mostly_long, tried

pytestmark = pytest.mark.usefixtures("menu")
PEOPLE = (*EVERYBODY, "somchit", "huong", "linh")
# Who is not there; and who is, and is kept out of the case.
SMALL = {
    "one lead, one director": (("somchit", "kham", "huong", "linh", "mai"), ()),
    "one lead": (("somchit", "kham", "huong", "linh", "mai", "claire"), ()),
    "two teams, no director": (("huong", "linh", "mai", "claire"), ()),
    "the director is kept out": (("somchit", "kham", "huong", "linh", "mai"), ("claire",)),
    "the lead is kept out": (("huong", "linh"), ("noi",)),
}
NOBODY = re.compile(
    "obody can (?:d|review)|obody is left who can agree|obody who leads that team|is there to let"
)


@pytest.fixture
def menu(cast, monkeypatch):
    with counted_once(monkeypatch):
        yield


def test_every_kind_that_is_registered_has_a_scene():
    assert {scene.code for scene in SCENES} == set(kinds())


# Columns of a second person that are no request of anybody's to her.
NO_REQUEST = {
    "sharing.NeverTell",  # a lead takes one off the list, and nobody asks her to
    "sharing.Approval",  # the yes itself: a referral and a file ask for it
    "registers.TracingAnswer",  # the yes itself: a confirmer is asked
    "registers.TracingRequest", "registers.FamilyNotice",
    "reintegration.FamilyAssessment",  # whoever was there too writes it herself, on the page of the person
    "organisation.Succession",  # made of a change that waited: what was agreed to is that
    "retention.Tombstone",  # of an erasure that ended: two had agreed to that
}  # fmt: skip
SECOND = {
    "second", "agreed_by", "confirmed_by", "reviewed_by", "answered_by", "approved_by", "declined_by",
}  # fmt: skip


def test_every_record_that_names_a_second_person_is_of_a_kind():
    """A new one fails here until it is registered, or said to ask nobody."""
    named = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("fanal.")
        and SECOND
        & {field.name for field in model._meta.fields if isinstance(field, models.ForeignKey)}
    }
    assert named - {kind.model for kind in kinds().values()} - NO_REQUEST == set()
    for kind in kinds().values():
        assert apps.get_model(kind.model), kind.code


def there(cast, absent, kept_out, case):
    for name in absent:
        User.objects.filter(pk=getattr(cast, name).pk).update(is_active=False)
    for name in kept_out if case else ():
        keep_out(case=case, user=getattr(cast, name), reason="a cousin", by=cast.noi)
    return [getattr(cast, name) for name in PEOPLE if name not in absent]


def stands(scene, row, user):
    """What of this request stands in the list of this person."""
    wanted = _id(row)
    return [one for kind, one in waiting_for(user) if (kind.code, one.id) == (scene.code, wanted)]


def _id(row):
    return row.pk if not isinstance(row.pk, int) else UUID(int=row.pk)


def asks(cast, scene, here, user):
    """The answer, and what was asked; None where it is not hers to ask."""
    before = (
        set(scene.model.objects.values_list("pk", flat=True)) if scene.code not in OLDER else set()
    )
    answer = scene.asks(files.browser(cast, user), here)
    if answer.status_code in (404, 405):
        return answer, None
    rows = scene.model.objects.exclude(pk__in=before)
    if scene.code == "state":
        rows = rows.filter(case=here.case)
    if scene.code == "team_key":
        rows = rows.filter(user=user)
    if scene.code == "partner_file":
        rows = rows.filter(id=here.file.id)
    if scene.code == "plan_end":
        rows = rows.filter(asked_by=user)
    return answer, rows.first()


OLDER = {
    "partner_file",
    "team_key",
    "state",
    "plan_end",
    "donor_figure",
}  # what asks is there before


def check(cast, scene, here, user, people, *, decide=True):
    """Whether this person may ask; if she does, it is met by somebody or she reads that it is not."""
    answer, row = asks(cast, scene, here, user)
    if row is None:  # not hers to ask, or the form says why not
        assert answer.status_code in (404, 422) or NOBODY.search(answer.text), (scene.code, user)
        return False
    able = [person for person in people if stands(scene, row, person)]
    assert user not in able or scene.own
    assert set(who_decides(scene.code, _id(row))) == {*able}
    if scene.untold:
        assert not NOBODY.search(answer.text)
    elif able:
        assert any(str(one) in answer.text for one in able), (scene.code, user, able)
        assert not NOBODY.search(answer.text)
    else:
        assert NOBODY.search(answer.text), (scene.code, user)
    for one in {one.role: one for one in able if decide}.values():
        decided(cast, scene, here, row, one)
    return True


def decided(cast, scene, here, row, user):
    """She finds it, reads its page, and decides it; then it waits for nobody."""
    client = files.browser(cast, user)
    with undone(client):
        (found,) = stands(scene, row, user)
        assert how_many(user) == len(waiting_for(user))
        page = client.get("/decisions/").text
        assert found.address in page
        assert client.get(found.address).status_code == 200, (scene.code, user)
        scene.decides(client, row, here)
        assert stands(scene, row, user) == [], (scene.code, user)


MAY_ASK = {code: {"team_lead"} for code in ("transfer", "shared_file", "exchange",
                                            "confirmation", "follow_up", "erasure", "hold", "register_erasure")}  # fmt: skip
MAY_ASK |= {
    code: {"case_worker", "team_lead"}
    for code in (
        "override",
        "referral",
        "partner_file",
        "closure",
        "carer",
        "interview_again",
        "opening",
        "state",
        "journey_decision",
        "missing_sheet",
        "best_interests",
        "plan_end",
        "money",
        "loss",
        "advance",
    )
}
MAY_ASK |= {
    "scale_licence": {"health_worker"},
    "care_recovery": {"director", "team_lead"},
    "bed_request": {"case_worker", "team_lead"},
    "donor_figure": {"finance_officer"},
    "estimate": {"data_analyst", "director"},
}
MAY_ASK |= {
    "invitation": {"administrator"},
    "leaving": {"administrator"},
    "organisation": {"administrator"},
    "allowance": {"team_lead", "director"},
    "team_key": {"case_worker"},
    "stand_in": {"case_worker", "team_lead"},
    "travel": {
        "case_worker",
        "team_lead",
        "lawyer",
        "director",
        "administrator",
        "auditor",
        "data_analyst",
    },
    "finding": {"case_worker", "team_lead", "lawyer", "director"},
}


def called(scene):
    return f"{scene.code}-{scene.asks.__name__}"


@pytest.mark.parametrize("scene", SCENES, ids=called)
def test_somebody_decides_it_or_who_asks_is_told_that_nobody_can(cast, scene):
    here, browser = scene.set(cast), files.browser(cast, cast.noi)
    with undone(browser):
        everybody = there(cast, (), (), None)
        may = [n for n in scene.by if asked_by(cast, scene, here, n, everybody, decide=False)]
    asking = {getattr(cast, name).role: name for name in reversed(may)}
    assert set(asking) == MAY_ASK[scene.code]
    for few in SMALL:
        if not tried(few in in_turn([*SMALL], f"{scene.code} {scene.asks.__name__}")):
            continue
        absent, kept_out = SMALL[few]
        with undone(browser):
            people = there(cast, absent, kept_out, scene.case(here))
            present = [name for name in asking.values() if name not in absent]
            for name in present:
                if tried(name in in_turn(present, f"{scene.asks.__name__} {few}")):
                    asked_by(cast, scene, here, name, people)


def asked_by(cast, scene, here, name, people, **more):
    user = getattr(cast, name)
    with undone(files.browser(cast, user)):
        return check(cast, scene, here, user, people, **more)


@settings(
    examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(
    scene=st.sampled_from(SCENES),
    absent=st.sets(st.sampled_from(PEOPLE), max_size=9),
    kept_out=st.sets(st.sampled_from(("noi", "claire", "somchit", "sokha")), max_size=2),
    data=st.data(),
)
def test_whoever_is_there_and_whoever_is_kept_out(cast, scene, absent, kept_out, data):
    name = data.draw(st.sampled_from(scene.by))
    client = files.browser(cast, cast.noi)
    with undone(client):
        here = scene.set(cast)
        absent -= {name}
        people = there(cast, absent, kept_out - absent, scene.case(here))
        check(cast, scene, here, getattr(cast, name), people)


# Who is told is who decides, which the first test holds for each kind.
@pytest.mark.parametrize("scene", mostly_long(SCENES, 4, called), ids=called)
def test_whoever_may_decide_it_is_owed_one_mail_and_nobody_else(cast, scene):
    today = files.TODAY
    newly_asked(today)
    here = scene.set(cast)
    user = next(
        getattr(cast, name) for name in scene.by if getattr(cast, name).role in MAY_ASK[scene.code]
    )
    _answer, row = asks(cast, scene, here, user)
    able = set(who_decides(scene.code, _id(row)))
    assert able
    told = newly_asked(today)
    assert told == (able if kinds()[scene.code].mailed else set())
    assert newly_asked(today) == set()


def test_who_decides_nothing_has_no_list_and_no_entry_in_the_menu(cast):
    for user in (cast.duc, cast.vera):
        assert not decides(user)
        client = files.browser(cast, user)
        assert client.get("/decisions/").status_code == 404
        assert "/decisions/" not in client.get("/help/").text
