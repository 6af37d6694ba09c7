"""Offices, teams, where they can go, and the accounts of colleagues as they change: asked by an
administrator, agreed to by a director."""
