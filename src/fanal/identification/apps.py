"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig


class IdentificationConfig(AppConfig):
    name = "fanal.identification"

    def ready(self) -> None:
        from fanal.cases.known_language import HEARD_IN
        from fanal.cases.models.case_marks import MARKED
        from fanal.cases.queries.latest_entries import RECORDS
        from fanal.cases.queries.story import AHEAD, LAW
        from fanal.cases.templatetags.case_tabs import OF_APPS
        from fanal.core.casework.sections import Tab
        from fanal.core.words import say
        from fanal.identification import coding, models
        from fanal.identification.interview_language import heard_in
        from fanal.identification.story import interviews_held, law_ahead, law_in_one_line

        HEARD_IN.append(heard_in)
        MARKED.extend(models.MARKED)
        LAW.append(law_in_one_line)
        AHEAD.append(law_ahead)
        RECORDS.append(interviews_held)
        OF_APPS["reading"] = (Tab.LAW, say("What the law says"), "identification:case")
        from fanal.cases.queries.timeline import SOURCES
        from fanal.identification.timeline import law_on_the_line

        SOURCES.append(law_on_the_line)
        coding.register_coders()
        _on_a_transfer()


def _on_a_transfer() -> None:
    from fanal.core.words import say
    from fanal.identification import models
    from fanal.sharing.queries.transfers import RECORDS

    for model in (
        models.Circumstances,
        models.Interview,
        models.Statement,
        models.Finding,
        models.SecondReading,
        models.RepeatRequest,
        models.VictimStatement,
    ):
        RECORDS[model] = say("Interviews, accounts and what follows for the law")
