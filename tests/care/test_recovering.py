"""A care file that nobody opens any more: two people and two recovery sheets hand it to a health worker (C9)."""

import io

import pytest

from fanal.accounts.actions import end_account
from fanal.care.actions import recovering
from fanal.care.models import CareFile, CareRecord, CareRecovery
from fanal.cli import main
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.sealing.failures import NotGranted
from fanal.web.decisions import waiting_for
from tests import files, journal
from tests.care.scene import again, noted, page, scene, taken

WHY = "Her therapy goes on in March."
PRESENT = ["--present", "anan@fanal.example", "--present", "claire@fanal.example"]


@pytest.fixture
def here(cast):
    """Ploy kept a file, wrote into it and left; `minh` came after her."""
    found = scene(cast)
    found.file = taken(cast, found)
    noted(cast, found.file, words="Zsecret: she sleeps badly.")
    end_account(user=cast.ploy, by=cast.anan)
    found.minh = cast.join("minh", "Minh Tran", Role.HEALTH_WORKER, "Bangkok")
    found.eva = cast.join("eva", "Eva Martin", Role.DIRECTOR, "Bangkok")
    return found


def asks(cast, here, by=None, **more):
    told = {"to": here.minh, "hers": "yes", "why": WHY, "by": by or cast.claire} | more
    return recovering.ask_recovery(file=here.file, **told)


def sheets(monkeypatch, capsys, cast):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{cast.shares[0]}\n{cast.shares[2]}\n"))
    code = main(["setup", "care-files", *PRESENT])
    return code, capsys.readouterr().out


def test_c9_two_people_and_two_sheets_hand_it_on_and_neither_reads_it(
    cast, here, monkeypatch, capsys
):
    claire, eva = files.browser(cast, cast.claire), files.browser(cast, here.eva)
    assert "1 care file without a holder" in claire.get("/cases/today/").text
    listed = page("without_holder")
    assert here.person.code_name in claire.get(listed).text
    told = {"to": str(here.minh.pk), "hers": "not_asked_now", "why": WHY}
    assert claire.post(page("propose", here.file.id), told).status_code == 302
    (row,) = CareRecovery.objects.all()
    assert claire.post(page("agree_recovery", row.id)).status_code == 404  # not who asked
    assert [kind.code for kind, _row in waiting_for(here.eva)] == ["care_recovery"]
    assert sheets(monkeypatch, capsys, cast)[0] != 0  # nobody agreed yet
    assert WHY in eva.get(listed).text
    assert eva.post(page("agree_recovery", row.id)).status_code == 302
    assert waiting_for(here.eva) == []
    assert "fanal setup care-files" in claire.get(listed).text
    with pytest.raises(NotGranted):
        CareRecord.objects.get().unseal(cast.ring(here.minh))  # the sheets are missing
    code, out = sheets(monkeypatch, capsys, cast)
    assert code == 0
    assert "Minh Tran" in out
    assert again(here.file).kept_by == here.minh
    minh = files.browser(cast, here.minh)
    assert "she sleeps badly" in minh.get(page("file", here.file.id)).text
    for one in (cast.claire, here.eva, cast.noi, cast.sokha):
        with pytest.raises(NotGranted):
            CareRecord.objects.get().unseal(cast.ring(one))
    assert "without a holder" not in claire.get("/cases/today/").text
    assert here.person.code_name not in claire.get(listed).text
    assert {"care.recovery_asked", "care.recovery_agreed", "care.recovered"} <= set(
        journal.acts("care.")
    )


def test_her_no_stands_and_what_is_wrong_is_said_at_its_question(cast, here):
    for told, field in (
        ({"hers": "no"}, "hers"),
        ({"why": "  "}, "why"),
        ({"to": cast.sokha}, "to"),
    ):
        with pytest.raises(BadInput) as problem:
            asks(cast, here, **told)
        assert problem.value.where == field
    assert not CareRecovery.objects.exists()
    asks(cast, here)
    with pytest.raises(Refused):
        asks(cast, here, by=here.eva)  # one at a time


def test_a_file_that_somebody_holds_is_not_recovered_and_who_was_named_keeps_it(cast):
    found = scene(cast)
    file = taken(cast, found)
    claire = files.browser(cast, cast.claire)
    assert claire.get(page("propose", file.id)).status_code == 404
    assert found.person.code_name not in claire.get(page("without_holder")).text
    assert "without a holder" not in claire.get("/cases/today/").text


def test_a_row_put_in_by_hand_gets_no_key(cast, here):
    row = asks(cast, here)
    recovering.agree_recovery(row=row, by=here.eva)
    assert recovering.agreed_recoveries() == [row]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE care_carerecovery SET to_id = %s", [str(cast.sokha.pk).replace("-", "")]
        )
    assert recovering.agreed_recoveries() == []


def test_a_lead_of_the_office_may_agree_and_others_find_nothing(cast, here):
    row = asks(cast, here)
    for one in (cast.mai, cast.sokha, cast.duc, cast.anan, here.minh):
        client = cast.client(one)
        assert client.post(page("agree_recovery", row.id)).status_code == 404
        assert here.person.code_name not in client.get(page("without_holder")).text
    assert cast.client(cast.noi).post(page("agree_recovery", row.id)).status_code == 302
    assert CareFile.objects.get().recoveries.get().agreed_by == cast.noi
    assert cast.client(cast.claire).post(page("end_recovery", row.id)).status_code == 302
    assert not CareRecovery.objects.exists()
