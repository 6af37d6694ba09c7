"""Who may send, tell, read and answer; nothing goes out but through here."""

from fanal.sharing.access.between import given_transfer_for as given_transfer_for
from fanal.sharing.access.between import leads_team as leads_team
from fanal.sharing.access.between import led_side_for as led_side_for
from fanal.sharing.access.between import may_tell_team as may_tell_team
from fanal.sharing.access.between import side_for as side_for
from fanal.sharing.access.between import sides_for as sides_for
from fanal.sharing.access.between import taken_transfer_for as taken_transfer_for
from fanal.sharing.access.between import transfer_for as transfer_for
from fanal.sharing.access.between import transfers_for as transfers_for
from fanal.sharing.access.ways_out import Answer as Answer
from fanal.sharing.access.ways_out import answer_of as answer_of
from fanal.sharing.access.ways_out import case_for as case_for
from fanal.sharing.access.ways_out import disclosure_for as disclosure_for
from fanal.sharing.access.ways_out import knows_why as knows_why
from fanal.sharing.access.ways_out import may_disclose as may_disclose
from fanal.sharing.access.ways_out import may_disclose_each as may_disclose_each
from fanal.sharing.access.ways_out import may_disclose_referral as may_disclose_referral
from fanal.sharing.access.ways_out import never_tell_for as never_tell_for
from fanal.sharing.access.ways_out import override_for as override_for
from fanal.sharing.access.ways_out import partner_file_for as partner_file_for
from fanal.sharing.access.ways_out import person_of as person_of
from fanal.sharing.access.ways_out import referral_for as referral_for
from fanal.sharing.access.ways_out import refused as refused
from fanal.sharing.access.ways_out import rests_on as rests_on
from fanal.sharing.access.ways_out import told_case_for as told_case_for
