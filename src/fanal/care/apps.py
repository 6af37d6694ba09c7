from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "fanal.care"
    label = "care"

    def ready(self) -> None:
        from fanal.care import coding
        from fanal.care.access import go_along
        from fanal.care.queries.closing import care_still_open
        from fanal.care.queries.said import asked_last
        from fanal.care.queries.set_up import care_set_up
        from fanal.care.queries.timeline import care_on_the_line
        from fanal.cases.queries.known import ELSEWHERE, WrittenElsewhere
        from fanal.cases.queries.still_open import OPEN
        from fanal.cases.queries.timeline import SOURCES
        from fanal.sharing.actions.along import ALONG
        from fanal.web.set_up import PROGRAMMES

        ALONG.append(go_along)
        ELSEWHERE["health"] = WrittenElsewhere("care:ask", asked_last)
        OPEN.append(care_still_open)
        SOURCES.append(care_on_the_line)
        PROGRAMMES["care"] = care_set_up
        coding.register_coders()
