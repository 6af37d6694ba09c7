"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig
from django.core.signals import request_finished

from scriptnames import clear_caches


def _forget(**_sent: object) -> None:
    clear_caches()


class PeopleConfig(AppConfig):
    name = "fanal.people"

    def ready(self) -> None:
        from fanal.keys import whereabouts_access
        from fanal.people import coding
        from fanal.people.exclusion import all_files_closed_to

        # Comparing names keeps what was compared; nothing of it stays in memory after the request
        # (THREAT_MODEL.md, Packs of search rows).
        request_finished.connect(_forget, dispatch_uid="names of this request")
        whereabouts_access.CLOSED_TO.append(all_files_closed_to)
        coding.register_coders()
