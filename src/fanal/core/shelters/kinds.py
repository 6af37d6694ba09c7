"""What kind of shelter, what kind of bed, what may happen there: closed lists with their words."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class ShelterKind(StrEnum):
    EMERGENCY = "emergency"
    TRANSIT = "transit"
    LONGER = "longer"
    MOTHERS = "mothers"
    MEN = "men"
    FOSTER = "foster"
    FLAT = "flat"

    def sentence(self) -> Sentence:
        return SHELTER_SAYS[self]


SHELTER_SAYS = {
    ShelterKind.EMERGENCY: say("emergency shelter"),
    ShelterKind.TRANSIT: say("transit shelter"),
    ShelterKind.LONGER: say("shelter for a longer stay"),
    ShelterKind.MOTHERS: say("shelter for mothers with small children"),
    ShelterKind.MEN: say("shelter for men and boys"),
    ShelterKind.FOSTER: say("foster family"),
    ShelterKind.FLAT: say("shared flat"),
}


class BedKind(StrEnum):
    BED = "bed"
    COT = "cot"
    WHEELCHAIR = "wheelchair"

    def sentence(self) -> Sentence:
        return BED_SAYS[self]


BED_SAYS = {
    BedKind.BED: say("bed"),
    BedKind.COT: say("cot"),
    BedKind.WHEELCHAIR: say("bed that a wheelchair reaches"),
}


class IncidentKind(StrEnum):
    """What happened. That a woman of age left is none, nor a failure."""

    ILLNESS = "illness"
    INJURY = "injury"
    SELF_HARM = "self_harm"
    SUICIDE_ATTEMPT = "suicide_attempt"
    VIOLENCE_RESIDENTS = "violence_residents"
    VIOLENCE_STAFF = "violence_staff"
    VIOLENCE_VISITOR = "violence_visitor"
    STRANGER = "stranger"
    TRAFFICKER = "trafficker"
    POLICE = "police"
    CHILD_MISSING = "child_missing"
    FIRE = "fire"
    THEFT = "theft"
    DRUGS = "drugs"
    ONLINE_CONTACT = "online_contact"
    RECRUITS = "recruits"
    FOOD_POISONING = "food_poisoning"
    BIRTH = "birth"
    DEATH = "death"
    OTHER = "other"

    def sentence(self) -> Sentence:
        return INCIDENT_SAYS[self]

    @property
    def at_once(self) -> bool:
        """Whether a lead is called now, and does not read of it tomorrow."""
        return self in AT_ONCE


K = IncidentKind
INCIDENT_SAYS = {
    K.ILLNESS: say("illness"),
    K.INJURY: say("injury"),
    K.SELF_HARM: say("she hurt herself"),
    K.SUICIDE_ATTEMPT: say("attempted suicide"),
    K.VIOLENCE_RESIDENTS: say("violence between residents"),
    K.VIOLENCE_STAFF: say("violence by staff"),
    K.VIOLENCE_VISITOR: say("violence by a visitor"),
    K.STRANGER: say("a stranger at the gate"),
    K.TRAFFICKER: say("a trafficker came near"),
    K.POLICE: say("the police came"),
    K.CHILD_MISSING: say("a child is missing"),
    K.FIRE: say("fire"),
    K.THEFT: say("theft"),
    K.DRUGS: say("drugs"),
    K.ONLINE_CONTACT: say("a trafficker wrote or called"),
    K.RECRUITS: say("somebody inside recruits others, or was sent to"),
    K.FOOD_POISONING: say("food poisoning"),
    K.BIRTH: say("a birth"),
    K.DEATH: say("a death"),
    K.OTHER: say("something else"),
}
AT_ONCE = frozenset(
    {
        K.SELF_HARM, K.SUICIDE_ATTEMPT, K.VIOLENCE_STAFF, K.VIOLENCE_VISITOR, K.STRANGER,
        K.TRAFFICKER, K.RECRUITS, K.CHILD_MISSING, K.FIRE, K.DEATH,
    }
)  # fmt: skip


class LeftTo(StrEnum):
    """Where somebody went who left."""

    OWN_FLAT = "own_flat"
    FAMILY = "family"
    DORMITORY = "dormitory"
    PARTNER = "partner"
    OTHER_SHELTER = "other_shelter"
    OTHER_COUNTRY = "other_country"
    MARRIAGE = "marriage"
    WITHOUT_TELLING = "without_telling"
    NOT_KNOWN = "not_known"
    EXPLOITER = "exploiter"
    ARRESTED = "arrested"
    HOSPITAL = "hospital"
    SENT_AWAY = "sent_away"
    DIED = "died"

    def sentence(self) -> Sentence:
        return LEFT_SAYS[self]


L = LeftTo
LEFT_SAYS = {
    L.OWN_FLAT: say("a place of her own"),
    L.FAMILY: say("her family, looked at before"),
    L.DORMITORY: say("a dormitory at work"),
    L.PARTNER: say("a partner organisation"),
    L.OTHER_SHELTER: say("another shelter of ours"),
    L.OTHER_COUNTRY: say("another country, on a journey"),
    L.MARRIAGE: say("a marriage"),
    L.WITHOUT_TELLING: say("left without telling"),
    L.NOT_KNOWN: say("not known"),
    L.EXPLOITER: say("back to who exploited her"),
    L.ARRESTED: say("arrested"),
    L.HOSPITAL: say("a hospital, for good"),
    L.SENT_AWAY: say("sent away after a breach of the house rules"),
    L.DIED: say("she died"),
}


class RestrictionKind(StrEnum):
    PHONE = "phone"
    GOING_OUT = "going_out"
    VISITS = "visits"
    OTHER = "other"

    def sentence(self) -> Sentence:
        return RESTRICTION_SAYS[self]


RESTRICTION_SAYS = {
    RestrictionKind.PHONE: say("no telephone of her own"),
    RestrictionKind.GOING_OUT: say("no going out alone"),
    RestrictionKind.VISITS: say("no visits"),
    RestrictionKind.OTHER: say("another restriction, in words"),
}
