"""HTTP of journeys, by noun."""
