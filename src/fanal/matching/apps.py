"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "fanal.matching"
    label = "registers"  # of its tables and migrations: as it was called up to 0.2.0

    def ready(self) -> None:
        from fanal.cases.models.case_marks import MARKED
        from fanal.cases.queries.today.rows import ASKED
        from fanal.figures.words import AREA_NAMES
        from fanal.matching.models import tracing
        from fanal.matching.queries.two_files import ENDED_FILE, to_compare_today
        from fanal.partners.queries.overlapping_areas import name_of_area

        ASKED[to_compare_today] = ENDED_FILE
        AREA_NAMES.append(name_of_area)
        MARKED.append(tracing.MARKED)
        _on_a_transfer()
        _named_before()


def _on_a_transfer() -> None:
    from fanal.core.words import say
    from fanal.matching import models
    from fanal.sharing.queries.transfers import RECORDS

    for model in (models.TracingRequest, models.TracingAnswer, models.WithdrawnAnswer):
        RECORDS[model] = say("Searches for her family")


def _named_before() -> None:
    from fanal.cases.queries.people_around import LOOKED_FOR
    from fanal.matching.queries.tracing import family_looked_for

    LOOKED_FOR.append(family_looked_for)
