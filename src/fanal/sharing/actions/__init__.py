"""Writes of what leaves the house, by noun, and the sentences of their acts."""

from django.utils.translation import gettext_lazy as _

from fanal.sharing.actions.asking import answer_for as answer_for
from fanal.sharing.actions.fingerprints import fingerprint as fingerprint
from fanal.sharing.actions.fingerprints import is_of as is_of
from fanal.sharing.actions.partner_files import end_partner_file as end_partner_file
from fanal.sharing.actions.partner_files import may_send as may_send
from fanal.sharing.actions.partner_files import note_statement as note_statement
from fanal.sharing.actions.partner_files import open_partner_file as open_partner_file
from fanal.sharing.actions.partner_files import send_file as send_file
from fanal.sharing.actions.partner_files import write_text as write_text
from fanal.sharing.actions.recalls import answer_recall as answer_recall
from fanal.sharing.actions.recalls import note_receipt as note_receipt
from fanal.sharing.actions.recalls import recall_withdrawn as recall_withdrawn
from fanal.sharing.actions.referrals import approve_referral as approve_referral
from fanal.sharing.actions.referrals import draft as draft
from fanal.sharing.actions.referrals import expire as expire
from fanal.sharing.actions.referrals import move as move
from fanal.sharing.actions.referrals import withdraw as withdraw
from fanal.sharing.actions.rules import approve as approve
from fanal.sharing.actions.rules import decline_override as decline_override
from fanal.sharing.actions.rules import end_never_tell as end_never_tell
from fanal.sharing.actions.rules import never_tell as never_tell
from fanal.sharing.actions.rules import override as override
from fanal.sharing.actions.rules import override_too as override_too
from fanal.sharing.actions.rules import set_reach as set_reach
from fanal.sharing.actions.sending import Outgoing as Outgoing
from fanal.sharing.actions.sending import send as send
from fanal.sharing.actions.sending import went_out as went_out
from fanal.sharing.actions.shared import agree as agree
from fanal.sharing.actions.shared import choose_fields as choose_fields
from fanal.sharing.actions.shared import end as end
from fanal.sharing.actions.shared import propose as propose
from fanal.sharing.actions.shared import put as put
from fanal.sharing.actions.transfer_answers import accept as accept
from fanal.sharing.actions.transfer_answers import decline as decline
from fanal.sharing.actions.transfer_answers import expire_offers as expire_offers
from fanal.sharing.actions.transfer_answers import pass_on_more as pass_on_more
from fanal.sharing.actions.transfer_answers import recall as recall
from fanal.sharing.actions.transfers import offer as offer

ACTS = {
    "sharing.refused": _("{who} was refused to send something of {about} out"),
    "sharing.never_tell": _("{who} put one who must never know on the list of {about}"),
    "sharing.never_tell_ended": _("{who} took one off the never-tell list of {about}"),
    "sharing.approved": _("{who} approved what goes out of {about}"),
    "sharing.override_asked": _("{who} asked to override a consent in {about}"),
    "sharing.override": _("{who} overrode a consent in {about} as second person"),
    "sharing.override_declined": _("{who} did not agree to override a consent in {about}"),
    "sharing.reach": _("{who} wrote down where a team can go ({about})"),
    "sharing.drafted": _("{who} prepared a referral of {about}"),
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
