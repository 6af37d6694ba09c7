"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class SheltersConfig(AppConfig):
    name = "fanal.shelters"
    label = "shelters"

    def ready(self) -> None:
        from fanal.cases.queries.still_open import OPEN_URGENT
        from fanal.cases.queries.timeline import SOURCES
        from fanal.cases.queries.today.rows import ASKED
        from fanal.cases.templatetags.case_tabs import OF_APPS
        from fanal.core.casework.sections import Tab
        from fanal.core.words import say
        from fanal.journeys.queries import board_warnings, proposals
        from fanal.people.age_changes import CHANGED, LOOK_AGAIN
        from fanal.protection.houses import HOUSES, House
        from fanal.sharing.actions.transfers import ALONG
        from fanal.shelters import coding
        from fanal.shelters.actions.age_changes import missing_child
        from fanal.shelters.actions.looks import ask_to_look_anew
        from fanal.shelters.asking_access import go_along
        from fanal.shelters.queries.age_changes import stays_again
        from fanal.shelters.queries.closing import stays_still_open
        from fanal.shelters.queries.door_keys import locks_on_board
        from fanal.shelters.queries.hooks import shelters_set_up, sleeps_with_us, stays_on_the_line
        from fanal.shelters.queries.looks import may_be_asked
        from fanal.shelters.queries.today import asked_in_shelters
        from fanal.web.set_up import PROGRAMMES

        ALONG.append(go_along)
        ASKED[asked_in_shelters] = "SELECT 1 FROM shelters_shelter"
        CHANGED.append(missing_child)
        HOUSES.append(House(may_be_asked, ask_to_look_anew))
        LOOK_AGAIN.append(stays_again)
        OF_APPS["shelter"] = (Tab.SAFETY, say("In our shelter"), "shelters:case")
        OPEN_URGENT.append(stays_still_open)
        SOURCES.append(stays_on_the_line)
        board_warnings.WARNED.append(locks_on_board)
        proposals.WITH_US.append(sleeps_with_us)
        PROGRAMMES["shelters"] = shelters_set_up
        coding.register_coders()
        _what_is_said()


def _what_is_said() -> None:
    from fanal.cases.queries.latest_entries import RECORDS
    from fanal.cases.queries.statements import TABLES, TOLD
    from fanal.cases.queries.story import AHEAD
    from fanal.shelters.models import ShelterStay
    from fanal.shelters.queries.hooks import beds_given
    from fanal.shelters.queries.statements import said_in_shelters, stays_ahead

    AHEAD.append(stays_ahead)
    RECORDS.append(beds_given)
    TABLES.append(ShelterStay)
    TOLD.append(said_in_shelters)
