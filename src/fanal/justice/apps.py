"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class JusticeConfig(AppConfig):
    name = "fanal.justice"
    label = "justice"

    def ready(self) -> None:
        from fanal.cases.queries.today.rows import ASKED
        from fanal.justice import coding
        from fanal.justice.queries.hooks import justice_set_up
        from fanal.justice.queries.today import SOME_WAIT, proceedings_today
        from fanal.justice.queries.withdrawn_consent import taken_back_today
        from fanal.web.set_up import PROGRAMMES

        _on_the_case()
        _on_papers()
        _on_the_calendar()
        ASKED[proceedings_today] = SOME_WAIT
        ASKED[taken_back_today] = ""
        PROGRAMMES["justice"] = justice_set_up
        coding.register_coders()
        _on_a_transfer()


def _on_a_transfer() -> None:
    from fanal.core.words import say
    from fanal.justice import models
    from fanal.sharing.queries.transfers import RECORDS

    RECORDS[models.Proceeding] = say("Proceedings")
    RECORDS[models.JusticeRecord] = say("Hearings, decisions and time limits")


def _on_the_case() -> None:
    from fanal.cases.models.case_days import WRITTEN
    from fanal.cases.models.case_marks import MARKED
    from fanal.cases.queries.still_open import OPEN_URGENT
    from fanal.cases.queries.story import AHEAD, COURT, DATES, LAW
    from fanal.cases.queries.timeline import SOURCES
    from fanal.cases.templatetags.case_tabs import OF_APPS
    from fanal.core.casework.sections import Tab
    from fanal.core.words import say
    from fanal.identification.interview_gate import TOLD_ELSEWHERE
    from fanal.identification.proposed import BEGUN
    from fanal.justice.models import MARKED as PROCEEDINGS
    from fanal.justice.queries import accounts, hooks, story
    from fanal.people.age_changes import LOOK_AGAIN

    TOLD_ELSEWHERE.append(accounts.heard_on)
    BEGUN.append(hooks.stay_or_claim_begun)
    OF_APPS["justice"] = (Tab.LAW, say("Proceedings"), "justice:case")
    AHEAD.append(story.proceedings_ahead)
    COURT.append(story.court_dates_of)
    DATES.extend([story.limits_ahead_of, story.away_dates_of])
    MARKED.append(PROCEEDINGS)
    OPEN_URGENT.append(hooks.courts_still_open)
    LOOK_AGAIN.append(hooks.proceedings_again)
    LAW.append(story.proceedings_in_one_line)
    SOURCES.append(hooks.proceedings_on_the_line)
    WRITTEN.append(("justice_justicerecord", "made_on"))


def _on_papers() -> None:
    from fanal.cases.queries.prints import PROCEEDINGS
    from fanal.justice.queries import prints
    from fanal.papers.queries.facts import KNOWN
    from fanal.sharing.queries.payloads import LINES_OF_APPS

    KNOWN.append(prints.proceedings_for_a_paper)
    PROCEEDINGS.append(prints.proceedings_on_the_summary)
    LINES_OF_APPS.append(prints.proceedings_that_go_out)


def _on_the_calendar() -> None:
    from fanal.cases.queries.agenda import SOURCES
    from fanal.cases.queries.agenda_items import LIMIT
    from fanal.cases.queries.hearings import COURT_DATES_OF_APPS, KEPT_ABOVE, OVER
    from fanal.journeys.queries.days_ahead import DAYS
    from fanal.journeys.queries.destination_warnings import REASONS
    from fanal.justice.models import JusticeRecord
    from fanal.justice.queries import hooks
    from fanal.justice.queries.accused_abroad import accused_on_the_way
    from fanal.justice.queries.court_days import court_dates, court_dates_over
    from fanal.justice.queries.endings import endings_on_days
    from fanal.justice.queries.journeys import changed_hearings, hearings_ahead
    from fanal.justice.queries.story import away_between
    from fanal.protection.queries.releases import (
        MAY_BE_RELEASED,
        RELEASED,
        RELEASED_ON_SCREEN,
        RELEASES_IN,
    )
    from fanal.shelters.queries.week import AWAY

    AWAY.append(away_between)
    COURT_DATES_OF_APPS.append(court_dates)
    SOURCES.append((LIMIT, endings_on_days))
    OVER.append(court_dates_over)
    KEPT_ABOVE.append(hooks.keeps_hearings)
    REASONS.extend([changed_hearings, accused_on_the_way])
    DAYS.append(hearings_ahead)
    MAY_BE_RELEASED.append(hooks.with_proceedings)
    RELEASED.append(hooks.releases_in)
    RELEASES_IN.append(JusticeRecord._meta.db_table)
    RELEASED_ON_SCREEN.append(hooks.releases_on_screen)
