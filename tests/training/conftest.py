import pytest
from support.pairs import PAIRS

from training.corpus.tokens import Tokens, tokenize
from training.corpus.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.train([text for pair in PAIRS for text in pair], 700)


@pytest.fixture(scope="session")
def tokens(vocabulary) -> Tokens:
    rows = [("newstest2012_2018" if i % 2 else "php_docs", ru, en) for i, (ru, en) in enumerate(PAIRS)]
    return tokenize(rows, vocabulary, processes=1)


@pytest.fixture(scope="session")
def kernels():
    """The compiled functions, or the test is skipped where there is no compiler."""
    from training.network.kernels import NoCompiler, library

    try:
        return library()
    except NoCompiler as error:
        pytest.skip(str(error))
