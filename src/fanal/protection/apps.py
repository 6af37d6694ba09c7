"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "fanal.protection"
    label = "protection"

    # Lower floors keep lists that this app fills, since nothing below imports it
    # (docs/map-of-the-code.md). Imported here: models exist only once all apps are loaded (Django,
    # `AppConfig.ready`).
    def ready(self) -> None:
        from fanal.cases.models.case_marks import MARKED
        from fanal.cases.queries.prints import PLANS
        from fanal.cases.queries.safety_doubts import OF_EVERYBODY
        from fanal.cases.queries.story import AHEAD, DATES, DUE, UNSETTLED
        from fanal.cases.queries.timeline import SOURCES
        from fanal.cases.queries.today.rows import ASKED
        from fanal.identification.proposed import BEGUN
        from fanal.papers.queries.facts import KNOWN
        from fanal.people.age_changes import LOOK_AGAIN
        from fanal.protection.models import MARKED as PROTECTION
        from fanal.protection.queries.agenda import late_in_teams_today
        from fanal.protection.queries.eighteen import adults_at_partners
        from fanal.protection.queries.hooks import (
            best_interests_again,
            latest_plans,
            recovery_begun,
            recovery_on_paper,
        )
        from fanal.protection.queries.list_days import court_dates_of, known_to_unsafe_today
        from fanal.protection.queries.story import due_in_one_line, records_ahead, unsettled_since
        from fanal.protection.queries.timeline import records_on_the_line
        from fanal.protection.queries.unsettled_all import unsettled_everybody

        MARKED.append(PROTECTION)
        AHEAD.append(records_ahead)
        BEGUN.append(recovery_begun)
        ASKED.update({known_to_unsafe_today: "", late_in_teams_today: "", adults_at_partners: ""})
        DATES.append(court_dates_of)
        DUE.append(due_in_one_line)
        KNOWN.append(recovery_on_paper)
        LOOK_AGAIN.append(best_interests_again)
        PLANS.append(latest_plans)
        SOURCES.append(records_on_the_line)
        OF_EVERYBODY.append(unsettled_everybody)
        UNSETTLED.append(unsettled_since)
        _on_days()
        _on_journeys()
        _around_the_closing()
        _on_a_transfer()


def _on_days() -> None:
    from fanal.cases.queries.agenda import ANSWERED_AT, ITEMS_OF_APPS
    from fanal.cases.queries.late_number import SOURCES, LateSource
    from fanal.cases.queries.latest_entries import RECORDS
    from fanal.cases.queries.list_rows import STEPS
    from fanal.protection.queries.agenda import due_on_days
    from fanal.protection.queries.eighteen import answered_at
    from fanal.protection.queries.list_days import (
        court_dates,
        late_of_own,
        next_of_records,
        stands_in_cases,
        waves_after_closing,
    )
    from fanal.protection.queries.story import records_written

    ANSWERED_AT.append(answered_at)
    RECORDS.append(records_written)
    SOURCES.append(LateSource("records", stands_in_cases, late_of_own))
    ITEMS_OF_APPS.append(court_dates)
    ITEMS_OF_APPS.append(due_on_days)
    ITEMS_OF_APPS.append(waves_after_closing)
    STEPS.append(next_of_records)


def _on_journeys() -> None:
    from fanal.journeys.queries.destination_warnings import REASONS, RETURNS
    from fanal.protection.queries.eighteen import adult_before_a_journey
    from fanal.protection.queries.hooks import freed_before_a_journey, undecided_returns

    REASONS.extend([freed_before_a_journey, adult_before_a_journey])
    RETURNS.append(undecided_returns)


def _around_the_closing() -> None:
    from fanal.cases.queries.last_contact import HEARD
    from fanal.cases.queries.still_open import OPEN_URGENT
    from fanal.protection.queries.hooks import criteria_still_open, heard_after_closing

    HEARD.append(heard_after_closing)
    OPEN_URGENT.append(criteria_still_open)


# What goes along is said by each app of its own rows.
def _on_a_transfer() -> None:
    from fanal.core.words import say
    from fanal.protection import models
    from fanal.sharing.queries.transfers import RECORDS

    for model in (models.ProtectionRecord, models.ProtectionDecision):
        RECORDS[model] = say("Risk, safety plan, reviews and other dated records")
