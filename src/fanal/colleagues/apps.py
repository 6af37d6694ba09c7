"""What the apps below learn of this one, handed over when the server starts: they cannot import it
(docs/map-of-the-code.md)."""

from django.apps import AppConfig

FINDINGS = """SELECT 1 FROM partners_trustfinding
              WHERE colleague_id IS NOT NULL AND withdrawn_on IS NULL"""
COMPLAINTS = "SELECT 1 FROM colleagues_colleaguecomplaint WHERE answered_on IS NULL"


class ColleaguesConfig(AppConfig):
    name = "fanal.colleagues"
    label = "colleagues"

    def ready(self) -> None:
        from fanal.accounts.other_hands import IN_OTHER_HANDS, WERE_IN_OTHER_HANDS
        from fanal.cases.models.case_marks import MARKED
        from fanal.cases.queries.helpers import ASK, NO_LONGER, NOTED
        from fanal.cases.queries.today.rows import ASKED
        from fanal.colleagues import later_directors, models
        from fanal.colleagues.compromised_colleagues import distrusted_today, who_may_tell_others
        from fanal.colleagues.helper_queries import ask_the_worker, no_longer, offered_in
        from fanal.colleagues.lost_devices import (
            devices_in_other_hands,
            devices_were_in_other_hands,
            keys_to_replace,
        )
        from fanal.colleagues.queries import complaints_today, incidents_today
        from fanal.keys.offered_colleagues import MAY_TELL_OTHERS
        from fanal.web.set_up import URGENT

        ASK.append(offered_in)
        NOTED.append(ask_the_worker)
        NO_LONGER.append(no_longer)
        ASKED[incidents_today] = "SELECT 1 FROM colleagues_securityincident"
        ASKED[distrusted_today] = FINDINGS
        ASKED[complaints_today] = COMPLAINTS
        MARKED.append(models.MARKED)
        URGENT.append(keys_to_replace)
        IN_OTHER_HANDS.append(devices_in_other_hands)
        WERE_IN_OTHER_HANDS.append(devices_were_in_other_hands)
        MAY_TELL_OTHERS.append(who_may_tell_others)
        later_directors.register()
