"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class PreventionConfig(AppConfig):
    name = "fanal.prevention"
    label = "prevention"

    def ready(self) -> None:
        from fanal.prevention import coding, folders
        from fanal.prevention.queries.set_up import prevention_set_up
        from fanal.web.set_up import PROGRAMMES

        PROGRAMMES["prevention"] = prevention_set_up
        coding.register_coders()
        folders.register()
