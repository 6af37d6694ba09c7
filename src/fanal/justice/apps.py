from django.apps import AppConfig


class JusticeConfig(AppConfig):
    name = "fanal.justice"
    label = "justice"

    def ready(self) -> None:
        from fanal.cases.queries.hearings import MORE
        from fanal.cases.queries.story import AHEAD, COURT
        from fanal.cases.queries.timeline import SOURCES
        from fanal.justice import coding
        from fanal.justice.queries.court_days import court_dates
        from fanal.justice.queries.prints import proceedings_for_a_paper
        from fanal.justice.queries.story import court_dates_of, waiting_ahead
        from fanal.justice.queries.timeline import proceedings_on_the_line
        from fanal.papers.queries.facts import KNOWN

        AHEAD.append(waiting_ahead)
        COURT.append(court_dates_of)
        KNOWN.append(proceedings_for_a_paper)
        MORE.append(court_dates)
        SOURCES.append(proceedings_on_the_line)
        coding.register_coders()
