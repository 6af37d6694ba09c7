"""Who is here: people of the organisation, their teams and offices, and how they sign in."""
