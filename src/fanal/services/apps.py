"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig

GIVEN_BY_PARTNERS = """SELECT 1 FROM services_caseservice
                       WHERE over_on IS NULL AND partner_id IS NOT NULL"""


class ServicesConfig(AppConfig):
    name = "fanal.services"
    label = "services"

    def ready(self) -> None:
        from fanal.cases.actions.entries import NOTED
        from fanal.cases.queries.agenda import ANSWERED_AT
        from fanal.cases.queries.prints import SERVICES
        from fanal.cases.queries.still_open import OPEN
        from fanal.cases.queries.story import AHEAD, NEEDS
        from fanal.cases.queries.timeline import SOURCES
        from fanal.cases.queries.today.rows import ASKED
        from fanal.journeys.actions.arrivals import CAME_TO, NEVER_CAME
        from fanal.services import coding
        from fanal.services.actions.needs import note_need
        from fanal.services.actions.referral_progress import came_to, drafted, moved, never_came
        from fanal.services.queries import hooks
        from fanal.services.queries.timeline import services_on_the_line
        from fanal.services.queries.unmet_needs import waiting_today
        from fanal.services.today import feared_to_look_at
        from fanal.sharing.actions.hooks import DRAFTED, MOVED
        from fanal.web.set_up import PROGRAMMES

        AHEAD.append(hooks.needs_ahead)
        ANSWERED_AT.append(hooks.answered_at)
        ASKED[feared_to_look_at] = GIVEN_BY_PARTNERS
        ASKED[waiting_today] = ""
        CAME_TO.append(came_to)
        DRAFTED.append(drafted)
        MOVED.append(moved)
        _on_the_days_of_a_case()
        NEVER_CAME.append(never_came)
        NEEDS.append(hooks.needs_in_one_line)
        NOTED.append(note_need)
        OPEN.append(hooks.services_still_open)
        SERVICES.append(hooks.services_on_paper)
        SOURCES.append(services_on_the_line)
        PROGRAMMES["services"] = hooks.services_set_up
        coding.register_coders()
        _on_a_transfer()


def _on_a_transfer() -> None:
    from fanal.core.words import say
    from fanal.services import models
    from fanal.sharing.queries.transfers import RECORDS

    RECORDS[models.CaseService] = say("Services")


def _on_the_days_of_a_case() -> None:
    from fanal.cases.models.case_marks import MARKED
    from fanal.services import models

    MARKED.extend(models.MARKED)
