"""Readers: one file per format, all giving `NewsItem`s lazily and in order."""

from __future__ import annotations

__all__: list[str] = []
