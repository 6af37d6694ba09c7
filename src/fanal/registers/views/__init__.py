"""The pages of registers and tracing."""
