"""The command line: a thin skin over the library. One file per command group; each has ``register(app)``.

This module imports nothing heavy, so that ``svodka --help`` answers at once; commands import the library inside.
"""

from __future__ import annotations

from svodka.cli.app import main

__all__ = ["main"]
