"""Health care: a request of the first case, answered and not, and the file that Ploy keeps."""

from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.care.actions import asking, licences, records, recovering
from fanal.core.care.asking import CareState
from fanal.core.care.licences import LicenceUse
from fanal.core.care.notes import NoteKind
from fanal.core.care.samples import SampleKind
from fanal.core.care.scales import scales
from fanal.core.roles import Role

OPENS = {
    "care": {"ploy"}, "care:case": {"noi", "sokha"}, "care:ask": {"noi", "sokha"},
    "care:without_holder": {"claire", "noi", "somchit", "huong"},
    "care:propose": {"claire", "noi"}, "care:agree_recovery": {"claire"}, "care:end_recovery": {"claire", "noi"},
    "care:agree_licence": {"claire"}, "care:end_licence": {"claire", "ploy"},
}  # fmt: skip


def ids(cast, here, acts):
    asked, waiting = (
        asking.ask(
            case=case,
            person=case.people.first(),
            to=cast.ploy,
            agreed="yes",
            words="She faints.",
            act=None,
            happened=True,
            **acts,
        )
        for case in (here.case, here.ready)
    )
    mine = cast.acting(cast.ploy)
    file = asking.take(request=asked, **mine)
    note = records.note(
        file=file, kind=NoteKind.EXAMINATION, answers={"words": "A bruise."}, **mine
    )
    sample = records.sample(
        file=file,
        kind=SampleKind.SWAB,
        site="hand",
        agreed="yes",
        consent="Yes.",
        at=timezone.now(),
        holder="Nurse",
        **mine,
    )
    licence = licences.record_licence(
        shell=scales()["hscl25"],
        use=LicenceUse.PAPER,
        holder="Alliance",
        reference="letter 14",
        languages=["km"],
        checked="",
        since=timezone.localdate(),
        until=None,
        by=cast.ploy,
    )
    lost, orphan = _nobody_opens(cast, here, acts)
    row = recovering.ask_recovery(
        file=lost, to=cast.ploy, hers="yes", why="Her therapy goes on.", by=cast.noi
    )
    return {
        ("care", "recovery_id"): (row.id, None),
        ("care:propose", "file_id"): (orphan.id, None),
        ("care", "licence_id"): (licence.id, None),
        ("care", "request_id"): (asked.id, waiting.id),
        ("care:take", "request_id"): (waiting.id, None),
        ("care:answer", "request_id"): (waiting.id, None),
        ("care", "file_id"): (file.id, None),
        ("care", "record_id"): (note.id, None),
        ("care:custody", "record_id"): (sample.id, None),
        ("care", "kind"): ("examination", None),
        ("care", "code"): ("phq9", None),
        ("care", "user_id"): (cast.ploy.pk, None),
    }


def _nobody_opens(cast, here, acts):
    """Two files of a health worker who left, and had named nobody."""
    minh = cast.join("minh", "Minh Tran", Role.HEALTH_WORKER, "Bangkok")
    mine, found = cast.acting(minh), []
    for case in (here.case, here.ready):
        asked = asking.ask(
            case=case,
            person=case.people.first(),
            to=minh,
            agreed="yes",
            words="She coughs.",
            act=None,
            happened=False,
            **acts,
        )
        found.append(asking.take(request=asked, **mine))
        asked.refresh_from_db()
        asking.answer(request=asked, to=CareState.ENDED, **mine)
    end_account(user=minh, by=cast.anan)
    del cast.private[minh.pk]  # who is copied with the cast is one of its people
    return found
