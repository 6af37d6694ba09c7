"""The processes of the server: what they keep, how they start others, how deep they may call."""
