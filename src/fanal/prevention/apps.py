from django.apps import AppConfig


class PreventionConfig(AppConfig):
    name = "fanal.prevention"
    label = "prevention"

    def ready(self) -> None:
        from fanal.prevention import coding

        coding.register_coders()
