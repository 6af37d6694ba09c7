"""Who kept what she held before she left: private halves of teams, data keys of files."""

from contextlib import suppress

from fanal.core.sealing import records
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.wraps import Opener
from fanal.keys.models import Grant, TeamKey
from fanal.rotation import older_records


class Thief:
    """Copies what `user` holds now, and tries it later on a copy of the database."""

    def __init__(self, cast, user, folders):
        ring = cast.ring(user)
        for folder in folders:
            for part in ring.compartments(folder):
                ring.all_keys(folder, part)  # opens every wrap
        teams = TeamKey.objects.filter(holders__to_keys__user=user)
        self.openers = {str(team.pk): Opener(ring.team_secret(team.pk)) for team in teams}
        self.own = Opener(ring.private.reading)
        self.keys = {key for folder in folders for key in ring._folders[folder].values()}

    def opens(self, record):
        """Whether a row that is sealed opens with anything of hers."""
        return any(self._fits(key, record) for key in self.keys | self._unwrapped(record.folder))

    def _unwrapped(self, folder):
        """The data keys that are still wrapped to what she kept."""
        found = set()
        for grant in Grant.objects.filter(folder=folder):
            for opener in [*self.openers.values(), self.own]:
                with suppress(BrokenSeal):
                    joined = opener.unwrap(bytes(grant.wrapped), grant.statement().context())
                    found |= {joined[i : i + 32] for i in range(0, len(joined), 32)}
        return found

    def _fits(self, key, record):
        with suppress(BrokenSeal):
            records.unseal(key, record.place(), bytes(record.sealed))
            return True
        return False


def sealed_rows():
    """Every sealed row of the database, of each kind."""
    for model in older_records.sealed_models():
        if model._meta.managed:
            yield from (row for row in model._base_manager.all() if row.sealed)


def written_since(before):
    """The rows that were not sealed like this in `before`, which are the texts of then."""
    return [row for row in sealed_rows() if bytes(row.sealed) not in before]


def texts_now():
    return {bytes(row.sealed) for row in sealed_rows()}
