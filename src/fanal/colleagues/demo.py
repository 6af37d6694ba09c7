"""Supervision of an invented team, one of it long without any; what ends soon; three incidents; a
complaint that goes past a lead; interpreters, and a volunteer whose cousin runs the karaoke."""

from datetime import date, timedelta
from decimal import Decimal

from fanal.colleagues import actions, complaints, helpers
from fanal.core.prevention.volunteers import Vetted
from fanal.keys.demo import Cast

DAY = timedelta(days=1)


def play(cast: Cast, today: date) -> None:
    for days in (48, 34):
        row = actions.plan(colleague=cast.sokha, on=today - days * DAY, by=cast.noi)
        actions.answer(row=row, held=True, by=cast.noi)
    missed = actions.plan(colleague=cast.sokha, on=today - 20 * DAY, by=cast.noi)
    actions.answer(row=missed, held=False, by=cast.noi)
    row = actions.plan(colleague=cast.kham, on=today - 6 * DAY, by=cast.somchit)
    actions.answer(row=row, held=True, by=cast.somchit)
    actions.plan(colleague=cast.kham, on=today + 8 * DAY, by=cast.somchit)
    for days in (695, 100):
        actions.qualify(
            colleague=cast.sokha if days > 600 else cast.kham,
            kind="vetting",
            on=today - days * DAY,
            by=cast.noi if days > 600 else cast.somchit,
        )
    actions.qualify(colleague=cast.sokha, kind="interviews", on=today - 300 * DAY, by=cast.noi)
    _incidents(cast, today)
    _helpers(cast, today)
    complaints.complain(
        concerns=[cast.noi],
        words="She shouts at whoever comes late.",
        said_by="a colleague",
        to=cast.somchit,
        by=cast.rith,
    )


def _incidents(cast: Cast, today: date) -> None:
    read = actions.report(
        kind="watched",
        on=today - 30 * DAY,
        words="The same grey car, three evenings.",
        near=True,
        by=cast.sokha,
        today=today - 30 * DAY,
    )
    actions.see(incident=read, by=cast.noi)
    ring = cast.ring(cast.noi)
    actions.note(incident=read, words="The guard writes down the plates.", by=cast.noi, ring=ring)
    actions.end(incident=read, by=cast.noi)
    actions.report(
        kind="threat",
        on=today - 4 * DAY,
        words="Two calls at night to the office telephone.",
        by=cast.kham,
        today=today - 4 * DAY,
    )
    actions.report(
        kind="device_taken",
        on=today - 1 * DAY,
        words="Kept by the officers at the bridge.",
        by=cast.sokha,
        today=today,
    )


# kind, name, languages, whom she is tied to, how many days ago she was vetted
REGISTER = (
    ("interpreter", "Noy Keomany", "lo th", (), 90),
    ("interpreter", "Thida Oo", "my th", (("village", "Mae Sot"),), 30),
    ("interpreter", "Hạnh Trần", "vi lo", (("employer", "Golden Bridge Manpower"),), 720),
    ("volunteer", "Lek Somboon", "th", (("family", "the owner of the karaoke"),), 60),
)


def _helpers(cast: Cast, today: date) -> None:
    ring = cast.ring(cast.noi)
    for kind, name, languages, ties, days in REGISTER:
        answers = {"name": name, "languages": languages, "phone": "by the office"}
        row = helpers.add_helper(kind=kind, answers=answers, by=cast.noi, ring=ring)
        on = today - days * DAY
        helpers.vet(
            helper=row,
            by=cast.noi,
            ring=ring,
            version=row.version,
            vetted=Vetted(2, declared=True, code_signed_on=on, on=on),
        )
        for what, whom in ties:
            helpers.tie(
                helper=row, kind=what, name=whom, by=cast.noi, ring=ring, version=row.version
            )
        helpers.add_hours(helper=row, on=today - 3 * DAY, hours=Decimal("2.5"), by=cast.noi)
