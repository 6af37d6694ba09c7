"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    name = "fanal.care"
    label = "care"

    def ready(self) -> None:
        from fanal.accounts.actions import account_ended
        from fanal.care import coding, models
        from fanal.care.access import go_along
        from fanal.care.actions import files
        from fanal.care.queries import hooks
        from fanal.care.queries.health_from_calls import asked_last
        from fanal.care.queries.recovering import orphans_today
        from fanal.care.queries.statements import said_by_health_workers, words_ahead
        from fanal.cases.models.case_marks import MARKED
        from fanal.cases.queries.agenda import ANSWERED_AT
        from fanal.cases.queries.known_answers import ELSEWHERE, WrittenElsewhere
        from fanal.cases.queries.statements import TABLES, TOLD
        from fanal.cases.queries.still_open import OPEN
        from fanal.cases.queries.story import AHEAD
        from fanal.cases.queries.timeline import SOURCES
        from fanal.cases.queries.today.rows import ASKED
        from fanal.sharing.actions.transfers import ALONG
        from fanal.sharing.queries.pages import SEEN_TODAY
        from fanal.web.set_up import PROGRAMMES

        AHEAD.append(words_ahead)
        ALONG.append(go_along)
        MARKED.append(models.MARKED)
        ASKED[orphans_today] = "SELECT 1 FROM care_carefile"
        ELSEWHERE["health"] = WrittenElsewhere("care:ask", asked_last, _("Ask the health worker"))
        ANSWERED_AT.append(hooks.answered_at)
        OPEN.append(hooks.care_still_open)
        SEEN_TODAY.append(hooks.seen_today)
        SOURCES.append(hooks.care_on_the_line)
        TABLES.append(models.CareRequest)
        TOLD.append(said_by_health_workers)
        account_ended.connect(files.account_ended)
        PROGRAMMES["care"] = hooks.care_set_up
        coding.register_coders()
