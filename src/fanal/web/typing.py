"""The two open shapes of a page: what a form answered, and what a template is given."""

from __future__ import annotations

from typing import Any

type Answers = dict[str, Any]  # the `cleaned_data` of a form, by field
type Context = dict[str, Any]  # the variables of a template
