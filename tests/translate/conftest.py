"""A tokenizer trained on the spot and an engine that translates by table: the seams without a model."""

import io
import json

import pytest

from svodka.engines.protocol import Hypothesis
from translate.marian.tokenizer import EOS, MarianTokenizer
from translate.options import TranslateOptions
from translate.translator import Translator

RUSSIAN = [
    "Мэр города Приозёрск объявил о ремонте моста через реку Светлую.",
    "По данным ведомства, в 2024 году было построено 12 новых школ.",
    "«Мы не подтверждаем эти сведения», — заявил пресс-секретарь завода.",
    "Суд отложил слушание дела до понедельника, сообщает агентство.",
    "Цены на хлеб выросли на 3,5% за месяц, а на молоко — на 7%.",
    "Объём экспорта составил 1,2 млрд рублей; это меньше, чем годом ранее.",
]
ENGLISH = [
    "The mayor of Priozersk announced the repair of the bridge over the Svetlaya river.",
    "According to the agency, 12 new schools were built in 2024.",
    "“We do not confirm this information,” said the plant's press secretary.",
    "The court postponed the hearing until Monday, the agency reports.",
    "Bread prices rose by 3.5% in a month, and milk by 7%.",
    "Exports came to 1.2 billion roubles; that is less than a year earlier.",
]


def train_pieces(sentences, **settings):
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences * 20),
        model_writer=model,
        vocab_size=settings.pop("vocab_size", 150),
        hard_vocab_limit=False,
        minloglevel=2,
        **settings,
    )
    return model.getvalue(), sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def write_tokenizer(directory, *, prefixes=(), leave_out=(), separate=False, **settings):
    """The tokenizer files of a MarianMT checkpoint, trained on the sentences above."""
    source_bytes, source = train_pieces(RUSSIAN, **dict(settings))
    target_bytes, target = train_pieces(ENGLISH, **dict(settings))
    (directory / "source.spm").write_bytes(source_bytes)
    (directory / "target.spm").write_bytes(target_bytes)
    pieces = [model.id_to_piece(i) for model in (source, target) for i in range(model.get_piece_size())]
    special = {"<unk>", "<s>", "</s>", "<pad>"}
    words = [w for w in dict.fromkeys(pieces) if w not in special and w not in leave_out]
    vocabulary = ["</s>", "<unk>", *prefixes, *words, "<pad>"]
    (directory / "vocab.json").write_text(json.dumps({w: i for i, w in enumerate(vocabulary)}), encoding="utf-8")
    config = {"model_type": "marian", "max_position_embeddings": 64}
    if separate:
        (directory / "target_vocab.json").write_text((directory / "vocab.json").read_text())
    (directory / "config.json").write_text(json.dumps(config))
    (directory / "tokenizer_config.json").write_text(json.dumps({"separate_vocabs": separate}))
    return directory


@pytest.fixture(scope="session")
def tokenizer_dir(tmp_path_factory):
    return write_tokenizer(tmp_path_factory.mktemp("tokenizer"))


@pytest.fixture(scope="session")
def tokenizer(tokenizer_dir):
    return MarianTokenizer(tokenizer_dir)


_LETTERS = str.maketrans(
    dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "abvgdeezziiklmnoprstufhccss'y'eua", strict=True))
)


def english(source, options=None):
    """A stand-in for a translation: letter for letter, so that lengths and numbers stay."""
    return source.lower().translate(_LETTERS)


class TableEngine:
    """Translates by a function of the source text; records what it was asked."""

    name, quantization, device = "table", "float32", "cpu"

    def __init__(self, translate):
        self.translate = translate
        self.calls = []

    def decode(self, sources, options):
        return [best for (best,) in self.nbest(sources, options, 1)]

    def nbest(self, sources, options, hypotheses):
        rows = []
        for tokens in sources:
            assert tokens[-1] == EOS
            rows.append("".join(tokens[:-1]).replace("▁", " ").strip())
        self.calls.append((rows, options))
        return [self._found(self.translate(row, options), hypotheses) for row in rows]

    def _found(self, translated, hypotheses):
        """A function may give one text, or a list of (text, score), best first."""
        scored = [(translated, -0.05)] if isinstance(translated, str) else translated[:hypotheses]
        return tuple(Hypothesis(("▁" + text.replace(" ", "▁"),), score) for text, score in scored)

    @property
    def decoded(self):
        """Every text that was decoded, in order."""
        return [row for rows, _ in self.calls for row in rows]


class CharTokenizer:
    """One token a character: any text survives, and tests can count."""

    window = 1024

    def __init__(self, window=1024):
        self.window = window

    def encode(self, texts):
        return [[*text.replace(" ", "▁"), EOS] for text in texts]

    def decode(self, rows):
        return ["".join(row).replace("▁", " ").strip() for row in rows]


@pytest.fixture(scope="session")
def make_translator():
    """A translator whose engine is a function (source, options) -> hypothesis; ``translator.engine`` records calls."""

    def make(translate=english, *, window=1024, **options):
        engine = TableEngine(translate)
        made = Translator.from_engine(engine, CharTokenizer(window), model="table", options=TranslateOptions(**options))
        made.engine = engine
        return made

    return make
