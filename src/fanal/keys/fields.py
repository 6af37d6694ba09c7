"""The column types for what the server itself may read (T1)."""

from fanal.sealed_columns import ServerSealedTextField as ServerSealedTextField
from fanal.server_key import MarkField as MarkField
