"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class ReintegrationConfig(AppConfig):
    name = "fanal.reintegration"
    label = "reintegration"

    def ready(self) -> None:
        from fanal.cases.actions.cases import GO_ALONG
        from fanal.cases.actions.consents import NO_CONTACT
        from fanal.cases.queries.agenda import ANSWERED_AT, ITEMS_OF_APPS
        from fanal.cases.queries.closing_facts import FOLLOWED, PLANS_AT_CLOSING
        from fanal.cases.queries.still_open import OPEN
        from fanal.cases.queries.timeline import SOURCES
        from fanal.cases.queries.today import assigned_cases
        from fanal.core.trust.shared import SharedField
        from fanal.journeys.queries.destination_warnings import RETURNS
        from fanal.partners.queries.signals import SIGNALS
        from fanal.reintegration.actions.after_plan_contact import end_looks
        from fanal.reintegration.actions.plans import go_along
        from fanal.reintegration.queries import hooks
        from fanal.reintegration.queries.assessed_by_other_teams import against_by_other_teams
        from fanal.reintegration.queries.families import against_returns, warning_for
        from fanal.reintegration.queries.lists import (
            due_in_calendar,
            followed_by_a_plan,
        )
        from fanal.reintegration.queries.timeline import plans_on_the_line
        from fanal.sharing.queries import days_ahead
        from fanal.sharing.queries.proposed_texts import PROPOSED

        PROPOSED[SharedField.SAFETY].append(warning_for)
        ANSWERED_AT.append(hooks.reported_at)
        FOLLOWED.append(followed_by_a_plan)
        GO_ALONG.append(go_along)
        days_ahead.DAYS_OF_APPS.append(hooks.contacts_ahead)
        assigned_cases.DUE_IN_APPS.append(hooks.contacts_in)
        _marked_and_coded()
        NO_CONTACT.append(end_looks)
        ITEMS_OF_APPS.append(due_in_calendar)
        OPEN.append(hooks.goals_still_open)
        PLANS_AT_CLOSING.append(hooks.plans_at_closing)
        RETURNS.extend([against_returns, against_by_other_teams])
        SIGNALS.append(hooks.alike_signals)
        SOURCES.append(plans_on_the_line)
        _known_by_plans()
        _on_the_start_page()


def _on_the_start_page() -> None:
    from fanal.cases.queries.today.rows import ASKED
    from fanal.reintegration.queries import hooks
    from fanal.reintegration.queries.families import seconds_today
    from fanal.reintegration.queries.lists import waves_today
    from fanal.reintegration.queries.missed_calls import left_to_the_direction

    ASKED[left_to_the_direction] = "SELECT 1 FROM reintegration_plan WHERE ended_on IS NULL"
    ASKED[waves_today] = "SELECT 1 FROM reintegration_plan"
    ASKED[hooks.alike_today] = hooks.REPORTED
    ASKED[seconds_today] = "SELECT 1 FROM reintegration_familyassessment WHERE second_id IS NULL"


def _known_by_plans() -> None:
    from fanal.cases.queries import story
    from fanal.cases.queries.before_calling import RULES_ELSEWHERE
    from fanal.cases.queries.closing_facts import RULES_SAID
    from fanal.cases.queries.deaths import DIED
    from fanal.cases.queries.last_contact import HEARD
    from fanal.cases.queries.safety_doubts import OF_EVERYBODY
    from fanal.reintegration.queries import assessments_in_cases
    from fanal.reintegration.queries.facts import died_by_plans, heard_by_plans
    from fanal.reintegration.queries.hooks import rules_of_plans
    from fanal.reintegration.queries.lists import rules_in_a_plan
    from fanal.reintegration.queries.missed_contacts import (
        missed_by_everybody,
        missed_since,
        plans_ahead,
    )

    OF_EVERYBODY.append(missed_by_everybody)
    story.AHEAD.append(plans_ahead)
    story.UNSETTLED.append(missed_since)
    story.AHEAD.append(assessments_in_cases.families_ahead)
    story.HOME.append(assessments_in_cases.families_that_say_no)
    DIED.append(died_by_plans)
    HEARD.append(heard_by_plans)
    RULES_SAID.append(rules_in_a_plan)
    RULES_ELSEWHERE.append(rules_of_plans)


def _marked_and_coded() -> None:
    from fanal.cases.models.case_marks import MARKED
    from fanal.reintegration import coding, models

    MARKED.extend(models.MARKED)
    coding.register_coders()
