"""Writes of what leaves the organisation, by noun, and the sentences of their acts."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "sharing.refused": _("{who} was refused to send something of {about} out"),
    "sharing.never_tell": _("{who} put somebody who must never know on the list of {about}"),
    "sharing.never_tell_ended": _("{who} took somebody off the never-tell list of {about}"),
    "sharing.approved": _("{who} approved what goes out of {about}"),
    "sharing.override_asked": _("{who} asked to override a consent in {about}"),
    "sharing.override": _("{who} overrode a consent in {about} as second person"),
    "sharing.override_declined": _("{who} did not agree to override a consent in {about}"),
    "sharing.reach": _("{who} wrote down where a team can go ({about})"),
    "sharing.drafted": _("{who} prepared a referral of {about}"),
    "sharing.not_approved": _(
        "{who} refused the referral of {about} that {whom} had prepared: it is not sent"
    ),
    "outside.refused": _(
        "{who} refused that what was written on {about} goes to a partner in a two-country file"
    ),
    "sharing.withdrawn": _("{who} withdrew a referral of {about} before it was sent"),
    "sharing.moved": _("{who} wrote down how a referral of {about} goes"),
    "sharing.sent": _("{who} sent something of {about} out"),
    "sharing.received": _("{who} wrote down a receipt for {about}"),
    "sharing.recalled": _("{who} recalled what was told of {about}"),
    "transfer.offered": _("{who} asked another team to take over {about}"),
    "transfer.accepted": _("{who} took {about} over"),
    "transfer.declined": _("{who} declined to take {about} over"),
    "transfer.recalled": _("{who} took back the offer of {about}"),
    "transfer.expired": _("nobody answered the offer of {about}"),
    "transfer.more": _("{who} passed on what had been held back of {about}"),
    "shared.proposed": _("{who} proposed a two-country file ({about})"),
    "shared.agreed": _("{who} agreed to a two-country file ({about})"),
    "shared.declined": _("{who} declined a two-country file ({about})"),
    "shared.withdrawn": _("{who} ended a two-country file ({about})"),
    "shared.fields": _("{who} changed what is shared in a two-country file ({about})"),
    "shared.put": _("{who} wrote into a two-country file ({about})"),
    "shared.refused": _("{who} asked for a two-country file ({about}) and was refused"),
    "outside.opened": _("{who} opened a two-country file of {about} with a partner"),
    "outside.written": _("{who} wrote into a two-country file of {about} with a partner"),
    "outside.said": _("{who} wrote down what a partner said of {about}"),
    "outside.ended": _("{who} ended a two-country file of {about} with a partner"),
    "sharing.recall_answered": _("{who} wrote down the answer to a recall for {about}"),
}

# The rules that refused stay in the entry: read aloud, they would tell of a finding that is closed.
UNSAID = frozenset({"sharing.refused"})
