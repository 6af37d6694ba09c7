"""From the release before, which attested fewer tables: it opens, says what is to be done, and two
people certify the rest once."""

import pytest
from django.http import Http404
from django.urls import reverse

from fanal.authority import certifying, genuine_rows, groups, ledger, ledger_head, memory, queries
from fanal.authority.attested import computed
from fanal.authority.reading import all_of
from fanal.authority.tables import attested_models, table
from fanal.cases import access as cases
from fanal.cases.actions.emergencies import keep_out
from fanal.core.errors import Refused
from fanal.keys.certifying import unknown
from fanal.keys.models import Folder
from fanal.partners.actions.partners import add_agreement
from fanal.partners.models import Agreement
from fanal.people.actions.merges import decide
from fanal.people.models import AdditionalTeam
from fanal.sharing.access.disclosure_gate import may_disclose_referral
from fanal.sharing.actions import rules
from fanal.sharing.models import Approval, NeverTell
from tests import files
from tests.cast import PASSPHRASE
from tests.security.planting import delete, insert, row_of, update
from tests.security.test_authority_certifying import BOTH, noted, run
from tests.sharing.scene import draft, scene

DAY = "2026-03-01"
CLASSES = ("identity", "medical")


def as_of_the_release_before():
    """Each row and the head as that release wrote them."""
    head = ledger.hold()
    for model in attested_models():
        if model.SINCE > 1:
            update(model, {"attested_version": 0, "attestation": b""})
    for row in all_of(Folder):
        held = row_of(Folder, id=row.name)
        values = row.values | {"counts": None}
        ours = computed(Folder, row.name, held["attested_version"], values)
        update(Folder, {"counts": None, "attestation": ours}, id=row.name)
    of_before = {table(one) for one in attested_models() if one.SINCE == 1}
    counts = {name: n for name, n in head.counts.items() if name in of_before}
    ledger_head.write_head(head._replace(counts=counts), new=False)
    memory.known.forget()
    genuine_rows.forget()


@pytest.fixture
def before(cast):
    here = scene(cast)
    here.cast, here.referral = cast, draft(cast, here, classes=CLASSES)
    rules.approve(case=here.case, partner=here.shelter, classes=CLASSES, by=cast.noi)
    rules.never_tell(case=here.case, partner=here.station, reason="A cousin.", by=cast.sokha)
    add_agreement(
        partner=here.shelter,
        title="Beds",
        purposes=["escort"],
        signed_on=here.case.opened_on,
        by=cast.noi,
    )
    as_of_the_release_before()
    genuine_rows.run()
    return here


def test_everything_opens_and_goes_on_as_before(before):
    cast = before.cast
    for address in (f"/cases/{before.case.pk}/", f"/people/{before.person.pk}/", "/cases/"):
        page = files.browser(cast, cast.sokha).get(address)
        assert page.status_code == 200
        assert before.case.code_name in page.text or before.person.code_name in page.text
    assert may_disclose_referral(before.referral, cast.sokha).allowed
    row = rules.never_tell(
        case=before.case, colleague=cast.kham, reason="Her uncle.", by=cast.sokha
    )
    rules.end_never_tell(row=NeverTell.objects.get(pk=row.pk), by=cast.noi)
    assert files.case(cast).people.exists()


def test_who_is_kept_out_of_another_case_of_hers_is_so_before_it_is_certified_too(cast):
    person, twin = files.person(cast), files.person(cast)
    case, other = files.case(cast, people=[person]), files.case(cast, people=[twin])
    decide(keep=person, other=twin, same=True, **cast.acting(cast.noi), reason="The same scar.")
    keep_out(case=other, user=cast.sokha, reason="His cousin.", by=cast.noi)
    as_of_the_release_before()
    genuine_rows.run()
    with pytest.raises(Http404):
        cases.case_for(cast.sokha, case.pk)
    assert cases.case_for(cast.noi, case.pk)
    assert queries.unsettled() == []  # nobody is told that somebody changed it


def test_verify_and_the_page_of_the_check_name_the_one_step(before):
    said = " ".join(map(str, queries.faults()))
    assert "approvals of what goes out" in said
    assert "fanal authority certify" in said
    page = files.browser(before.cast, before.cast.anan).get(reverse("audit:check"))
    assert "fanal authority certify" in page.text


def test_nothing_that_stood_there_is_made_genuine_by_being_saved(before):
    insert(Agreement, partner_id=before.station.pk, title=b"", purposes="escort", signed_on=DAY)
    Agreement.objects.filter(partner=before.station).update(purposes="hold_the_person")
    row = Agreement.objects.get(partner=before.station)
    assert (row.purposes, bytes(row.attestation)) == ("hold_the_person", b"")
    assert ("partners_agreement", row.pk.hex) in unknown()


def test_two_people_certify_once(before, terminal, capsys):
    terminal += [PASSPHRASE, PASSPHRASE]
    run(*BOTH)
    said = capsys.readouterr().out
    assert "approvals of what goes out" in said
    genuine_rows.run()
    assert queries.faults() == [queries.NO_SECOND_PLACE]
    assert may_disclose_referral(before.referral, before.cast.sokha).allowed
    assert groups.counts_in(Folder.objects.get(pk=before.case.pk).counts)["sharing_nevertell"] == 1
    noted()
    with pytest.raises(Refused, match="certified already"):
        run(*BOTH)


def test_what_was_put_in_before_is_refused_by_name(before, terminal):
    insert(
        Approval,
        case_id=before.case.pk,
        partner_id=before.station.pk,
        classes=b"medical",
        by_id=before.cast.noi.pk,
        at="2026-03-01 00:00:00",
    )
    with pytest.raises(Refused, match="approvals of what goes out"):
        run(*BOTH)
    terminal += [PASSPHRASE, PASSPHRASE]
    run(*BOTH, leave_out=True)
    assert not Approval.objects.filter(partner=before.station).exists()


def test_afterwards_a_row_of_before_is_not_accepted_any_more(before, terminal):
    old = row_of(Approval, case_id=before.case.pk)
    terminal += [PASSPHRASE, PASSPHRASE]
    run(*BOTH)
    update(Approval, {"attested_version": 0, "attestation": b""}, id=old["id"])
    genuine_rows.run()
    assert not may_disclose_referral(before.referral, before.cast.sokha).allowed
    insert(AdditionalTeam, person_id=before.person.pk, team_id=before.cast.saigon.pk, since=DAY)
    genuine_rows.run()
    assert not AdditionalTeam.objects.exists()


def test_an_installation_with_none_of_these_rows_is_asked_as_well(cast):
    for model in attested_models():
        if model.SINCE > 1:
            delete(model)
    as_of_the_release_before()
    assert certifying.needed()


def test_a_new_installation_has_nothing_to_certify(cast):
    assert not certifying.needed()
    assert queries.not_certified() == []
