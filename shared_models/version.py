"""The version that the health endpoint tells."""

from importlib.metadata import version

VERSION = version("lazarette")
