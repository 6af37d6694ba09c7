"""HTTP of the partners' register, by noun."""
