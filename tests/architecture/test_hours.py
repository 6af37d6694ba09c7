"""The hour of somebody's work is nobody's business: hours in clear are few, and each has its reason.

THREAT_MODEL.md says the reasons; it is to be changed with this list.
"""

from django.apps import apps
from django.db import models

HOURS = {
    "accounts.Invitation.until",
    "cases.BreakGlass.at",
    "cases.BreakGlass.until",
    "figures.Estimating.begun_at",  # until it is done
    "figures.Estimating.seen_at",
    "journeys.Alarm.due",
    "journeys.MailDue.taken_at",
    "keys.HalfSignIn.begun_at",  # for two minutes
    "keys.Unlock.used_at",  # of the last ten minutes: then the session is locked and the row gone
    "people.EmergencyAccess.until",
    "registers.Comparing.begun_at",  # until it is done
    "registers.Comparing.seen_at",
    "sharing.Approval.at",
    "sharing.Override.at",
    "web.LastSweep.ended_at",  # no act of anybody: an alarm is worth what its timer is
    "web.SweepGap.since",  # neither: what fell due meanwhile is known by its hour
    "web.SweepGap.until",
    # Columns of libraries.
    "account.EmailConfirmation.created",  # no row is ever written: addresses come by invitation
    "account.EmailConfirmation.sent",
    "mfa.Authenticator.created_at",  # of the beginning of the day (accounts.sign_ins)
    "mfa.Authenticator.last_used_at",
    "sessions.Session.expire_date",
}


def test_no_column_holds_an_hour_that_nothing_needs():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField | models.TimeField)
    }
    assert found == HOURS
