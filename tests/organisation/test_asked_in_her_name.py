"""Nobody agrees to what was asked for in the name of somebody whose telephone may be in other hands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import invitation_approval, offboarding
from fanal.accounts.models import Membership, Team
from fanal.accounts.other_hands import in_other_hands
from fanal.colleagues.actions import report
from fanal.colleagues.models import SecurityIncident
from fanal.core.errors import Refused
from fanal.core.roles import Role
from fanal.keys.actions.offboarding import take_out
from fanal.organisation.models import OrganisationChange
from tests import files
from tests.organisation.changes import asks, decides

pytestmark = pytest.mark.django_db
SAID = "Somebody else may have asked in her name"
INVITATIONS = reverse("accounts:invitations")


def telephone_taken(cast):
    report(kind="device_taken", on=timezone.localdate(), colleague=cast.anan, by=cast.noi)
    assert cast.anan.pk in in_other_hands()


def test_an_invitation_waits_until_she_has_her_telephone_again_or_is_asked_for_anew(cast):
    files.invited(cast, role=Role.DIRECTOR, teams=[])
    claire, row = files.browser(cast, cast.claire), invitation_approval.waiting().get()
    agree = reverse("accounts:agree", args=[row.pk])
    assert SAID not in claire.get(INVITATIONS).text
    telephone_taken(cast)
    shown = claire.get(INVITATIONS).text
    assert SAID in shown
    assert agree not in shown
    assert "may have the telephone of Anan Suwan" in claire.post(agree, follow=True).text
    assert invitation_approval.waiting().get().agreed_on is None
    incident, today = SecurityIncident.objects.all(), timezone.localdate()
    incident.update(ended_on=today)
    assert (
        "asked for anew" in claire.post(agree, follow=True).text
    )  # it may have been somebody else
    incident.update(on=today + timedelta(days=1), ended_on=today + timedelta(days=2))
    assert "works now" in claire.post(agree, follow=True).text


def test_nobody_leaves_a_team_by_it(cast):
    row = offboarding.ask(user=cast.sokha, team=cast.bangkok, by=cast.anan)
    telephone_taken(cast)
    with pytest.raises(Refused, match="telephone of Anan Suwan"):
        take_out(leaving=row, by=cast.noi)
    assert Membership.objects.filter(user=cast.sokha, team=cast.bangkok).exists()
    shown = files.browser(cast, cast.noi).get(INVITATIONS).text
    assert SAID in shown
    assert reverse("keys:agree_leaving", args=[row.pk]) not in shown


def test_nothing_of_the_organisation_changes_by_it(cast):
    asks(cast, "close_team", [cast.bangkok.pk])
    telephone_taken(cast)
    page = files.browser(cast, cast.claire).get(reverse("organisation:changes")).text
    row = OrganisationChange.objects.get()
    assert SAID in page
    assert reverse("organisation:agree", args=[row.pk]) not in page
    assert "may have the telephone of Anan Suwan" in decides(cast).text
    assert Team.objects.get(pk=cast.bangkok.pk).closed_on is None
    assert OrganisationChange.objects.exists()
    # Whoever has it is not told that we know.
    assert SAID not in files.browser(cast, cast.anan).get(reverse("organisation:list")).text
