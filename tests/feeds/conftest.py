"""Stores with invented briefs, and what reads feeds back."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.briefs import FAIR, FERRY, HOSTILE

from svodka.items import Brief
from svodka.runs import StoreWriter
from svodka.runs.records import brief_json


def keep(path: Path, briefs: Sequence[Brief], *, facts: str = "flag") -> None:
    """Put briefs into a store, as one more start of the run of these settings."""
    known = {brief.item.content_hash(): brief for brief in briefs}
    with StoreWriter.create(path) as writer:
        run, invocation = writer.begin(briefs[0].signature.to_dict() | {"facts": facts})
        writer.offer(run, invocation, [brief.item for brief in briefs], retry_failed=False)
        for queued in writer.take(invocation, 0, 1000):
            writer.done(queued.row, *brief_json(known[queued.item.content_hash()]))


@pytest.fixture
def store(tmp_path) -> Path:
    """A store with three briefs: flagged and linked, dated by a day only, and hostile in every field."""
    path = tmp_path / "run.sqlite"
    keep(path, [FERRY, FAIR, HOSTILE])
    return path
