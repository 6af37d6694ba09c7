"""What she was asked in the words of the case, as what a partner or a colleague would be told."""

from __future__ import annotations

from collections.abc import Mapping

from fanal.core.casework.consent import ConsentPurpose as Asked
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, PartnerType

# What she was asked, in the words of the case, as what a partner would be asked.
MEANS: Mapping[Asked, frozenset[PartnerPurpose]] = {
    Asked.REFERRAL: frozenset(
        {
            PartnerPurpose.KNOW_IDENTITY,
            PartnerPurpose.KNOW_WHEREABOUTS,
            PartnerPurpose.RECEIVE_DOCUMENTS,
            PartnerPurpose.HOLD_THE_PERSON,
            PartnerPurpose.BE_PAID,
        }
    ),
    Asked.FAMILY_TRACING: frozenset({PartnerPurpose.TRACE_FAMILY}),
    Asked.RETURN: frozenset(
        {PartnerPurpose.ESCORT, PartnerPurpose.HOLD_THE_PERSON, PartnerPurpose.KNOW_WHEREABOUTS}
    ),
    Asked.LEGAL_ACTION: frozenset({PartnerPurpose.RECEIVE_DOCUMENTS}),
    Asked.MEDICAL: frozenset({PartnerPurpose.RECEIVE_DOCUMENTS}),
}
EVERYTHING = frozenset(DataClass)
# What a no of this kind is about where it names no part of her file. After it all other help goes
# on: consent is by purpose (GDPR, articles 6 and 7; Palermo Protocol, article 6), and neither a
# colleague in another office nor a clinic is a court.
ABOUT: Mapping[Asked, frozenset[DataClass]] = {
    Asked.LEGAL_ACTION: frozenset({DataClass.LEGAL}),
    Asked.MEDICAL: frozenset({DataClass.MEDICAL}),
}
# The partners whose work is surely not what she refused: of her file a no keeps from them that part
# alone, and the list of documents, which names a complaint as it names an X-ray. From everybody
# else it keeps all, also where nobody knows what they do: an organisation can have a lawyer.
HELPS = frozenset({PartnerType.SHELTER, PartnerType.WOMENS_UNION})
OTHER_WORK: Mapping[Asked, frozenset[PartnerType]] = {
    Asked.LEGAL_ACTION: HELPS | {PartnerType.HOSPITAL},
    Asked.MEDICAL: HELPS | {PartnerType.POLICE, PartnerType.PROSECUTION, PartnerType.COURT},
}


def kept_from_others(asked: Asked) -> frozenset[DataClass]:
    """What a no keeps also from partners whose work is another; nothing said: everything."""
    about = ABOUT.get(asked)
    return about | {DataClass.FILES} if about else frozenset()
