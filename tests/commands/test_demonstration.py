"""The whole demonstration, as `make run` makes it: what one app writes meets what another wrote before.

Each app has tests of its own part; a part that fails after another one is seen here alone.
"""

import pytest
from django.apps import apps

from fanal.commands.demo import load, say_what_is_migrated
from fanal.database import pending_migrations
from fanal.keys import demo

pytestmark = pytest.mark.django_db
# One thing of each app that a newcomer is shown.
SHOWN = (
    "care.CareSummary", "cases.Case", "colleagues.SecurityIncident", "funds.MoneyRequest",
    "intake.Signal", "journeys.Journey", "justice.Proceeding", "partners.Partner",
    "prevention.Community", "reintegration.Plan", "services.CaseService", "sharing.Referral",
    "shelters.ShelterStay",
)  # fmt: skip


def test_everything_that_a_newcomer_is_shown_is_made():
    load()
    assert [name for name in SHOWN if not apps.get_model(name).objects.exists()] == []


def test_whose_work_it_is_stands_first_among_whom_one_can_sign_in_as(cast):
    assert [one["slug"] for one in demo.shown()][:4] == ["sokha", "kham", "linh", "noi"]


def test_a_demonstration_of_an_older_version_says_that_it_is_brought_up_to_date(
    monkeypatch, capsys
):
    say_what_is_migrated()
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(pending_migrations, "pending", lambda: ["cases 0001_initial"] * 53)
    say_what_is_migrated()
    assert "migrating: 53" in capsys.readouterr().out
