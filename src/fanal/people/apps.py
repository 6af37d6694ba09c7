from django.apps import AppConfig
from django.core.signals import request_finished

from scriptnames.caches import forget


def _forget(**_sent: object) -> None:
    forget()


class PeopleConfig(AppConfig):
    name = "fanal.people"

    def ready(self) -> None:
        request_finished.connect(_forget, dispatch_uid="names of this request")
