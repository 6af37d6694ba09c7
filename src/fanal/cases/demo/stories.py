"""Cases of today in the three offices: invented people, with work that is due, late and done."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.stages import ask_closure
from fanal.cases.demo.work import (
    DemoCaseWriter,
    Story,
    play_story,
    with_child,
    with_legal,
    with_money,
    with_waiting,
)
from fanal.cases.models import Case
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.stages import CaseStage
from fanal.keys.demo import Cast

S = CaseStage


def with_agreed_sign(cast: Cast, case: Case, write: DemoCaseWriter, today: date) -> None:
    """Agree on a sign of life: she was to write yesterday evening, and has not."""
    heard, agreed = (
        timezone.make_aware(datetime.combine(today - timedelta(days=days), time(20)))
        for days in (3, 1)
    )
    answers = {
        "sign": "message",
        "said_at": heard,
        "next_by": agreed,
        "words": "All is well. I write on Thursday after work.",
    }
    add_entry(kind="sign", answers=answers, about=case.people.get(), **write | {"on": heard.date()})


def with_closing(cast: Cast, case: Case, write: DemoCaseWriter, today: date) -> None:
    """Let her worker ask to close the case: the lead has not answered."""
    visit = {"safe": True, "said_by": "herself", "how": "visit", "words": "I have work now."}
    add_entry(kind="visit", answers=visit, **write | {"on": today - timedelta(days=4)})
    ask_closure(
        case=case,
        reason=ClosureReason.SAFE_AND_INDEPENDENT,
        by=write["by"],
        ring=write["ring"],
        words="Half a year at home with work of her own; she has our number and will call.",
        on=today - timedelta(days=2),
    )


STORIES = (
    Story(
        "bangkok",
        "sokha",
        "น้ำฝน ใจดี",
        "th",
        (14, 14),
        ("other_sexual_exploitation", "sexual_abuse_of_a_child"),
        40,
        (S.SCREENING, S.PRESUMED_VICTIM, S.ASSESSMENT, S.PLAN),
        "I want the pictures to be gone and to go back to school.",
        (("Ask for the images to be taken down", -3, None), ("Call the school", 0, time(16, 30))),
        more=with_child,
    ),
    Story(
        "bangkok",
        "sokha",
        "ခင်မာလွင်",
        "my",
        (23, 25),
        ("labour", "other_modern_slavery"),
        12,
        (S.SCREENING, S.PRESUMED_VICTIM, S.IDENTIFICATION),
        "I want my passport back.",
        (("Meet the investigator", 1, time(10)), ("Prepare the complaint", 9, None)),
        more=with_legal,
    ),
    Story(
        "bangkok",
        "sokha",
        "ສອນນະລີ ວິລະວົງ",
        "lo",
        (24, 24),
        ("labour",),
        45,
        (S.SCREENING, S.PRESUMED_VICTIM, S.ASSESSMENT, S.PLAN, S.IMPLEMENTATION),
        "I want to earn my own money.",
        seen=3,
        last="She starts at the laundry on Monday.",
        more=with_agreed_sign,
    ),
    Story(
        "bangkok",
        "sokha",
        "สายใจ รุ่งเรือง",
        "th",
        (29, 29),
        ("forced_marriage",),
        61,
        (S.SCREENING, S.PRESUMED_VICTIM, S.ASSESSMENT),
        "I want my son with me.",
        seen=34,
        last="She moves to her cousin and will send the new number.",
    ),
    Story(
        "bangkok",
        "sokha",
        "ເພັດສະໝອນ ດວງມະນີ",
        "lo",
        (21, 22),
        ("sexual_slavery",),
        196,
        (S.SCREENING, S.PRESUMED_VICTIM, S.ASSESSMENT, S.PLAN, S.IMPLEMENTATION, S.FOLLOW_UP),
        "I want a stall at the market.",
        seen=4,
        last="Visited. Her stall is open every day.",
        more=with_closing,
    ),
    Story(
        "bangkok",
        "sokha",
        "សុភាព មាស",
        "km",
        (18, 20),
        ("labour",),
        6,
        (S.SCREENING, S.PRESUMED_VICTIM),
        "I want to be paid and then go home.",
        (("Visit her at the shelter", 0, time(14)), ("Call the labour office", 3, time(9, 30))),
        seen=1,
        last="She named two others who are still on the boat.",
    ),
    Story(
        "vientiane",
        "kham",
        "ນາງ ສຸກສະຫວັນ ແກ້ວມະນີ",
        "lo",
        (19, 22),
        ("forced_marriage",),
        25,
        (S.SCREENING, S.IMMEDIATE_SAFETY, S.PRESUMED_VICTIM, S.ASSESSMENT),
        "I want to see my mother first.",
        (("Visit the village head", -1, None),),
        more=with_waiting,
    ),
    Story(
        "vientiane",
        "kham",
        "ນ້ອຍ ພິລາວັນ",
        "lo",
        (15, 19),
        ("forced_prostitution",),
        1,
        (S.IMMEDIATE_SAFETY,),
        "I do not want my father to know.",
        (("Call back tonight", 0, time(20)),),
        seen=0,
        asked_language=False,
        last="Her friend says: she can only talk late, when the house sleeps.",
    ),
    Story(
        "vientiane",
        "kham",
        "ຈັນສຸດາ ໄຊຍະເດດ",
        "lo",
        (27, 27),
        ("labour",),
        33,
        (S.SCREENING, S.PRESUMED_VICTIM, S.ASSESSMENT, S.PLAN),
        "I want my wages of two years.",
        (("Visit her parents with her", 2, time(9)),),
        seen=5,
    ),
    Story(
        "saigon",
        "linh",
        "Nguyễn Thị Hoa",
        "vi",
        (26, 26),
        ("surrogacy",),
        18,
        (S.SCREENING, S.PRESUMED_VICTIM),
        "Tôi muốn giữ đứa bé.",
        (("Find an obstetrician she trusts", 2, None),),
        seen=1,
    ),
    Story(
        "saigon",
        "linh",
        "Lê Thị Mai",
        "vi",
        (31, 31),
        ("forced_prostitution",),
        200,
        (S.SCREENING, S.PRESUMED_VICTIM, S.ASSESSMENT, S.PLAN, S.IMPLEMENTATION, S.FOLLOW_UP),
        "Tôi muốn mở tiệm may.",
        (("Visit at six months", 7, time(10)),),
        more=with_money,
    ),
    Story(
        "saigon",
        "linh",
        "ហេង ចាន់ណា",
        "km",
        (20, 24),
        ("organ_removal",),
        2,
        (S.SCREENING,),
        "I only want to go home.",
        (("Meet the consulate", 0, time(15)),),
        seen=1,
        asked_language=False,
    ),
    Story(
        "saigon",
        "linh",
        "Phan Thị Thu Hà",
        "vi",
        (22, 22),
        ("forced_marriage",),
        70,
        (S.SCREENING, S.PRESUMED_VICTIM, S.ASSESSMENT),
        "Tôi muốn đi học nghề.",
        seen=32,
        last="She goes to her sister for the harvest.",
    ),
)


def play_stories(cast: Cast, today: date) -> None:
    for story in STORIES:
        play_story(cast, story, today)
