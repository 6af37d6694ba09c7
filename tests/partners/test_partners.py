"""The register: what is found, by whom, who may know of it, and what the pages say."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput
from fanal.core.trust.partner_matrix import MatrixAnswer, matrix_cell
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.partners import access
from fanal.partners.actions import areas, findings, partners, patterns
from fanal.partners.models import Partner, TrustFinding
from fanal.partners.queries import pages
from fanal.partners.queries.world import world
from fanal.web.amounts import money_words
from tests import files
from tests.journal import entries


@pytest.fixture
def isan(cast):
    thailand = areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    return areas.add_area(code="TH-34", name="Ubon", kind="province", within=thailand, by=cast.noi)


@pytest.fixture
def police(cast):
    return partners.add_partner(kind="organisation", type="police", name="Police", by=cast.sokha)


@pytest.fixture
def station(cast, police):
    return partners.add_partner(kind="unit", within=police, name="Station", by=cast.sokha)


def danger(cast, about, **more):
    given = {"level": "dangerous", "reasons": ["extorts_families"], "by": cast.noi}
    return findings.record_finding(about=about, **(given | more))


def trust(cast, about, **more):
    given = {"level": "trusted", "reliability": "A", "credibility": "1", "by": cast.sokha}
    made = findings.record_finding(about=about, **(given | more))
    findings.confirm(finding=made, by=cast.noi)
    return made


def may(partner, area, purpose=PartnerPurpose.ESCORT):
    return matrix_cell(world(), str(partner.id), str(area.id), purpose, timezone.localtime()).may


def test_nothing_on_file_is_not_known(police, isan):
    assert may(police, isan) is MatrixAnswer.NOT_KNOWN


def test_trust_said_and_confirmed_lets_be_asked(cast, police, isan):
    trust(cast, police)
    assert may(police, isan) is MatrixAnswer.YES


def test_trust_that_waits_for_its_second_person_does_not(cast, police, isan):
    findings.record_finding(
        about=police, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    assert may(police, isan) is MatrixAnswer.NOT_KNOWN


def test_danger_of_the_organisation_stops_its_unit_until_two_allow_it(cast, police, station, isan):
    danger(cast, police)
    trust(cast, station)
    assert may(station, isan) is MatrixAnswer.NO
    until = timezone.localdate() + timedelta(days=30)
    first = findings.allow(partner=station, reason="They took in eleven.", until=until, by=cast.noi)
    assert may(station, isan) is MatrixAnswer.NO
    with pytest.raises(BadInput):
        findings.allow_too(allowance=first, by=cast.noi)
    findings.allow_too(allowance=first, by=cast.claire)
    assert may(station, isan) is MatrixAnswer.WITH_CARE


def test_of_two_that_are_to_take_each_other_over_at_once_the_first_does(cast, police):
    other = partners.add_partner(kind="organisation", type="police", name="New", by=cast.sokha)
    read = {one.pk: one for one in Partner.objects.filter(pk__in=[police.pk, other.pk])}
    partners.merge(partner=police, into=other, by=cast.noi)
    with pytest.raises(BadInput, match="cannot take itself over"):
        partners.merge(partner=read[other.pk], into=read[police.pk], by=cast.claire)
    assert Partner.objects.get(pk=other.pk).merged_into is None


def test_danger_follows_a_merger_and_a_reform(cast, police, isan):
    other = partners.add_partner(kind="organisation", name="New police", by=cast.noi)
    danger(cast, police, area=isan)
    partners.merge(partner=police, into=other, by=cast.noi)
    assert may(other, isan) is MatrixAnswer.NO
    new = areas.add_area(code="TH-34B", name="New Ubon", kind="province", by=cast.noi)
    areas.reform(area=isan, into=[new], on=timezone.localdate(), by=cast.noi)
    assert may(other, new) is MatrixAnswer.NO
    with pytest.raises(BadInput):
        partners.merge(partner=other, into=police, by=cast.noi)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("level", {"level": "awful"}),
        ("purposes", {"purposes": ["hug"]}),
        ("reasons", {"reasons": ["rude"]}),
        ("reliability", {"reliability": "Z"}),
        ("until", {"until": timezone.localdate() - timedelta(days=1)}),
        ("on", {"on": timezone.localdate() + timedelta(days=2)}),
        ("precautions", {"level": "with_precautions"}),
    ],
)
def test_a_finding_that_cannot_be_is_refused_at_its_field(cast, police, field, wrong):
    with pytest.raises(BadInput) as refused:
        danger(cast, police, **wrong)
    assert refused.value.where == field
    assert not TrustFinding.objects.exists()


def test_nobody_finds_about_oneself_or_confirms_alone(cast, police):
    with pytest.raises(BadInput):
        findings.record_finding(colleague=cast.noi, level="dangerous", by=cast.noi)
    made = findings.record_finding(colleague=cast.sokha, level="dangerous", by=cast.noi)
    for wrong in (cast.noi, cast.sokha):
        with pytest.raises(BadInput):
            findings.confirm(finding=made, by=wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrustFinding.objects.filter(id=made.id).update(confirmed_by=cast.noi)


def test_danger_is_taken_back_by_a_second_person_only(cast, police, isan):
    made = danger(cast, police)
    with pytest.raises(BadInput):
        findings.withdraw(finding=made, by=cast.noi)
    findings.withdraw(finding=made, by=cast.claire)
    assert may(police, isan) is MatrixAnswer.NOT_KNOWN


def test_purposes_of_one_answer_stand_together(cast, police, isan):
    trust(cast, police)
    danger(cast, police)
    seen = pages.at_a_glance(pages.world_for(cast.noi), police, [isan], timezone.localtime())
    answers = [may for _labels, ((_area, may),) in seen]
    assert len(answers) == len(set(answers)) > 0
    assert sorted(str(label) for labels, _ in seen for label in labels) == sorted(
        str(purpose.label) for purpose in PartnerPurpose
    )


def test_a_case_worker_does_not_learn_of_a_closed_danger(cast, police, isan):
    trust(cast, police)
    made = danger(cast, police)
    assert access.hidden_from(cast.sokha) == {str(made.id)}
    with pytest.raises(Http404):
        access.finding_for(cast.sokha, made.id)
    assert entries("partner.refused", about=made.id)
    seen = pages.at_a_glance(pages.world_for(cast.sokha), police, [isan], timezone.localtime())
    assert [cells for _labels, cells in seen] == [[(isan, MatrixAnswer.NOT_KNOWN)]]
    page = cast.client(cast.sokha, headers={"accept-language": "en"}).get(
        reverse("partners:partner", args=[police.id])
    )
    assert "extorts" not in page.text
    assert "dangerous" not in page.text
    assert (
        "dangerous"
        in cast.client(cast.noi, headers={"accept-language": "en"})
        .get(page.request["PATH_INFO"])
        .text
    )


def test_nobody_sees_a_finding_about_oneself(cast):
    made = findings.record_finding(colleague=cast.noi, level="dangerous", by=cast.claire)
    assert made not in access.findings_for(cast.noi)
    assert made in access.findings_for(cast.claire)
    assert made not in access.findings_for(cast.sokha)


def test_who_does_not_keep_the_directory_finds_nothing(cast, police):
    for user in (cast.duc, cast.anan, cast.vera):
        client = cast.client(user, headers={"accept-language": "en"})
        for name, args in [("list", []), ("new", []), ("patterns", []), ("partner", [police.id])]:
            assert client.get(reverse(f"partners:{name}", args=args)).status_code == 404


def test_the_same_hands_stand_together(cast, police):
    day = timezone.localdate()
    for amount in ("20,000,000", "15 000 000"):
        patterns.note_pattern(
            kind="payment_demanded",
            day=day,
            words="",
            partner=police,
            amount=amount,
            currency="vnd",
            by=cast.linh,
        )
    patterns.note_pattern(kind="certificate_destroyed", day=day, words="torn", by=cast.linh)
    first, second = pages.patterns_by_custodian(cast.claire)
    assert (first.name, first.recur, second.recur) == ("Police", True, False)
    assert first.patterns[0].facts["currency"] == "VND"
    assert pages.patterns_by_custodian(cast.sokha) == []
    page = cast.client(cast.claire, headers={"accept-language": "en"}).get(
        reverse("partners:patterns")
    )
    assert money_words(20_000_000, "VND") in page.text


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("kind", {"kind": "theft"}),
        ("day", {"day": timezone.localdate() + timedelta(days=2)}),
        ("amount", {"amount": "much"}),
        ("amount", {"amount": "-5"}),
        ("currency", {"amount": "20"}),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_at_its_field(cast, field, wrong):
    given = {"kind": "payment_demanded", "day": timezone.localdate(), "words": "", "by": cast.noi}
    with pytest.raises(BadInput) as refused:
        patterns.note_pattern(**(given | wrong))
    assert refused.value.where == field


def test_a_key_that_is_no_age_key_is_refused(cast):
    with pytest.raises(BadInput) as refused:
        partners.add_partner(kind="organisation", name="NGO", age_key="ssh-rsa A", by=cast.noi)
    assert refused.value.where == "age_key"


def test_a_finding_is_written_by_form_and_confirmed_by_button(cast, police):
    client = cast.client(cast.sokha, headers={"accept-language": "en"})
    url = reverse("partners:find", args=[police.id])
    filled = {"level": "trusted", "reliability": "A", "credibility": "1", "evidence": "Seen."}
    for level in ("trusted", "with_precautions"):
        nowhere = client.post(url, filled | {"level": level, "precautions": "Call her too."})
        assert nowhere.status_code == 422
        assert "trust holds for an area" in nowhere.text
    assert "It can be trusted everywhere" not in client.get(url).text
    filled["everywhere"] = "on"
    assert client.post(url, filled | {"level": "no"}).status_code == 422
    assert client.post(url, filled | {"once": "a" * 32}).status_code == 302
    assert client.post(url, filled | {"once": "a" * 32}).status_code == 302
    made = TrustFinding.objects.get()
    cast.client(cast.noi, headers={"accept-language": "en"}).post(
        reverse("partners:confirm", args=[made.id])
    )
    made.refresh_from_db()
    assert made.confirmed_by == cast.noi


def test_two_who_change_one_partner_see_both_texts(cast, police):
    client = cast.client(cast.sokha, headers={"accept-language": "en"})
    url = reverse("partners:change", args=[police.id])
    filled = {"name": "Royal police", "type": "police", "version": police.version}
    assert client.post(url, filled).status_code == 302
    met = client.post(url, filled | {"name": "Other"})
    assert met.status_code == 409
    assert "Royal police" in met.text
    assert "Other" in met.text
    settled = filled | {"name": "Both", "version": police.version + 1}
    assert client.post(url, settled).status_code == 302
    assert client.post(url, filled | {"version": "rubbish"}).status_code == 409


def test_the_list_and_the_page_take_a_constant_number_of_queries(cast, police, isan):
    client = cast.client(cast.noi, headers={"accept-language": "en"})
    addresses = [reverse("partners:list"), reverse("partners:partner", args=[police.id])]

    def counted(address):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    danger(cast, police)  # it waits for a second person, which the number beside the menu asks
    before = [counted(address) for address in addresses]
    for n in range(6):
        danger(cast, police)
        danger(cast, partners.add_partner(kind="unit", within=police, name=f"U{n}", by=cast.noi))
    assert [counted(address) for address in addresses] == before


def test_languages_are_chosen_by_name_and_an_unlisted_one_on_file_stays(cast, police):
    partners.change_partner(
        partner=police, name="Police", type="police", languages="th rom", by=cast.noi, version=1
    )
    noi = files.browser(cast, cast.noi)
    page, change = (reverse(f"partners:{name}", args=[police.id]) for name in ("partner", "change"))
    assert "Thai, Romany" in noi.get(page).text
    form = noi.get(change).text
    for kept in ("Thai", "Romany"):
        assert f'value="{kept}"' in form
    typed = ["ไทย", "Romany, laotien", ""]
    kept = {"name": "Police", "type": "police", "languages": typed, "version": 2}
    assert noi.post(change, kept).status_code == 302
    assert "Thai, Romany, Lao" in noi.get(page).text
    assert noi.post(change, kept | {"languages": ["klingonish"], "version": 3}).status_code == 422
    told = noi.post(change, kept | {"languages": ["th"]})  # written from what it was before
    assert told.status_code == 409


def test_a_sort_of_partner_that_is_none_is_refused(cast):
    with pytest.raises(BadInput, match="one of the list"):
        partners.add_partner(kind="organisation", name="House", type="castle", by=cast.noi)
