"""What she was asked in the words of the case, as what a partner or a colleague would be told."""

from __future__ import annotations

from collections.abc import Mapping

from fanal.core.casework.consent import ConsentPurpose as Asked
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose

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
# What a no of this kind is about where it names no part of her file, among ourselves: after it all
# other help goes on, and a colleague in another office is neither a court nor a doctor. To anybody
# outside it keeps all of it.
ABOUT: Mapping[Asked, frozenset[DataClass]] = {
    Asked.LEGAL_ACTION: frozenset({DataClass.LEGAL}),
    Asked.MEDICAL: frozenset({DataClass.MEDICAL}),
}
