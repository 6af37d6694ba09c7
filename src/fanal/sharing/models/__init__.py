"""Columns and constraints of what leaves the organisation, by noun."""

from fanal.sharing.models.outgoing import Disclosure as Disclosure
from fanal.sharing.models.outgoing import Referral as Referral
from fanal.sharing.models.partner_files import PartnerFile as PartnerFile
from fanal.sharing.models.partner_files import PartnerStatement as PartnerStatement
from fanal.sharing.models.partner_files import PartnerText as PartnerText
from fanal.sharing.models.rules import Approval as Approval
from fanal.sharing.models.rules import NeverTell as NeverTell
from fanal.sharing.models.rules import Override as Override
from fanal.sharing.models.rules import TeamReach as TeamReach
from fanal.sharing.models.shared import SharedEntry as SharedEntry
from fanal.sharing.models.shared import SharedFile as SharedFile
from fanal.sharing.models.shared import Side as Side
from fanal.sharing.models.transfers import Transfer as Transfer
