"""Every way out of the house goes through the one gate."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"

# What can carry something out: files to keep, mails, sealed bundles, other machines.
CARRIES = re.compile(
    r"Content-Disposition|FileResponse|StreamingHttpResponse|EmailMessage|send_mail|pyrage\.encrypt"
    r"|urllib\.request|\brequests\.|httpx"
)
# Each with why it needs no gate of its own, or where it asks.
KNOWN = {
    "sharing/actions/sending.py": "asks may_disclose_referral before it seals or prints",
    "sharing/views/referrals.py": "answers only with what actions.send let out",
    "sharing/views/partner_files.py": "answers only with what actions.send_file let out",
    "matching/views/exchanges.py": "answers only with what actions.meetings made of who may be told",
    "justice/views/day.py": "days, hours, code names and countries, to who opens the legal part: journalled",
    "cases/views/documents.py": "to a colleague who may open the case: keys and grants govern",
    "audit/export.py": "the journal, to who may read it: no content, sealed to her age key, and journalled",
    "audit/views.py": "answers only with what export.exported sealed",
    "web/downloads.py": "numbers as pages print them, small ones hidden, to who reads the page: journalled",
    "keys/drafts/middleware.py": "gives nothing: looks whether a file was given, to end the draft",
    "commands/sealed_files.py": "sealed to the recovery key: two of the three sheets open it",
    "commands/mails.py": "a mail that says nothing but: please sign in",
}


def carriers():
    return {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if CARRIES.search(path.read_text())
    }


def test_nothing_carries_anything_out_that_is_not_known_to_ask_the_gate():
    assert carriers() - set(KNOWN) == set()


def test_every_known_carrier_is_still_there():
    assert set(KNOWN) - carriers() == set()


def test_what_sends_asks_the_gate_first():
    for name in ("sending", "referrals", "partner_files"):
        assert "may_disclose" in (SOURCE / "sharing/actions" / f"{name}.py").read_text()
    assert "may_disclose_each(" in (SOURCE / "matching/queries/exchanges.py").read_text()
    for name in ("dossier", "missing"):
        assert "sharing.may_disclose(" in (SOURCE / f"journeys/queries/{name}.py").read_text()


def test_the_rows_of_what_went_out_are_written_by_one_function():
    writers = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "Disclosure.objects.create" in path.read_text()
    ]
    assert writers == ["sharing/actions/sending.py"]
