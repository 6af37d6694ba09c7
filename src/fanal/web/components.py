"""The components that have a body, by tag: the template (`#`: a part of it), what each takes."""

from __future__ import annotations

COMPONENTS = {
    "banner": ("banner.html", "tone title class role id label titled"),
    "button": ("button.html", "style small query id name value form type formaction"),
    "buttons": ("buttons.html#row", "class"),
    "chip": ("chips.html#chip", "query current"),
    "chips": ("chips.html", "label"),
    "empty_state": ("empty_state.html", "class icon title action"),
    "event": ("timeline.html#event", "when title id"),
    "line": ("line.html", ""),
    "line_item": ("line.html#item", "icon sign tone meta title id"),
    "mark": ("mark.html", "boxed"),
    "page_head": ("page_head.html", "heading lead code tags eyebrow actions below"),
    "post_form": ("form.html#post", "class id once enctype"),
    "quick": ("quick.html", "label"),
    "quick_action": ("quick.html#action", "icon query"),
    "row": ("rows.html#row", "icon tone wide query more when do id"),
    "rows": ("rows.html", "class id"),
    "story": ("story.html", ""),
    "story_line": ("story.html#line", "question icon tone id"),
    "summary_list": ("summary_list.html#list", "class"),
    "summary_row": ("summary_list.html#row", "key class verbatim"),
    "tab": ("tabs.html#tab", "query current"),
    "tabs": ("tabs.html", "label"),
    "table": ("table.html", "caption caption_hidden class table_class head plain bodies"),
    "task_list": ("task_list.html", "class"),
    "task_row": ("task_list.html#row", "about hint state state_id urgent"),
    "timeline": ("timeline.html", "reversed"),
}
