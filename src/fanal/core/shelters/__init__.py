"""Our own shelters: who sleeps where tonight, what may be asked of her there, what must be told."""
