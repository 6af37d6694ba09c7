"""Organisations, their units and contacts; where they are, and what was found about them."""
