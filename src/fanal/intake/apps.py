"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "fanal.intake"

    def ready(self) -> None:
        from fanal.cases.queries import known_answers, timeline
        from fanal.cases.queries.statements import TABLES, TOLD
        from fanal.cases.queries.story import AHEAD
        from fanal.cases.queries.today.rows import CALLS
        from fanal.intake import coding
        from fanal.intake.callers import call_without_caller
        from fanal.intake.models import Triage
        from fanal.intake.queries import known_of, language_of
        from fanal.intake.statements import calls_ahead, said_in_calls
        from fanal.intake.timeline import calls_on_the_line
        from fanal.intake.today import calls_to_look_at

        known_answers.PROVIDERS.append(known_of)
        known_answers.CALLERS_ASKED.append(call_without_caller)
        known_answers.LANGUAGES_SAID.append(language_of)
        TABLES.append(Triage)
        TOLD.append(said_in_calls)
        AHEAD.append(calls_ahead)
        CALLS.append(calls_to_look_at)
        timeline.SOURCES.append(calls_on_the_line)
        coding.register_coders()
