"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig

NEVER_SENT = "SELECT 1 FROM sharing_referral WHERE state = 'draft'"
RECALLED = """SELECT 1 FROM sharing_disclosure
              WHERE recalled_on IS NOT NULL AND recall_answered_on IS NULL"""

OPEN_FILE = "SELECT 1 FROM sharing_sharedfile WHERE state = 'open'"
AGREED = "SELECT 1 FROM sharing_override WHERE second_id IS NOT NULL"


class SharingConfig(AppConfig):
    name = "fanal.sharing"
    label = "sharing"

    def ready(self) -> None:
        from fanal.cases.queries.offered_partners import BY_FIT
        from fanal.cases.queries.still_open import OPEN_URGENT
        from fanal.cases.queries.story import AHEAD, DATES, HELD, KEPT_BACK, REFERRALS, WORDS_ALONG
        from fanal.cases.queries.timeline import SOURCES
        from fanal.cases.queries.warnings_from_teams import TOLD_BY_TEAMS
        from fanal.keys import whereabouts_access
        from fanal.partners.queries.signals import FROM_CASES
        from fanal.people.age_changes import LOOK_AGAIN
        from fanal.sharing import coding
        from fanal.sharing.queries import hooks, two_countries
        from fanal.sharing.queries.age_changes import partners_again
        from fanal.sharing.queries.fitting_partners import by_fit
        from fanal.sharing.queries.not_said_which import (
            fallen_there,
            one_of_those_told,
            told_by_us,
        )
        from fanal.sharing.queries.shared import danger_told_of
        from fanal.sharing.queries.timeline import shared_on_the_line
        from fanal.sharing.queries.withheld import came_without_place, given_away_without_place

        _on_the_start_page()
        _of_files_of_two_teams()
        BY_FIT.append(by_fit)
        _mark_with_the_case()
        OPEN_URGENT.extend([hooks.guardians_still_open, hooks.referrals_still_open])
        AHEAD.extend([hooks.sharing_ahead, two_countries.sides_ahead])
        DATES.append(hooks.answers_due)
        REFERRALS.extend([hooks.open_referrals, two_countries.open_files])
        HELD.append(hooks.held_by_others)
        KEPT_BACK.append(hooks.held_back_before)
        WORDS_ALONG.append(hooks.words_along)
        whereabouts_access.HELD_BACK.append(given_away_without_place)
        whereabouts_access.HELD_BACK_FROM.append(came_without_place)
        LOOK_AGAIN.append(partners_again)
        SOURCES.append(shared_on_the_line)
        TOLD_BY_TEAMS.append(danger_told_of)
        FROM_CASES.extend([one_of_those_told, told_by_us, fallen_there])
        coding.register_coders()


def _of_files_of_two_teams() -> None:
    from fanal.cases.queries.consent_validity import DOUBTS
    from fanal.cases.queries.lists import SAME_PERSON
    from fanal.cases.queries.safety_doubts import OF_EVERYBODY
    from fanal.core.trust.shared import SharedField
    from fanal.sharing.queries import hooks
    from fanal.sharing.queries.danger_to_tell import danger_in_case
    from fanal.sharing.queries.other_files import same_person
    from fanal.sharing.queries.proposed_texts import PROPOSED
    from fanal.sharing.queries.unfit_elsewhere import unsettled_elsewhere

    PROPOSED[SharedField.SAFETY].append(danger_in_case)
    OF_EVERYBODY.append(unsettled_elsewhere)
    DOUBTS.append(hooks.doubts)
    SAME_PERSON.append(same_person)


def _on_the_start_page() -> None:
    from fanal.cases.queries.today.rows import ASKED
    from fanal.sharing import today
    from fanal.sharing.queries import hooks
    from fanal.sharing.queries.two_countries_today import written_by_the_other_side

    ASKED[today.fallen_to_look_at] = "SELECT 1 FROM sharing_referral"
    ASKED[today.recalled_to_tell] = RECALLED
    ASKED[today.never_sent] = NEVER_SENT
    ASKED[today.given_and_taken_over] = "SELECT 1 FROM sharing_transfer"
    ASKED[written_by_the_other_side] = OPEN_FILE
    ASKED[hooks.agreed_by_a_second] = AGREED


def _mark_with_the_case() -> None:
    from fanal.cases.models.case_marks import MARKED
    from fanal.sharing.models import outgoing, partner_files, shared, transfers

    MARKED.extend([*outgoing.MARKED, transfers.MARKED, partner_files.MARKED, *shared.MARKED])
