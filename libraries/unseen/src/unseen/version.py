"""The version: in every record of an estimate, and of the package."""

VERSION = "0.2.0.dev0"
