"""What kind of shelter, what kind of bed, what may happen there: closed lists with their words."""

from fanal.core.words import LabelledEnum, say


class ShelterKind(LabelledEnum):
    EMERGENCY = "emergency", say("emergency shelter")
    TRANSIT = "transit", say("transit shelter")
    LONGER = "longer", say("shelter for a longer stay")
    MOTHERS = "mothers", say("shelter for mothers with small children")
    MEN = "men", say("shelter for men and boys")
    FOSTER = "foster", say("foster family")
    FLAT = "flat", say("shared flat")


class BedKind(LabelledEnum):
    BED = "bed", say("bed")
    COT = "cot", say("cot")
    WHEELCHAIR = "wheelchair", say("wheelchair-accessible bed")


class IncidentKind(LabelledEnum):
    """What happened. That a woman of age left is none, nor a failure."""

    ILLNESS = "illness", say("illness")
    INJURY = "injury", say("injury")
    SELF_HARM = "self_harm", say("she hurt herself")
    SUICIDE_ATTEMPT = "suicide_attempt", say("attempted suicide")
    VIOLENCE_RESIDENTS = "violence_residents", say("violence between residents")
    VIOLENCE_STAFF = "violence_staff", say("violence by staff")
    VIOLENCE_VISITOR = "violence_visitor", say("violence by a visitor")
    STRANGER = "stranger", say("a stranger at the gate")
    TRAFFICKER = "trafficker", say("a trafficker came near")
    POLICE = "police", say("the police came")
    CHILD_MISSING = "child_missing", say("a child is missing")
    FIRE = "fire", say("fire")
    THEFT = "theft", say("theft")
    DRUGS = "drugs", say("drugs")
    ONLINE_CONTACT = "online_contact", say("a trafficker wrote or called")
    RECRUITS = "recruits", say("somebody inside recruits others, or was sent to")
    FOOD_POISONING = "food_poisoning", say("food poisoning")
    BIRTH = "birth", say("a birth")
    DEATH = "death", say("a death")
    OTHER = "other", say("something else")

    @property
    def at_once(self) -> bool:
        """Whether a lead is called now, and does not read of it tomorrow."""
        return self in AT_ONCE


K = IncidentKind
AT_ONCE = frozenset(
    {
        K.SELF_HARM,
        K.SUICIDE_ATTEMPT,
        K.VIOLENCE_STAFF,
        K.VIOLENCE_VISITOR,
        K.STRANGER,
        K.TRAFFICKER,
        K.RECRUITS,
        K.CHILD_MISSING,
        K.FIRE,
        K.DEATH,
    }
)


class LeftTo(LabelledEnum):
    """Where somebody went who left."""

    OWN_FLAT = "own_flat", say("a place of her own")
    FAMILY = "family", say("her family, assessed before")
    DORMITORY = "dormitory", say("a dormitory at work")
    PARTNER = "partner", say("a partner organisation")
    OTHER_SHELTER = "other_shelter", say("another of our shelters")
    OTHER_COUNTRY = "other_country", say("on a journey, to another place or country")
    MARRIAGE = "marriage", say("a marriage")
    WITHOUT_TELLING = "without_telling", say("left without telling")
    NOT_KNOWN = "not_known", say("not known")
    EXPLOITER = "exploiter", say("back to whoever exploited her")
    ARRESTED = "arrested", say("arrested")
    HOSPITAL = "hospital", say("a hospital, for good")
    SENT_AWAY = "sent_away", say("sent away after a breach of the house rules")
    DIED = "died", say("she died")


class RestrictionKind(LabelledEnum):
    PHONE = "phone", say("no telephone of her own")
    GOING_OUT = "going_out", say("no going out alone")
    VISITS = "visits", say("no visits")
    OTHER = "other", say("another restriction, in words")
