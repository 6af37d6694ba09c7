"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "fanal.journeys"
    label = "journeys"

    def ready(self) -> None:
        from fanal.cases.actions.present import TELL
        from fanal.cases.models.case_days import WRITTEN
        from fanal.cases.models.case_marks import MARKED
        from fanal.cases.queries.agenda import ITEMS_OF_APPS
        from fanal.cases.queries.lists import ON_A_JOURNEY
        from fanal.cases.queries.still_open import OPEN
        from fanal.cases.queries.story import DATES
        from fanal.cases.queries.timeline import SOURCES
        from fanal.cases.queries.today.rows import BOARDS
        from fanal.journeys import coding
        from fanal.journeys.access import folders_closed_to
        from fanal.journeys.actions.mails import owe
        from fanal.journeys.models import events
        from fanal.journeys.queries import hooks
        from fanal.journeys.queries.agenda import legs_of_journeys
        from fanal.journeys.queries.board_warnings import WARNED
        from fanal.journeys.queries.in_danger import in_danger_without_a_case
        from fanal.journeys.queries.timeline import journeys_on_the_line
        from fanal.journeys.queries.today import BoardOfUser
        from fanal.journeys.queries.travellers import files_on_a_journey
        from fanal.keys import whereabouts_access

        whereabouts_access.CLOSED_TO.append(folders_closed_to)
        _what_is_said()
        _on_the_start_page()
        TELL.append(owe)
        ITEMS_OF_APPS.append(legs_of_journeys)
        OPEN.append(hooks.journeys_still_open)
        DATES.append(hooks.departures)
        SOURCES.append(journeys_on_the_line)
        ON_A_JOURNEY.append(files_on_a_journey)
        BOARDS.append(BoardOfUser)
        MARKED.append(events.MARKED)
        WRITTEN.append((events.OF_CASES, "told_on"))
        WARNED.append(in_danger_without_a_case)
        coding.register_coders()
        _read_by_others()


def _read_by_others() -> None:
    """Register with other apps: where an age is corrected, papers are listed, a stand-in ends, or
    something happened to a colleague, or her account ends."""
    from fanal.accounts.actions import TO_TAKE_OVER
    from fanal.accounts.refusals import CLOSED
    from fanal.cases.queries.today.ending_stand_ins import UNDER_WAY
    from fanal.colleagues.lost_devices import IN_HAND
    from fanal.journeys.access import closed_among
    from fanal.journeys.actions.notices import warn_of
    from fanal.journeys.queries import hooks
    from fanal.journeys.queries.agenda import led_by_whom_is_away
    from fanal.journeys.queries.hooks import journeys_again, journeys_with
    from fanal.journeys.queries.people_with_partner import with_them_tonight
    from fanal.papers.queries.case_papers import CARRIED
    from fanal.partners.actions.findings import WARN
    from fanal.partners.queries.signals import FROM_CASES
    from fanal.people.age_changes import LOOK_AGAIN

    WARN.append(warn_of)
    FROM_CASES.insert(0, with_them_tonight)
    CARRIED.append(hooks.carried)
    CLOSED.append(closed_among)
    LOOK_AGAIN.append(journeys_again)
    UNDER_WAY.append(led_by_whom_is_away)
    IN_HAND.append(journeys_with)
    TO_TAKE_OVER.append(hooks.somebody_with)


def _on_the_start_page() -> None:
    from fanal.cases.queries.today.rows import ASKED
    from fanal.journeys.queries.missed_alarms import GAPS, not_called_today
    from fanal.journeys.queries.today.closed_places import closed_places_today

    ASKED[closed_places_today] = ""
    ASKED[not_called_today] = GAPS


def _what_is_said() -> None:
    from fanal.cases.actions.present import SAID_ANEW
    from fanal.cases.queries.statements import TABLES, TOLD
    from fanal.cases.queries.story import AHEAD
    from fanal.journeys.actions.other_files import no_longer_told, told_anew, told_from_now
    from fanal.journeys.models import Traveller
    from fanal.journeys.queries.custody_in_other_files import (
        custody_said_in,
        said_elsewhere,
        sides_ahead,
    )
    from fanal.journeys.queries.statements import said_on_journeys, travellers_ahead
    from fanal.sharing.actions.shared import BEGINS, ENDS
    from fanal.sharing.models import Side
    from fanal.sharing.queries.shared import SAID

    SAID.append(custody_said_in)
    ENDS.append(no_longer_told)
    BEGINS.append(told_from_now)
    SAID_ANEW.append(told_anew)
    TABLES.extend([Traveller, Side])
    TOLD.extend([said_on_journeys, said_elsewhere])
    AHEAD.extend([travellers_ahead, sides_ahead])
