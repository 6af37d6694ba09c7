"""The dated records of case work beside the plan: what they ask, when the next is due, and why."""
