"""Tiny checkpoints, trained once a session and only when a test asks for them."""

import pytest
from support.tiny_summarizers import make_seq2seq


@pytest.fixture(scope="session")
def seq2seq_dirs(tmp_path_factory):
    """A function from ``bart``, ``pegasus`` or ``t5`` to its directory."""
    made = {}

    def directory(kind):
        if kind not in made:
            made[kind] = make_seq2seq(kind, tmp_path_factory.mktemp("tiny") / kind)
        return made[kind]

    return directory
