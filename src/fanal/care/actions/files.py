"""A care file: made by who keeps it, opened to whom she names, with the yes of whom it is about."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from fanal.absences.queries import travelling
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.care import access
from fanal.care.models import FILE_FOLDER, CareFile, CareRequest
from fanal.care.queries.counting import counts_of, years_counted
from fanal.cases.actions.tasks import add_task
from fanal.cases.queries.colleagues import whose_task
from fanal.coded_facts import actions as facts
from fanal.core.care.prophylaxis import MonthlyCounts, none_counted
from fanal.core.coded_facts import coded
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import MEDICAL
from fanal.core.words import say
from fanal.keys.actions import create_folder, grant, revoke
from fanal.keys.queries import living_grants_on
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.sealed.server_key import marked


def file_about(*, person: Person, team: Team, by: User, ring: Ring) -> CareFile:
    """Return her file about this person; a new one, whose keys she alone holds, where she has none.

    `team`: that of the case, in whose office it is; it gets no key.
    """
    file = CareFile.objects.filter(person=person, kept_by=by).first()
    if file is not None:
        return file
    id = uuid4()
    # `holders`: the team named here gets no key, which is what medical confidence asks for.
    create_folder(folder=id, kind=FILE_FOLDER, team=team, by=by, ring=ring, holders=[by])
    created = CareFile.objects.create(
        id=id, person=person, made_by=by, made_on=timezone.localdate(), kept_by=by
    )
    audit.record(act="care.file_made", by=by, about=person.id)
    return created


@transaction.atomic
def name(*, file: CareFile, to: User, agreed: str, by: User, ring: Ring) -> None:
    """Let another health worker into the file. Raises `BadInput`."""
    _may_be_let_in(file, to, agreed, by)
    grant(folder=file.id, compartments=[MEDICAL], to=to, by=by, ring=ring, reason="care")
    audit.record(act="care.named", by=by, about=file.person_id, detail={"to": str(to.pk)})


def _may_be_let_in(file: CareFile, to: User, agreed: str, by: User) -> None:
    if agreed != "yes":
        raise BadInput("agreed", say("without her yes nobody else opens it"))
    if not access.could_keep(file, by).filter(pk=to.pk).exists():
        raise BadInput("to", say("choose one of the health workers"))


@transaction.atomic
def hand_over(*, file: CareFile, to: User, agreed: str, by: User, ring: Ring) -> None:
    """Hand the file to `to`, who keeps it from now on, with the requests that run; `by` opens none
    of it any more. Raises BadInput; Refused for who does not keep it."""
    locked = CareFile.objects.select_for_update().get(pk=file.pk)
    # Who was let in reads the file and gives it to nobody.
    if locked.kept_by_id != by.pk:
        raise Refused(say("whoever keeps the file hands it over"))
    _may_be_let_in(locked, to, agreed, by)
    running = list(locked.asked.filter(over_on=None))
    for folder in (locked.id, *(row.id for row in running)):
        # Given before it is taken: between the two the file would be open to nobody.
        grant(folder=folder, compartments=[MEDICAL], to=to, by=by, ring=ring, reason="care")
        revoke(folder=folder, to=by, by=by)
    locked.asked.filter(pk__in=[row.pk for row in running]).update(to=to)
    locked.kept_by = to
    locked.save(update_fields=["kept_by"])
    # Without the file that left, so that a course is counted by one of the two.
    count_again(by=by, ring=ring)
    audit.record(act="care.handed_over", by=by, about=locked.person_id, detail={"to": str(to.pk)})


@transaction.atomic
def take_back(*, file: CareFile, to: User, by: User) -> None:
    """Take the file back from `to`, who opens it no more. Raises `Refused` for who keeps it."""
    if to.pk == file.kept_by_id:
        raise Refused(say("whoever keeps the file stays with it"))
    revoke(folder=file.id, to=to, by=by)
    audit.record(act="care.named_no_more", by=by, about=file.person_id, detail={"to": str(to.pk)})


# Courses of medicine leave the care files as numbers alone: how many in each month of a year, as
# the health worker who keeps the files counts them, when she says so.
# Not with each note: a fact that is written beside a record would tell what the record is.
@transaction.atomic
def count_courses(*, by: User, ring: Ring) -> None:
    """Count the courses in all files of this user, in place of what stood there before. Raises
    Refused while part of her files is closed."""
    if travelling(by.pk) is not None:
        raise Refused(say("in travel mode most of your files are closed: count afterwards"))
    _keep_counts(by, counts_of(by, ring))
    audit.record(act="care.counted", by=by)


def count_again(*, by: User, ring: Ring) -> None:
    """Count anew for a colleague to whom a file went, if she counts at all."""
    # In travel mode most of her files are closed to her: a count then would be too low.
    if years_counted(by) and travelling(by.pk) is None:
        _keep_counts(by, counts_of(by, ring))


def forget_counts(user: User) -> None:
    """Forget her counts: she keeps no file any more, and whoever keeps them now counts them."""
    _keep_counts(user, {year: none_counted() for year in years_counted(user)})


def _keep_counts(user: User, counts: Mapping[int, MonthlyCounts]) -> None:
    for year, months in counts.items():
        # By year and not by file: a fact beside one file would tell that she takes such a
        # medicine.
        source = marked(f"care_count|{user.pk}|{year}", "facts.source")
        facts.note(user.pk, source, coded("care_count", date(year, 1, 1), **months))


# A health worker leaves: her keys go with her account, her files are kept by whom she had named
# with the yes of whom they are about, and where she was asked, another is to be asked.
ASK_ANOTHER = say("Ask another health worker")  # says nothing of why


def account_ended(sender: object, user: User, **rest: object) -> None:
    """Hand on what a health worker leaves, inside the transaction that ends her account. Nobody is
    let into anything by it."""
    for file in CareFile.objects.filter(kept_by=user):
        # Where she named nobody the notes stay closed to everybody: medical confidence does not
        # end with an account. Two people and two sheets can hand them on.
        if named := _named_first(file, user):
            CareFile.objects.filter(pk=file.pk).update(kept_by=named)
    forget_counts(user)
    today = timezone.localdate()
    rows = CareRequest.objects.filter(to=user, over_on=None)
    for row in rows.select_related("case__assignee", "made_by"):
        to = whose_task(row.case, row.case.assignee, row.made_by)
        add_task(case=row.case, title=ASK_ANOTHER, by=row.made_by, assignee=to, due=today, on=today)


def _named_first(file: CareFile, leaver: User) -> User | None:
    """Return the first of those whom she let in and who are at work; None where nobody is."""
    keepers = (grant.to_keys.user for grant in living_grants_on(file.id) if grant.to_keys)
    return next((keeper for keeper in keepers if keeper.is_active and keeper.pk != leaver.pk), None)
