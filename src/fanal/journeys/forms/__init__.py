"""Forms of journeys, by noun."""
