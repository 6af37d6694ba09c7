"""Two countries, two files, and between them only what both sides agreed to, field by field."""

import json
import re

import pytest
from django.urls import reverse

from fanal.cases.actions import consents, emergencies
from fanal.cases.actions.cases import add_person
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.sealed.columns import as_written
from fanal.sharing import access
from fanal.sharing.actions import shared as shared_actions
from fanal.sharing.models import SharedEntry, Side
from tests import files
from tests.consents import says
from tests.journal import the_entry
from tests.sharing.transfers import accept, agreed, offer, propose, told_case


@pytest.fixture
def here(cast):
    return told_case(cast)


def put(cast, here, user, field="safety", text="Do not phone her.", version=0):
    own = Side.objects.filter(id__in=[one.id for one in here.sides.values()])
    side = own.get(team__in=user.teams.all())
    return shared_actions.put(
        side=side, field=field, text=text, version=version, **cast.acting(user)
    )


def url(name, *args):
    return reverse(f"sharing:{name}", args=args)


def test_only_fields_to_which_both_agreed_are_open(cast, here):
    agreed(cast, here)
    put(cast, here, cast.sokha)
    for field in ("appointment", "journey", "responsible"):
        with pytest.raises(Refused, match="Both sides"):
            put(cast, here, cast.sokha, field=field)


def test_a_side_that_has_not_named_its_case_writes_nothing(cast, here):
    asked = Side.objects.get(shared=propose(cast, here), team=cast.vientiane)
    Side.objects.filter(id=asked.id).update(**as_written(asked, {"fields": "safety"}))
    asked.refresh_from_db()
    with pytest.raises(Refused, match="Both sides"):
        shared_actions.put(
            side=asked,
            field="safety",
            text="Do not phone her.",
            version=0,
            **cast.acting(cast.somchit),
        )
    assert not SharedEntry.objects.exists()


def test_whoever_is_asked_chooses_no_fields_before_agreeing(cast, here):
    asked = Side.objects.get(shared=propose(cast, here), team=cast.vientiane)
    address = url("shared_fields", asked.shared_id)
    told = {"fields_shared": ["safety"]}
    somchit = files.browser(cast, cast.somchit)
    assert somchit.get(address).status_code == 404
    assert somchit.post(address, told).status_code == 404
    with pytest.raises(Refused, match="agree"):
        shared_actions.choose_fields(side=asked, fields=["safety"], by=cast.somchit)
    asked.refresh_from_db()
    assert asked.fields == ""
    assert files.browser(cast, cast.noi).post(address, told).status_code == 302


def test_nothing_is_chosen_any_more_in_what_has_ended(cast, here):
    agreed(cast, here)
    side = Side.objects.get(id__in=[one.id for one in here.sides.values()], team=cast.bangkok)
    shared_actions.end(side=side, by=cast.noi)
    side.refresh_from_db()
    with pytest.raises(Refused, match="ended"):
        shared_actions.choose_fields(side=side, fields=["safety"], by=cast.noi)


def test_the_journal_says_of_which_team_the_gate_refused(cast):
    here = told_case(cast, consent=False)
    with pytest.raises(BadInput):
        propose(cast, here)
    told = json.loads(the_entry("sharing.refused", about=here.case.id).detail)
    assert told["team"] == str(cast.vientiane.pk)
    assert "partner" not in told


def test_each_side_writes_its_own_and_reads_the_others_with_its_own_key(cast, here):
    agreed(cast, here)
    ours, theirs = put(cast, here, cast.sokha), put(cast, here, cast.kham, text="Aunt is safe.")
    for entry in (ours, theirs):
        for user in (cast.sokha, cast.noi, cast.kham, cast.somchit):
            assert entry.try_unseal(cast.ring(user))
        for user in (cast.linh, cast.huong, cast.mai, cast.claire):
            assert entry.try_unseal(cast.ring(user)) is None
    assert here.entries["need"].try_unseal(cast.ring(cast.kham)) is None


def test_the_gate_asks_her_consent_for_each_class(cast):
    here = told_case(cast, consent=False)
    says(cast, here, "referral", data_class="identity")
    agreed(cast, here)
    assert put(cast, here, cast.sokha, field="code_name", text="Blue lantern")
    with pytest.raises(BadInput, match="there is no consent yet"):
        put(cast, here, cast.sokha, field="safety")
    with pytest.raises(BadInput, match="there is no consent yet"):
        propose(cast, told_case(cast, consent=False), team=cast.saigon)


@pytest.mark.parametrize("who", ["noi", "somchit"])
def test_either_side_ends_it_and_reads_only_its_own_then(cast, here, who):
    agreed(cast, here)
    ours, theirs = put(cast, here, cast.sokha), put(cast, here, cast.kham, text="Aunt is safe.")
    by = getattr(cast, who)
    shared_actions.end(side=here.sides[by.teams.get().pk], by=by)
    assert ours.try_unseal(cast.ring(cast.sokha))
    assert theirs.try_unseal(cast.ring(cast.sokha)) is None
    assert ours.try_unseal(cast.ring(cast.kham)) is None
    with pytest.raises(Refused, match="ended already"):
        put(cast, here, cast.kham, text="Again")
    with pytest.raises(Refused, match="ended already"):
        shared_actions.end(side=here.sides[by.teams.get().pk], by=by)


def test_a_field_taken_back_closes_for_the_other_side(cast, here):
    shared = agreed(cast, here)
    put(cast, here, cast.sokha)
    kham = files.browser(cast, cast.kham)
    assert "Do not phone her." in kham.get(url("shared", shared.id)).text
    shared_actions.choose_fields(
        side=here.sides[cast.bangkok.pk], fields=["code_name"], by=cast.noi
    )
    assert "Do not phone her." not in kham.get(url("shared", shared.id)).text


def test_neither_side_learns_the_others_case_and_nobody_else_of_the_link(cast, here):
    shared = agreed(cast, here)
    for user, own, other in (
        (cast.sokha, here.case, here.theirs),
        (cast.kham, here.theirs, here.case),
    ):
        client = files.browser(cast, user)
        for page in (url("shared", shared.id), url("case", own.id), url("list")):
            text = client.get(page).text
            assert other.code_name not in text
            assert str(other.id) not in text
    for who in ("linh", "huong", "claire", "mai", "duc", "anan", "vera"):
        client = files.browser(cast, getattr(cast, who))
        assert client.get(url("shared", shared.id)).status_code == 404
        assert client.post(url("put", shared.id, "safety"), {"text": "x"}).status_code == 404


def test_on_the_conflict_list_of_either_case_one_does_not_learn_of_it(cast, here):
    shared = agreed(cast, here)
    emergencies.keep_out(case=here.case, user=cast.kham, reason="Cousin.", by=cast.noi)
    kham = files.browser(cast, cast.kham)
    assert kham.get(url("shared", shared.id)).status_code == 404
    assert kham.get(reverse("cases:case", args=[here.theirs.id])).status_code == 200
    assert str(shared.id) not in kham.get(url("list")).text


def test_kept_out_of_either_case_through_another_one_one_does_not_learn_of_it(cast, here):
    shared = agreed(cast, here)
    listed = files.case(cast, people=[here.person])
    emergencies.keep_out(case=listed, user=cast.kham, reason="Cousin.", by=cast.noi)
    assert shared.id not in access.sides_for(cast.kham).values_list("shared", flat=True)
    assert shared.id in access.sides_for(cast.somchit).values_list("shared", flat=True)


def test_from_the_question_to_the_text_by_the_pages(cast, here):
    noi, somchit = files.browser(cast, cast.noi), files.browser(cast, cast.somchit)
    kham, sokha = files.browser(cast, cast.kham), files.browser(cast, cast.sokha)
    ask = {"team": cast.vientiane.pk, "fields_shared": ["safety"]}
    assert noi.post(url("propose", here.case.id), ask | {"fields_shared": []}).status_code == 422
    page = noi.post(url("propose", here.case.id), ask).url
    assert noi.post(url("propose", here.case.id), ask).status_code == 422
    assert kham.get(page).status_code == 404  # only a lead answers
    assert "Safety alerts" in somchit.get(page).text
    person, theirs = files.in_vientiane(cast)
    answer = {"case": theirs.id, "fields_shared": ["safety"]}
    refused = somchit.post(f"{page}agree/", answer)
    assert "there is no consent yet" in refused.text
    consents.record_consent(
        case=theirs, person=person, purpose="referral", answer="given", **cast.acting(cast.kham)
    )
    assert somchit.post(f"{page}agree/", answer).status_code == 302
    assert somchit.post(f"{page}agree/", answer).status_code == 404
    preview = sokha.post(f"{page}put/safety/", {"text": "Do not phone her.", "version": 0})
    assert "Exactly this they will read" in preview.text
    assert not SharedEntry.objects.exists()
    seen = re.search(r'name="seen" value="(\w+)"', preview.text)[1]
    changed = {"text": "Something else", "version": 0, "seen": seen}
    assert "Exactly this" in sokha.post(f"{page}put/safety/", changed).text
    assert not SharedEntry.objects.exists()
    put = {"text": "Do not phone her.", "version": 0, "seen": seen}
    assert sokha.post(f"{page}put/safety/", put).status_code == 302
    assert "Do not phone her." in kham.get(page).text
    assert sokha.get(f"{page}put/journey/").status_code == 404
    assert kham.post(f"{page}end/").status_code == 404
    assert somchit.post(f"{page}end/").status_code == 302
    assert "Do not phone her." not in kham.get(page).text


def test_two_of_one_side_who_write_at_once_see_both_texts(cast, here):
    shared = agreed(cast, here)
    put(cast, here, cast.sokha)
    put(cast, here, cast.noi, text="Call at noon.", version=1)
    with pytest.raises(Conflict):
        put(cast, here, cast.sokha, text="Never call.", version=1)
    sokha = files.browser(cast, cast.sokha)
    page = url("put", shared.id, "safety")
    preview = sokha.post(page, {"text": "Never call.", "version": 1})
    seen = re.search(r'name="seen" value="(\w+)"', preview.text)[1]
    met = sokha.post(page, {"text": "Never call.", "version": 1, "seen": seen})
    assert met.status_code == 409
    assert "Call at noon." in met.text
    assert "Never call." in met.text


def test_it_goes_along_with_a_case_and_ends_where_both_sides_would_be_one(cast, here):
    shared = agreed(cast, here)
    entry = put(cast, here, cast.sokha)
    accept(
        cast,
        offer(cast, here, team=cast.saigon, near=[cast.huong]),
        worker=cast.linh,
        near=[],
        **cast.acting(cast.huong),
    )
    assert entry.try_unseal(cast.ring(cast.linh))
    assert entry.try_unseal(cast.ring(cast.sokha)) is None
    assert access.side_for(cast.linh, shared.id).team == cast.saigon
    assert not access.sides_for(cast.sokha).exists()
    here.case.refresh_from_db()
    back = offer(cast, here, **cast.acting(cast.huong))
    accept(cast, back)
    shared.refresh_from_db()
    assert shared.state == "withdrawn"


def test_what_the_gate_will_refuse_is_said_before_anything_is_written(cast):
    here = told_case(cast, consent=False)
    says(cast, here, "referral", data_class="identity")
    shared = agreed(cast, here)
    sokha = files.browser(cast, cast.sokha)
    refused = sokha.get(url("put", shared.id, "safety"))
    assert "there is no consent yet" in refused.text
    consent = reverse("cases:consent", args=[here.case.id])
    assert f"{consent}?purpose=referral&amp;next={refused.request['PATH_INFO']}" in refused.text
    assert "may not go out now" not in sokha.get(url("put", shared.id, "code_name")).text


def test_whoever_proposes_reads_which_team_may_not_be_told(cast):
    here = told_case(cast, consent=False)
    page = files.browser(cast, cast.noi).get(url("propose", here.case.id)).text
    assert "Vientiane: " in page
    assert reverse("cases:consent", args=[here.case.id]) in page
    assert "on the telephone" in page


def test_whoever_is_asked_reads_who_tells_why(cast, here):
    shared = propose(cast, here)
    page = files.browser(cast, cast.somchit).get(url("shared", shared.id)).text
    assert "Noi Saetang says on the telephone why they ask" in page


def test_the_case_and_its_line_name_the_file_with_whom_and_what_waits(cast, here):
    shared = propose(cast, here)
    sokha = files.browser(cast, cast.sokha)
    case, line = (reverse(f"cases:{name}", args=[here.case.id]) for name in ("case", "timeline"))
    for page in (case, line):
        assert url("shared", shared.id) in sokha.get(page).text
    assert "two-country file with Vientiane: proposed" in sokha.get(case).text
    assert "waits for their answer" in sokha.get(case).text
    assert "Two-country file with Vientiane" in sokha.get(line).text
    shared_actions.end(side=Side.objects.get(shared=shared, team=cast.bangkok), by=cast.noi)
    assert "two-country file" not in sokha.get(case).text
    assert "The two-country file with Vientiane ended" in sokha.get(line).text


def test_of_a_file_whose_other_case_she_must_not_know_the_case_says_nothing(cast, here):
    shared = agreed(cast, here)
    emergencies.keep_out(case=here.theirs, user=cast.sokha, reason="Her cousin.", by=cast.somchit)
    sokha = files.browser(cast, cast.sokha)
    for name in ("case", "timeline"):
        page = sokha.get(reverse(f"cases:{name}", args=[here.case.id])).text
        assert url("shared", shared.id) not in page


def test_beside_the_alert_of_the_other_team_she_is_said_to_be_in_danger_with_who_said_it(
    cast, here
):
    shared = agreed(cast, here)
    sokha = files.browser(cast, cast.sokha)
    case = Side.objects.get(shared=shared, team=cast.bangkok).case
    person = case.people.get()
    form = reverse("cases:in_danger", args=[case.id, person.id])
    assert form not in sokha.get(url("shared", shared.id)).text
    put(cast, here, cast.somchit, text="He waits at the bus station.")
    there = f"{form}?team={cast.vientiane.pk}"
    assert there in sokha.get(url("shared", shared.id)).text
    page = sokha.get(there)
    told = page.context["form"]
    assert told["said_by"].value() == "other"
    assert str(cast.somchit) in told["who"].value()
    assert cast.vientiane.name in told["who"].value()
    entry = SharedEntry.objects.get()
    assert told["said_at"].value() == entry.made_on
    assert "bus station" not in page.text
    of_nobody = sokha.get(f"{form}?team={cast.bangkok.pk}").context["form"]
    assert not of_nobody["who"].value()


def test_from_what_is_said_of_her_safety_the_alert_of_the_other_team_is_one_click_away(cast, here):
    shared = agreed(cast, here)
    page = reverse("cases:state", args=[here.case.id, here.person.id])
    link = f'href="{url("shared", shared.id)}"'
    assert link not in files.main_of(cast, cast.sokha, page)
    put(cast, here, cast.somchit, text="He waits at the bus station.")
    text = files.main_of(cast, cast.sokha, page)
    assert link in text
    assert f"What {cast.vientiane} warned of on" in text
    assert "bus station" not in text
    files.let_in_lawyer(cast, here.case)
    assert link not in files.main_of(cast, cast.mai, page)
    side = here.sides[cast.bangkok.pk]
    shared_actions.choose_fields(side=side, fields=["code_name"], by=cast.noi)
    assert link not in files.main_of(cast, cast.sokha, page)


def test_of_a_file_about_two_both_are_told_to_say_and_to_ask_of_whom_it_speaks(cast, here):
    shared = agreed(cast, here)
    noi, page = files.browser(cast, cast.noi), url("shared", shared.id)
    assert "about several people" not in noi.get(page).text
    add_person(case=here.case, person=files.person(cast), by=cast.sokha)
    assert "This file is about several people" in noi.get(page).text
    assert "say in each sentence of whom" in noi.get(url("put", shared.id, "safety")).text


def test_the_pages_that_lead_to_a_file_name_the_other_team(cast, here):
    agreed(cast, here)
    noi = files.browser(cast, cast.noi)
    for page in (url("list"), url("case", here.case.id)):
        assert "Vientiane" in noi.get(page).text.partition("Two-country files")[2]
