"""Whoever writes to the database: whom to leave out of a case, certificates and two-country files are
marked with the case, and named once they differ."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows, ledger, ledger_head
from fanal.cases.models import CaseDays
from fanal.cases.queries.changed_cases import name_changed_cases
from fanal.colleagues import helpers
from fanal.colleagues.models import HelperInCase
from fanal.commands.authority import certify_demonstration
from fanal.journeys.actions import certificates
from fanal.journeys.models import Certificate
from fanal.sharing.actions import shared
from fanal.sharing.models import SharedFile, Side
from tests import files
from tests.kept import kept
from tests.security.planting import delete, row_of, update
from tests.shares import some
from tests.sharing import transfers

TODAY = timezone.localdate
SAID = "Something of this case was changed or deleted from outside"
PAPER = b"%PDF-1.4 as the court sent it\n%%EOF\n"


@pytest.fixture
def here(cast):
    here = scene(cast)
    genuine_rows.run()
    return here


@kept
def scene(cast):
    """A case with a helper who is kept off it, a certificate, and a two-country file with
    Vientiane."""
    here = transfers.told_case(cast)
    ring = cast.ring(cast.noi)
    said = {"name": "Bee Chan", "languages": "lo", "phone": ""}
    here.helper = helpers.add_helper(kind="interpreter", answers=said, by=cast.noi, ring=ring)
    here.off = helpers.decide_in_case(
        case=here.case, helper=here.helper, cleared=False, by=cast.sokha
    )
    here.certificate = certificates.keep_certificate(
        case=here.case,
        person=here.person,
        title="Recognition",
        name="scan.pdf",
        content=PAPER,
        by=cast.sokha,
        ring=here.ring,
    )
    transfers.agreed(cast, here)
    return SimpleNamespace(
        **vars(here),
        another=files.case(cast),
        side=Side.objects.get(case=here.case),
        other=Side.objects.exclude(case=here.case).get(),
    )


ATTACKS = {
    "helper let in again": lambda cast, one: delete(HelperInCase, id=one.off.pk),
    "helper cleared": lambda cast, one: update(HelperInCase, {"cleared": True}, id=one.off.pk),
    "certificate deleted": lambda cast, one: delete(Certificate, id=one.certificate.pk),
    "certificate of another day": lambda cast, one: update(
        Certificate, {"kept_on": "2020-01-01"}, id=one.certificate.pk
    ),
    "side given to another team": lambda cast, one: update(
        Side, {"team_id": cast.huong.teams.get().pk}, id=one.side.pk
    ),
    "other side given to another team": lambda cast, one: update(
        Side, {"team_id": cast.huong.teams.get().pk}, id=one.other.pk
    ),
    "side pointed at another case": lambda cast, one: update(
        Side, {"case_id": one.another.pk}, id=one.side.pk
    ),
    "other side pointed at another case": lambda cast, one: update(
        Side, {"case_id": one.another.pk}, id=one.other.pk
    ),
    "side without its case": lambda cast, one: update(Side, {"case_id": None}, id=one.side.pk),
    "file that was never agreed to": lambda cast, one: update(
        SharedFile, {"state": "proposed"}, id=one.side.shared_id
    ),
}


def named():
    return set(CaseDays.objects.filter(changed=True).values_list("case", flat=True))


def case_page(cast, case):
    return files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.pk])).text


def test_what_actions_write_names_no_case(cast, here):
    ring = cast.ring(cast.noi)
    helpers.decide_in_case(case=here.case, helper=here.helper, cleared=True, by=cast.noi)
    certificates.reissue(certificate=here.certificate, by=cast.sokha)
    shared.choose_fields(side=here.side, fields=["safety"], by=cast.noi)
    shared.put(side=here.side, field="safety", text="Now.", version=0, by=cast.noi, ring=ring)
    shared.end(side=Side.objects.get(pk=here.other.pk), by=cast.somchit)
    assert name_changed_cases(every=True) == 0
    assert SAID not in case_page(cast, here.case)


def test_a_case_that_goes_to_another_team_takes_its_two_country_file_along(cast):
    here = transfers.told_case(cast)
    genuine_rows.run()
    transfers.agreed(cast, here)
    transfers.accept(cast, transfers.offer(cast, here))
    assert name_changed_cases(every=True) == 0


@pytest.mark.parametrize("attack", some(ATTACKS, "what stands in a case", 4))
def test_what_stands_in_a_case_is_not_changed_unnoticed(cast, here, attack):
    ATTACKS[attack](cast, here)
    assert SAID in case_page(cast, here.case)
    assert name_changed_cases(every=True) >= 1
    assert here.case.pk in named()


def test_nobody_relies_on_the_day_of_a_certificate_that_was_changed(cast, here):
    asked = {"code": here.certificate.code}
    client, address = files.browser(cast, cast.linh), reverse("journeys:check_certificate")
    assert "do not rely on the day" not in client.post(address, asked).text
    update(Certificate, {"kept_on": "2020-01-01"}, id=here.certificate.pk)
    assert "do not rely on the day" in client.post(address, asked).text


def test_a_two_country_file_that_ended_is_not_open_again(cast, here):
    before = row_of(SharedFile, id=here.side.shared_id)["state"]
    shared.end(side=Side.objects.get(pk=here.side.pk), by=cast.noi)
    update(SharedFile, {"state": before, "ended_on": None}, id=here.side.shared_id)
    assert name_changed_cases(every=True) == 2
    assert named() == {here.case.pk, here.other.case_id}


def test_until_two_people_certified_they_count_as_before(cast, here):
    ledger_head.certify_anew_above(6)
    ledger.read()
    delete(Certificate, id=here.certificate.pk)
    assert SAID not in case_page(cast, here.case)
    assert name_changed_cases(every=True) == 0
    certify_demonstration()
    genuine_rows.run()
    assert name_changed_cases(every=True) == 0
    delete(HelperInCase, id=here.off.pk)
    assert name_changed_cases(every=True) == 1
