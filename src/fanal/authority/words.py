"""What the attested tables are called, and what may be wrong with a row."""

from __future__ import annotations

from fanal.core.words import Sentence, say

TABLES: dict[str, Sentence] = {
    "accounts_office": say("offices"),
    "accounts_team": say("teams"),
    "accounts_user": say("accounts"),
    "accounts_membership": say("members of teams"),
    "accounts_invitation": say("invitations"),
    "accounts_invitation_teams": say("teams of invitations"),
    "keys_organisationkeys": say("recovery key of the organisation"),
    "keys_userkeys": say("keys of people"),
    "keys_teamkey": say("keys of teams"),
    "keys_teamkeyholder": say("holders of the keys of teams"),
    "keys_folder": say("folders"),
    "keys_grant": say("grants"),
    "mfa_authenticator": say("second steps of sign-in"),
    "people_emergencygroup": say("emergency group"),
    "people_emergencyaccess": say("access in emergencies"),
    "care_carerecovery": say("care files that are to be kept by another"),
    "cases_conflictofinterest": say("conflicts of interest"),
    "cases_breakglass": say("emergencies"),
    "partners_allowance": say("partners allowed by name"),
    "partners_agreement": say("agreements with partners"),
    "partners_trustfinding": say("findings about partners and colleagues"),
    "accounts_leaving": say("people who are to leave a team"),
    "organisation_organisationchange": say("changes of the organisation that wait"),
    "organisation_succession": say("who follows on what was sealed by name"),
    "retention_erasure": say("erasures that wait or are under way"),
    "retention_registererasure": say("erasures of registers of shelters"),
    "retention_tombstone": say("what was erased"),
    "retention_legalhold": say("legal holds"),
    "absences_standin": say("who stands in for whom"),
    "absences_travelmode": say("who is in travel mode"),
    "people_alsoin": say("teams that also work with a file"),
    "people_person": say("files of people"),
    "cases_case": say("cases"),
    "cases_caseperson": say("people in cases"),
    "cases_closure": say("closures of cases"),
    "funds_moneyrequest": say("money asked for in cases"),
    "funds_moneyapproval": say("answers to money asked for in cases"),
    "funds_cashadvance": say("advances asked for by colleagues"),
    "funds_advanceapproval": say("answers to advances"),
    "justice_justicerecord": say("what is recorded of proceedings"),
    "services_codedneed": say("needs that wait for a service"),
    "shelters_shelterstay": say("stays in shelters"),
    "shelters_bedrequest": say("beds asked for"),
    "shelters_incident": say("what happened in shelters"),
    "sharing_approval": say("approvals of what goes out"),
    "sharing_override": say("what is told without her consent"),
    "sharing_nevertell": say("who must never be told"),
    "cases_consent": say("consents"),
    "cases_statecode": say("states of people"),
    "cases_casedays": say("entries and tasks of cases"),
    "cases_watchlist": say("list of who is in danger"),
    "journeys_journey": say("journeys"),
    "journeys_traveller": say("people on journeys"),
    "journeys_hands": say("who holds people on journeys"),
    "journeys_leg": say("legs of journeys"),
    "journeys_goanswer": say("answers before a departure"),
    "journeys_decision": say("what two decided on a journey"),
    "journeys_happening": say("what happened on journeys"),
    "journeys_alarm": say("alarms of signs of life that stay out"),
    "journeys_custodyalarm": say("alarms about who holds somebody"),
}
WHY: dict[str, Sentence] = {
    "altered": say("put in or changed from outside"),
    "outdated": say("an earlier state put back"),
    "missing": say("gone without an action here"),
    "twice": say("put in a second time"),
}
JOURNAL_CODES = {"table": TABLES, "why": WHY}


def called(table: str) -> Sentence | str:
    return TABLES.get(table, table)
