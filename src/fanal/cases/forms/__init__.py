"""Forms of cases, by noun."""

from fanal.cases.forms.entries import EditForm as EditForm
from fanal.cases.forms.entries import EntryForm as EntryForm
from fanal.cases.forms.entries import MarkForm as MarkForm
from fanal.cases.forms.entries import NoteForm as NoteForm
from fanal.cases.forms.entries import entry_field as entry_field
from fanal.cases.forms.entries import initial_of as initial_of
from fanal.cases.forms.entries import shown as shown
from fanal.cases.forms.fields import COMPARTMENT_WORDS as COMPARTMENT_WORDS
from fanal.cases.forms.records import AlsoForm as AlsoForm
from fanal.cases.forms.records import ClosureForm as ClosureForm
from fanal.cases.forms.records import ColleagueForm as ColleagueForm
from fanal.cases.forms.records import ConsentForm as ConsentForm
from fanal.cases.forms.records import DocumentForm as DocumentForm
from fanal.cases.forms.records import EmptyForm as EmptyForm
from fanal.cases.forms.records import KindsForm as KindsForm
from fanal.cases.forms.records import OffForm as OffForm
from fanal.cases.forms.records import ReopenForm as ReopenForm
from fanal.cases.forms.records import RescheduleForm as RescheduleForm
from fanal.cases.forms.records import StageForm as StageForm
from fanal.cases.forms.records import TaskForm as TaskForm
from fanal.cases.forms.records import WhomSheMeantForm as WhomSheMeantForm
from fanal.cases.forms.who_may import EmergencyForm as EmergencyForm
from fanal.cases.forms.who_may import GrantForm as GrantForm
from fanal.cases.forms.who_may import KeepOutForm as KeepOutForm
from fanal.cases.forms.who_may import ReviewForm as ReviewForm
