"""A session that was used last some minutes ago."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.sessions import hashed
from fanal.keys.models import Unlock
from fanal.keys.session import used


def unlocks(client):
    """The row that keeps this browser's session unlocked, if it is."""
    return Unlock.objects.filter(session_id=hashed(client.session.session_key))


def idle_for(client, minutes):
    """As if the last request of this browser had been so long ago."""
    at = timezone.now() - timedelta(minutes=minutes)
    unlocks(client).update(**used(hashed(client.session.session_key), at))
    return client
