"""The components that have a body, by tag: the template (`#`: a part of it), what each takes."""

from __future__ import annotations

COMPONENTS = {
    "banner": ("banner.html", "tone title class role id label titled"),
    "button": ("button.html", "style small query id name value form type formaction"),
    "buttons": ("buttons.html#row", "class"),
    "empty_state": ("empty_state.html", "class"),
    "event": ("timeline.html#event", "when title id"),
    "page_head": ("page_head.html", "heading lead code tags eyebrow actions below"),
    "post_form": ("form.html#post", "class id once enctype"),
    "summary_list": ("summary_list.html#list", "class"),
    "summary_row": ("summary_list.html#row", "key class verbatim"),
    "table": ("table.html", "caption caption_hidden class table_class head plain bodies"),
    "task_list": ("task_list.html", "class"),
    "task_row": ("task_list.html#row", "about hint state state_id urgent"),
    "timeline": ("timeline.html", "reversed"),
}
