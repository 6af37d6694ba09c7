"""One file a command group: `register` names its options, the function it sets as `run` does it."""
