from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "fanal.health"
    label = "health"

    def ready(self) -> None:
        from fanal.health.checks import CHECKS
        from fanal.organisation.queries import set_up

        set_up.CHECKS.update({name: one.look for name, one in CHECKS.items()})
