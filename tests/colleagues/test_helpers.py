"""Interpreters and volunteers, and who of them is proposed in a case."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.actions.emergencies import break_glass
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Task
from fanal.colleagues import helper_access as access
from fanal.colleagues import helper_queries as queries
from fanal.colleagues import helpers
from fanal.colleagues.models import Helper
from fanal.core.colleagues.helpers import (
    HelperFacts,
    HelperState,
    HelperTie,
    LeftOutReason,
    NamesOfCase,
    TieKind,
    check_hours,
    reason_left_out,
)
from fanal.core.errors import BadInput, Refused
from fanal.core.law.interview import RULES
from fanal.core.prevention.volunteers import Vetted
from fanal.core.roles import Permission, Role, roles_that
from fanal.core.sealing.compartments import FILES, LEGAL
from fanal.identification.access import Concern
from fanal.identification.actions import repeat_interviews, sittings
from fanal.justice.models import JusticeRecord
from fanal.keys.actions import grant
from fanal.services.actions.services import want
from fanal.sharing.actions.rules import never_tell
from tests import files
from tests.justice.scene import K, begins, page_of, records
from tests.kept import kept

DAY = timedelta(days=1)
SUSPECT = "Somchai Porter"


today = timezone.localdate


# ── The rule ─────────────────────────────────────────────────────────────────
ON = date(2026, 5, 3)
NAMES = NamesOfCase(("Aunt Mali",), (SUSPECT,), ("Boua Vong", "Aunt Mali", SUSPECT), ("Pakse",))


def facts(*ties, until=ON, **more):
    tied = tuple(HelperTie(kind, name) for kind, name in ties)
    return HelperFacts("Noy Keo", HelperState.ACTIVE, until, tied, **more)


@pytest.mark.parametrize(
    ("helper", "why"),
    [
        (facts(), None),
        (facts((TieKind.FAMILY, SUSPECT)), LeftOutReason.SUSPECT),
        (facts((TieKind.EMPLOYER, "Porter")), LeftOutReason.SUSPECT),
        (facts((TieKind.FAMILY, "Mali")), LeftOutReason.NEVER_TELL),
        (facts((TieKind.FAMILY, "Boua Vong")), LeftOutReason.RELATED),
        (facts((TieKind.VILLAGE, "Pakse")), LeftOutReason.COMMUNITY),
        (facts(kept_off=True), LeftOutReason.KEPT_OFF),
        (facts(until=ON - DAY), LeftOutReason.NOT_VETTED),
        (facts(until=None), LeftOutReason.NOT_VETTED),
        (facts((TieKind.FAMILY, SUSPECT), cleared=True), None),
        (facts((TieKind.FAMILY, SUSPECT), cleared=True, until=None), LeftOutReason.NOT_VETTED),
    ],
)
def test_who_is_tied_is_left_out_with_the_heaviest_reason(helper, why):
    assert reason_left_out(helper, NAMES, ON) is why


def test_her_place_is_no_danger_where_nobody_of_it_is_one():
    assert (
        reason_left_out(facts((TieKind.VILLAGE, "Pakse")), NamesOfCase(places=("Pakse",)), ON)
        is None
    )


@given(
    st.lists(st.tuples(st.sampled_from(TieKind), st.text(max_size=12)), max_size=4), st.booleans()
)
def test_whatever_else_is_said_a_suspects_cousin_is_never_proposed(ties, kept_off):
    helper = facts(*ties, (TieKind.FAMILY, SUSPECT), kept_off=kept_off)
    assert reason_left_out(helper, NAMES, ON) is not None


@given(st.lists(st.decimals(min_value="0.25", max_value=24, places=2), max_size=4))
def test_t8_a_day_never_holds_more_than_24_hours(of_the_day):
    if sum(of_the_day, Decimal(1)) > 24:
        with pytest.raises(BadInput, match="24"):
            check_hours(Decimal(1), of_the_day)
    else:
        check_hours(Decimal(1), of_the_day)


# ── The register ─────────────────────────────────────────────────────────────
def added(cast, name="Noy Keo", kind="interpreter", ties=(), vetted=True):
    ring = cast.ring(cast.noi)
    told = {"name": name, "languages": "lo th", "phone": "12 34"}
    row = helpers.add_helper(kind=kind, answers=told, by=cast.noi, ring=ring)
    for what, whom in ties:
        helpers.tie(helper=row, kind=what, name=whom, by=cast.noi, ring=ring, version=row.version)
    if vetted:
        look = Vetted(2, declared=True, code_signed_on=today(), on=today())
        helpers.vet(helper=row, vetted=look, by=cast.noi, ring=ring, version=row.version)
    return row


@kept
def scene(cast):
    """`cousin`: a volunteer who is a suspect's cousin; `tied`: an interpreter as well."""
    case = files.case(cast)
    add_entry(
        case=case,
        kind="around",
        **cast.acting(cast.sokha),
        answers={"name": SUSPECT, "relation": "recruiter", "safe": "suspect"},
    )
    grant(
        folder=case.id,
        compartments=[LEGAL, FILES],
        to=cast.mai,
        **cast.acting(cast.noi),
        reason="Her lawyer.",
    )
    case.fit = added(cast)
    case.tied = added(cast, "Bee Chan", ties=[("family", SUSPECT)])
    case.cousin = added(cast, "Lek Sae", kind="volunteer", ties=[("family", SUSPECT)])
    case.person = case.people.get()
    return case


@pytest.fixture
def case(cast, db):
    return scene(cast)


def page(name, *args):
    return reverse(f"colleagues:{name}", args=args)


def test_the_register_is_read_by_who_works_on_cases_and_its_ties_by_who_leads(cast, case):
    noi, sokha = files.browser(cast, cast.noi), files.browser(cast, cast.sokha)
    assert "Bee Chan" in sokha.get(page("helpers")).text
    assert SUSPECT not in sokha.get(page("helper", case.tied.pk)).text
    assert SUSPECT in noi.get(page("helper", case.tied.pk)).text
    works = {*roles_that(Permission.WORK_CASES), *roles_that(Permission.WORK_LEGAL)}
    for user in User.objects.all():
        assert access.reads_helpers(user) == (user.role in works)
    claire = files.browser(cast, cast.claire)
    assert claire.get(page("helpers")).status_code == 404
    assert claire.get(page("helper", case.tied.pk)).status_code == 404


def test_an_interpreter_and_a_volunteer_have_no_account_and_no_key_is_theirs(case):
    """The access matrix for an interpreter: no account, so no page, no key and no grant."""
    related = {field.name for field in Helper._meta.get_fields() if field.is_relation}
    assert related == {"made_by", "worked"}  # who wrote her down, and her hours
    assert not User.objects.filter(display_name__in=["Noy Keo", "Bee Chan", "Lek Sae"]).exists()
    columns = {field.name for field in Helper._meta.concrete_fields}
    assert not columns & {"user", "account", "email", "password"}


def test_one_is_added_vetted_tied_paused_and_goes_on_by_a_lead_alone(cast, db):
    noi = files.browser(cast, cast.noi)
    told = {"kind": "interpreter", "name": "Noy Keo", "languages": "Lao, Thai", "phone": "12"}
    noi.post(page("new_helper"), told)
    row = Helper.objects.get()
    assert "not vetted yet" in noi.get(page("helpers")).text
    day = str(today())
    short = {"references": 1, "code_signed_on": day, "declared": "on", "on": day, "version": 1}
    assert "two references" in noi.post(page("vet_helper", row.pk), short).text
    assert noi.post(page("vet_helper", row.pk), short | {"references": 2}).status_code == 302
    tied = {"kind": "village", "name": "Pakse", "version": 2}
    assert noi.post(page("tie_helper", row.pk), tied).status_code == 302
    noi.post(page("pause_helper", row.pk), {"why": "A rumour.", "version": 3})
    row.refresh_from_db()
    assert row.stands is HelperState.PAUSED
    sokha = files.browser(cast, cast.sokha)
    assert "A rumour." not in sokha.get(page("helper", row.pk)).text
    assert sokha.post(page("resume_helper", row.pk), {"version": 4}).status_code == 404
    noi.post(page("resume_helper", row.pk), {"version": 4})
    row.refresh_from_db()
    assert row.stands is HelperState.ACTIVE


def test_who_came_later_gets_the_register_by_one_button(cast, case):
    late = cast.join("dara", "Dara Som", Role.CASE_WORKER, "Bangkok")
    cast.noi.refresh_from_db()
    assert len(access.not_held(cast.noi)[late]) == 3
    noi = files.browser(cast, cast.noi)
    assert "1 colleague joined later" in noi.get(page("helpers")).text
    noi.post(page("share_helpers"))
    assert access.not_held(cast.noi) == {}
    assert "joined later" not in noi.get(page("helpers")).text


# ── In a case ────────────────────────────────────────────────────────────────
def offered(cast, case, user, kind="interpreter"):
    return queries.offered_in(case, user, cast.ring(user), kind)


def test_a_volunteer_who_is_a_suspects_cousin_is_left_out_and_a_lead_reads_why(cast, case):
    for kind, row in (("volunteer", case.cousin), ("interpreter", case.tied)):
        for_lead, for_worker = (offered(cast, case, one, kind) for one in (cast.noi, cast.sokha))
        (lead,), (worker,) = for_lead.left_out, for_worker.left_out
        assert lead.code == worker.code == row.code
        assert lead.why == LeftOutReason.SUSPECT.sentence()
        assert worker.why is None
    assert [one.code for one in offered(cast, case, cast.sokha).offered] == [case.fit.code]


def test_the_page_of_the_case_says_who_fits_and_a_lead_may_say_that_it_is_another(cast, case):
    sokha, noi = files.browser(cast, cast.sokha), files.browser(cast, cast.noi)
    text = sokha.get(page("for_case", case.pk)).text
    assert "Noy Keo" in text
    assert "Bee Chan" not in text
    assert "a lead can say" in text
    assert "close to one" in noi.get(page("for_case", case.pk)).text
    cleared = page("decide_helper", case.pk, case.tied.pk, "cleared")
    sokha.post(cleared)
    assert len(offered(cast, case, cast.sokha).left_out) == 1
    noi.post(cleared)
    assert offered(cast, case, cast.sokha).left_out == ()
    sokha.post(page("decide_helper", case.pk, case.fit.pk, "kept-off"))
    assert offered(cast, case, cast.noi).left_out[0].why == LeftOutReason.KEPT_OFF.sentence()
    with pytest.raises(Refused):
        helpers.decide_in_case(case=case, helper=case.fit, cleared=True, by=cast.mai)


def test_who_is_paused_stands_in_no_list(cast, case):
    helpers.pause(
        helper=case.fit, why="A rumour.", **cast.acting(cast.noi), version=case.fit.version
    )
    found = offered(cast, case, cast.noi)
    assert case.fit.code not in {one.code for one in (*found.offered, *found.left_out)}


def test_a_colleague_or_partner_on_the_list_of_who_must_never_know_counts_by_name(cast, case):
    row = added(cast, "Kham Vila", ties=[("family", "Pham Duc")])
    assert row.code in {one.code for one in offered(cast, case, cast.noi).offered}
    never_tell(case=case, colleague=cast.duc, reason="A cousin.", by=cast.noi)
    why = {one.code: one.why for one in offered(cast, case, cast.noi).left_out}
    assert why[row.code] == LeftOutReason.NEVER_TELL.sentence()


def interview(cast, case, interpreter, by=None):
    by = by or cast.sokha
    return sittings.begin_interview(
        concern=Concern(case, case.person, writes=True),
        rules=list(RULES),
        language="",
        spoken="Lao",
        interpreter=interpreter,
        **cast.acting(by),
    )


def test_the_interview_proposes_who_fits_and_refuses_who_is_left_out(cast, case):
    files.agrees_to_interview(cast, case, case.person)
    form = reverse("identification:before", args=[case.id, case.person.id])
    text = files.browser(cast, cast.sokha).get(form).text
    assert f'<option value="{case.fit.code}">Noy Keo' in text
    assert "Bee Chan" not in text
    assert "A lead knows why" in text
    assert "close to one" in files.browser(cast, cast.noi).get(form).text
    with pytest.raises(BadInput, match="not for this case") as wrong:
        interview(cast, case, case.tied.code)
    assert wrong.value.where == "interpreter"
    assert interview(cast, case, f"{case.fit.code}, by telephone")


def test_who_is_left_out_is_refused_in_whichever_place_she_is_named(cast, case):
    """A volunteer who interprets, an interpreter who goes along."""
    files.agrees_to_interview(cast, case, case.person)
    with pytest.raises(BadInput) as wrong:
        interview(cast, case, case.cousin.code)
    assert wrong.value.where == "interpreter"
    here = type("here", (), {"case": case, "person": case.person})
    trial = begins(cast, here, "criminal", "TH", "victim")
    helpers.decide_in_case(case=case, helper=case.fit, cleared=False, by=cast.noi)
    told = {"day": today() + DAY, "presence": "must", "escort": case.fit.code}
    with pytest.raises(BadInput) as wrong:
        records(cast, trial, K.HEARING, told, sure=True)
    assert wrong.value.where == "escort"


@pytest.mark.parametrize("typed", ["Bee Chan", "bee  CHAN, Lao", "with Bee Chan."])
def test_who_is_left_out_is_refused_by_her_name_too(cast, case, typed):
    """In the register a name is what people know; typed in place of her number it let her in."""
    files.agrees_to_interview(cast, case, case.person)
    with pytest.raises(BadInput, match="not for this case"):
        interview(cast, case, typed)


def test_another_of_a_name_that_only_begins_like_hers_may_interpret(cast, case):
    files.agrees_to_interview(cast, case, case.person)
    assert interview(cast, case, "Bee Chanthavong")


def test_the_hearing_proposes_and_refuses_and_what_was_typed_is_kept(cast, case):
    here = type("here", (), {"case": case, "person": case.person})
    trial = begins(cast, here, "criminal", "TH", "victim")
    form = page_of(here, "write", trial.id, "hearing")
    mai, day = files.browser(cast, cast.mai), today() + DAY
    text = mai.get(form).text
    assert case.fit.code in text
    assert "the case worker looks too" in text
    told = {
        "presence": "must",
        "sure": "on",
        "place": "Room 4",
        "escort": case.cousin.code,
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
    }
    sokha = files.browser(cast, cast.sokha)
    answer = sokha.post(form, told)
    assert answer.status_code == 422
    assert answer.context["form"].errors["escort"]
    assert "Room 4" in answer.text
    assert not JusticeRecord.objects.exists()
    records(
        cast,
        trial,
        K.HEARING,
        # In brackets she is named all the same.
        {"day": day, "presence": "must", "interpreter": f"Lao ({case.fit.code})"},
        sure=True,
    )
    assert Task.objects.filter(case=case, due=today()).count() == 1  # she opens no name around her


def test_whom_she_must_not_meet_is_named_in_what_she_needs(cast, case):
    told = {
        "case": case,
        "person": case.person,
        "kind": "emergency_place",
        **cast.acting(cast.sokha),
    }
    assert want(words="Not with Bee Chan, cousin of the accused.", **told)
    with pytest.raises(BadInput, match="not for this case"):
        want(words=f"With {case.tied.code}", **told)


@pytest.mark.parametrize("typed", ["by number", "by name"])
def test_a_statement_that_was_taken_is_kept_and_a_lead_is_told_who_interpreted(cast, case, typed):
    repeat_interviews.add_victim_statement(
        concern=Concern(case, case.person, writes=True),
        on=today(),
        taken_by="police",
        language="lo",
        read_back="signed",
        text="She told it.",
        interpreter=case.tied.code if typed == "by number" else "Bee Chan, Lao",
        **cast.acting(cast.sokha),
    )
    task = Task.objects.get(case=case)
    assert (task.assignee, task.due) == (cast.noi, today())
    form = reverse("identification:victim_statement", args=[case.id, case.person.id])
    assert case.fit.code in files.browser(cast, cast.sokha).get(form).text


def test_who_may_not_open_the_case_asks_for_nobody_there(cast, case):
    assert files.browser(cast, cast.kham).get(page("for_case", case.pk)).status_code == 404
    address = page("decide_helper", case.pk, case.fit.pk, "kept-off")
    assert files.browser(cast, cast.kham).post(address).status_code == 404


def test_who_sees_a_case_in_an_emergency_alone_looks_for_no_helper_in_it(cast, case):
    break_glass(case=case, reason="She does not answer and her team is away.", by=cast.claire)
    assert cases.case_for(cast.claire, case.id) == case
    with pytest.raises(Http404):
        access.helped_case_for(cast.claire, case.id)


@pytest.mark.parametrize(
    ("kind", "told", "where"),
    [
        ("volunteer", {"languages": "Lao"}, "name"),
        ("interpreter", {"name": "Noy Keo"}, "languages"),
    ],
)
def test_a_helper_has_a_name_and_an_interpreter_languages(cast, db, kind, told, where):
    with pytest.raises(BadInput) as mistake:
        helpers.add_helper(kind=kind, answers=told, **cast.acting(cast.noi))
    assert mistake.value.where == where
    assert not Helper.objects.exists()
