"""The rules of case work: stages and their guards, consent, sections, closure, tasks."""
