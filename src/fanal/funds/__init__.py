"""Grants and the money of a case: who asks, agrees, pays, receives; finance reads no name."""
