"""Forms of what leaves the house, by noun."""

from fanal.sharing.forms.records import AcceptForm as AcceptForm
from fanal.sharing.forms.records import AgreeForm as AgreeForm
from fanal.sharing.forms.records import AnswerForm as AnswerForm
from fanal.sharing.forms.records import FieldsForm as FieldsForm
from fanal.sharing.forms.records import MoreForm as MoreForm
from fanal.sharing.forms.records import NeverTellForm as NeverTellForm
from fanal.sharing.forms.records import OfferForm as OfferForm
from fanal.sharing.forms.records import OverrideForm as OverrideForm
from fanal.sharing.forms.records import PartnerFileForm as PartnerFileForm
from fanal.sharing.forms.records import PartnerStatementForm as PartnerStatementForm
from fanal.sharing.forms.records import ProposeForm as ProposeForm
from fanal.sharing.forms.records import ReasonForm as ReasonForm
from fanal.sharing.forms.records import ReceiptForm as ReceiptForm
from fanal.sharing.forms.records import SharedTextForm as SharedTextForm
from fanal.sharing.forms.records import TeamForm as TeamForm
from fanal.sharing.forms.referrals import ReferralForm as ReferralForm
from fanal.sharing.forms.referrals import ReferSendForm as ReferSendForm
from fanal.sharing.forms.referrals import ReferStartForm as ReferStartForm
