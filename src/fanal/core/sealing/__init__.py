"""Keys, envelopes, wraps, grants, shares, the journal's chain: all that uses cryptography.

Nothing here reads a database, a file or the clock. Read in this order: `tiers`, `compartments`,
`records` (what is sealed), `wraps` (how a key reaches its holder), `pairs` and `passphrases` (how
a person holds a key), `statements` (who granted what), `shares` (the way back), `chain` (the
journal).
"""
