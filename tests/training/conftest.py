import pytest
from support.pairs import PAIRS

from training.corpus.tokens import Tokens, tokenize
from training.corpus.vocabulary import Vocabulary
from training.network.architecture import Architecture


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


@pytest.fixture(scope="session")
def tiny() -> Architecture:
    return Architecture(width=32, feed_forward=64, heads=2, encoder_layers=1, decoder_layers=2, window=128)


@pytest.fixture(scope="session")
def corpus(vocabulary) -> Tokens:
    """Pairs, sentences to mend and news of one language, in two segmentations."""
    rows = [("newstest2012_2018", russian, english) for russian, english in PAIRS]
    rows += [("denoise.en", english, english) for _, english in PAIRS[:8]]
    rows += [("mono.ru", russian, "") for russian, _ in PAIRS[:6]]
    rows += [("mono.en", "", english) for _, english in PAIRS[:5]]
    return tokenize(rows, vocabulary, variants=2, processes=1)
