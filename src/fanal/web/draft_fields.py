"""Names of the hidden fields of a form that carries a draft, beside those that are typed into."""

ID, PAGE, TITLE, ACTION, TICKET = (
    "draft", "draft_page", "draft_title", "draft_action", "draft_ticket",
)  # fmt: skip
ABOUT = frozenset({ID, PAGE, TITLE, ACTION, TICKET})
