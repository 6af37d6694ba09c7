"""Proceedings: of whoever opens the legal part of the case, the lawyer among them."""

from fanal.core.justice.kinds import JusticeKind
from fanal.justice.actions import proceedings, recording

TEAM = {"noi", "sokha"}
OPENS = {"justice": TEAM}
LET_IN = {
    "mai": {
        f"justice:{one}"
        for one in ("case", "new", "proceeding", "change", "write", "below", "pressure")
    }
}


def ids(cast, here, acts):
    """A proceeding and a step of it that she was not told of, in each of two cases."""
    first, second = (_begun(case, acts) for case in (here.case, here.ready))
    return {
        ("justice", "proceeding_id"): (first[0].id, second[0].id),
        ("justice", "record_id"): (first[1].id, second[1].id),
        ("justice", "kind"): ("hearing", None),
    }


def _begun(case, acts):
    told = {
        "kind": "criminal",
        "country": "TH",
        "role": "victim",
        "body": "Criminal Court",
        "reference": "114",
        "matter": "Deprived of her liberty",
        "language": "Lao",
    }
    made = proceedings.begin(case=case, person=case.people.first(), answers=told, **acts)
    step = recording.record(
        proceeding=made,
        kind=JusticeKind.STEP,
        **acts,
        answers={"step": "charged", "words": "Charged under section 6.", "body": "Prosecutor"},
    )
    return made, step
