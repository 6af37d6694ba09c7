"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "fanal.papers"
    label = "papers"

    def ready(self) -> None:
        from fanal.cases.models.case_marks import MARKED
        from fanal.cases.queries.agenda import ITEMS_OF_APPS
        from fanal.cases.queries.records import PAPERS
        from fanal.cases.queries.still_open import OPEN
        from fanal.cases.queries.story import AHEAD, DATES
        from fanal.cases.queries.timeline import SOURCES
        from fanal.papers import models
        from fanal.papers.queries.case_papers import papers_beside
        from fanal.papers.queries.hooks import (
            deadlines_ahead,
            deadlines_in,
            due_papers,
            papers_on_the_line,
            papers_still_open,
        )

        MARKED.append(models.MARKED)
        PAPERS.append(papers_beside)
        ITEMS_OF_APPS.append(due_papers)
        AHEAD.append(deadlines_ahead)
        DATES.append(deadlines_in)
        OPEN.append(papers_still_open)
        SOURCES.append(papers_on_the_line)
        _on_a_transfer()


def _on_a_transfer() -> None:
    from fanal.core.words import say
    from fanal.papers import models
    from fanal.sharing.queries.transfers import RECORDS

    RECORDS[models.TypedPaper] = say("Papers")
