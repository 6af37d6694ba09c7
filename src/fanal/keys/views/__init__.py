"""Unlocking and locking, coming in, the pass-phrase and the code, the team's key."""
