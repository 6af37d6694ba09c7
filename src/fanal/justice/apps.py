from django.apps import AppConfig


class JusticeConfig(AppConfig):
    name = "fanal.justice"
    label = "justice"

    def ready(self) -> None:
        from fanal.cases.queries.hearings import MORE
        from fanal.cases.queries.prints import PROCEEDINGS
        from fanal.cases.queries.story import AHEAD, COURT, DATES, LAW
        from fanal.cases.queries.timeline import SOURCES
        from fanal.cases.templatetags.case_tabs import OF_APPS
        from fanal.core.casework.sections import Tab
        from fanal.core.words import say
        from fanal.justice import coding
        from fanal.justice.queries.away import away_between
        from fanal.justice.queries.court_days import court_dates
        from fanal.justice.queries.prints import (
            proceedings_for_a_paper,
            proceedings_on_the_summary,
            proceedings_that_go_out,
        )
        from fanal.justice.queries.releases import releases_in, releases_on_screen
        from fanal.justice.queries.set_up import justice_set_up
        from fanal.justice.queries.story import (
            away_dates_of,
            court_dates_of,
            proceedings_ahead,
            proceedings_in_one_line,
        )
        from fanal.justice.queries.timeline import proceedings_on_the_line
        from fanal.papers.queries.facts import KNOWN
        from fanal.protection.queries.releases import RELEASED, RELEASED_ON_SCREEN
        from fanal.sharing.queries.payloads import MORE as GOES_OUT
        from fanal.shelters.queries.week import AWAY
        from fanal.web.set_up import PROGRAMMES

        AHEAD.append(proceedings_ahead)
        AWAY.append(away_between)
        COURT.append(court_dates_of)
        DATES.append(away_dates_of)
        LAW.append(proceedings_in_one_line)
        KNOWN.append(proceedings_for_a_paper)
        GOES_OUT.append(proceedings_that_go_out)
        MORE.append(court_dates)
        PROCEEDINGS.append(proceedings_on_the_summary)
        OF_APPS["justice"] = (Tab.LAW, say("Proceedings"), "justice:case")
        RELEASED.append(releases_in)
        RELEASED_ON_SCREEN.append(releases_on_screen)
        SOURCES.append(proceedings_on_the_line)
        PROGRAMMES["justice"] = justice_set_up
        coding.register_coders()
