"""The column types for what the server itself may read (T1)."""

from fanal.server_key import MarkField as MarkField
from fanal.server_key import ServerSealedTextField as ServerSealedTextField
