"""The column type for what the server itself may read (T1)."""

from fanal.server_key import ServerSealedTextField as ServerSealedTextField
