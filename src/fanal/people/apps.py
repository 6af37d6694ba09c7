from django.apps import AppConfig
from django.core.signals import request_finished

from scriptnames import clear_caches


def _forget(**_sent: object) -> None:
    clear_caches()


class PeopleConfig(AppConfig):
    name = "fanal.people"

    def ready(self) -> None:
        from fanal.people import coding

        request_finished.connect(_forget, dispatch_uid="names of this request")
        coding.register_coders()
