"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "fanal.partners"
    label = "partners"

    def ready(self) -> None:
        from fanal.accounts.findings_about_colleagues import FOUND
        from fanal.partners.queries.pages import findings_for_who_agrees

        FOUND.append(findings_for_who_agrees)
