import pytest
from support.pairs import PAIRS

from training.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.train([text for pair in PAIRS for text in pair], 700)
