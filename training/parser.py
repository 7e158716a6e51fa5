"""The command line of `python -m training`; the defaults of training are those of `TrainOptions`."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.options import PRECISIONS, TrainOptions, TurnsOptions

_TRAIN = TrainOptions(steps=1)
_TURNS = TurnsOptions(steps=1)


def build_parser() -> argparse.ArgumentParser:
    """The parser; ``command`` is the name of the command."""
    parser = argparse.ArgumentParser(
        prog="python -m training", description="From the data folder to a checkpoint that ships."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text)

    def direction(added: argparse.ArgumentParser) -> None:
        added.add_argument("--direction", choices=("ru-en", "en-ru"), default="ru-en")

    def run_folder(added: argparse.ArgumentParser) -> None:
        added.add_argument("--run", type=Path, required=True, help="the pack's folder")

    added = command("pack", "data folder -> one folder with all that a run needs")
    added.add_argument("--data", type=Path, default=Path("../shared/data"))
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--vocabulary", type=Path, help="SentencePiece model to use, to go on from a checkpoint")
    added.add_argument("--pieces", type=int, default=20000, help="entries of a new vocabulary")
    added.add_argument("--mono", type=int, default=260_000, help="monolingual sentences per language, at most")
    added.add_argument("--threads", type=int, default=2)

    added = command("tokenize", "corpus -> tokens.npz, on all processors")
    run_folder(added)
    added.add_argument("--extra", nargs="*", default=[], metavar="NAME=FILE", help="more pairs, e.g. back=back.tsv")
    added.add_argument(
        "--denoise", nargs="*", default=[], choices=("en", "ru"), help="add sentences to mend (en for ru-en)"
    )
    added.add_argument("--varied", action="store_true", help="add what `vary` made, without the pairs that it held out")
    added.add_argument("--written", action="store_true", help="add what `write` made")
    added.add_argument("--mono", action="store_true", help="add the news of one language, for `turns`")
    added.add_argument("--variants", type=int, default=3, help="segmentations of a sentence")
    added.add_argument("--seed", type=int, default=1, help="of the noise")
    added.add_argument("--limit", type=int, default=0, help="only the first N of each input (0: all)")

    added = command("vary", "corpus -> varied.tsv.xz, further pairs by rule, and varied.held.tsv.xz to measure with")
    run_folder(added)
    added.add_argument("--most", type=int, default=20_000, help="by each rule")
    added.add_argument("--seed", type=int, default=1)

    added = command("write", "data folder -> written.tsv.xz: evidence and what a writer is to make of it")
    added.add_argument("--data", type=Path, default=Path("../shared/data"))
    run_folder(added)
    added.add_argument("--most", type=int, default=0, help="of a set (0: all)")
    added.add_argument("--mistaken", type=float, default=0.5, help="share of the evidence with a translator's mistakes")
    added.add_argument("--seed", type=int, default=1)

    added = command("spectral", "tokens.npz -> embeddings to begin with, .npy")
    run_folder(added)
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--width", type=int, default=384)

    added = command("train", "train for --minutes or --steps; goes on where --out stopped")
    run_folder(added)
    direction(added)
    _train_options(added)

    added = command("turns", "train both directions, each on translations of the other: for a GPU")
    run_folder(added)
    _turns_options(added)

    added = command("blocks", "text of one language -> blocks of at most --most MiB of text, to send")
    added.add_argument("--texts", type=Path, nargs="+", required=True, help="one sentence a line")
    added.add_argument("--lang", choices=("en", "ru"), required=True)
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--most", type=int, default=100)

    added = command("news", "blocks -> token files for `turns --news`")
    run_folder(added)
    added.add_argument("--blocks", type=Path, required=True, help="folder of blocks")
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--minutes", type=float, default=0.0, help="how long to wait for more")

    added = command("export", "state.pt or cooled.pt -> checkpoint of its averaged weights in float16")
    run_folder(added)
    direction(added)
    added.add_argument("--state", type=Path, required=True)
    added.add_argument("--out", type=Path, required=True)

    added = command("evaluate", "BLEU and chrF on the dev sets, by CTranslate2")
    run_folder(added)
    direction(added)
    added.add_argument("--model", type=Path, required=True, help="checkpoint directory")
    added.add_argument("--precision", default="int8")
    added.add_argument("--beams", type=int, default=4)
    added.add_argument("--limit", type=int, default=0)
    added.add_argument("--show", type=int, default=4, help="examples printed per set")
    added.add_argument("--out", type=Path, help="scores as JSON")

    added = command("check", "compare greedy output of transformers and CTranslate2")
    added.add_argument("--model", type=Path, required=True)
    added.add_argument("--pairs", type=Path, required=True, help="Russian TAB English lines")
    added.add_argument("--limit", type=int, default=0)

    added = command("synthesize", "monolingual text + model -> Russian TAB English pairs")
    direction(added)
    added.add_argument("--model", type=Path, required=True)
    added.add_argument("--texts", type=Path, nargs="+", required=True)
    added.add_argument("--out", type=Path, required=True)
    added.add_argument("--minutes", type=float, default=60.0)
    added.add_argument("--keep", type=float, default=1.0, help="share kept, the most confident first")
    added.add_argument("--limit", type=int, default=0)
    return parser


def _shares(text: str) -> tuple[float, ...]:
    return tuple(float(share) for share in text.split(","))


def _turns_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("--out", type=Path, required=True, help="folder of state.pt, of the Russian-English network")
    added.add_argument("--init", type=Path, help="Russian-English checkpoint to go on from (else from nothing)")
    added.add_argument("--spectral", type=Path, help="embeddings to begin with")
    added.add_argument("--ends", type=_shares, default=(), help="shares at which turns end: 0.23,0.64,0.965,1")
    added.add_argument("--minutes", type=float, default=0.0)
    added.add_argument("--steps", type=int, default=0, help="of both directions")
    added.add_argument("--tokens", type=int, default=_TURNS.tokens, help="of a batch")
    added.add_argument("--learning-rate", type=float, default=_TURNS.learning_rate)
    added.add_argument("--width", type=int, default=384, help="of the networks, as the next three")
    added.add_argument("--feed-forward", type=int, default=1536)
    added.add_argument("--encoder-layers", type=int, default=6)
    added.add_argument("--decoder-layers", type=int, default=2)
    added.add_argument("--deepen", dest="deepen", type=int, default=0, metavar="LAYERS", help="of --init's encoder")
    added.add_argument("--news", type=Path, help="folder that `news` fills while this runs")
    added.add_argument("--keep", type=float, default=_TURNS.keep, help="share of self-training")
    added.add_argument("--agreement", action="store_true", help="keep what comes out the same twice, not the likeliest")
    added.add_argument("--tagged", action="store_true", help="back-translations begin with a piece of their own")
    added.add_argument("--log-every", type=int, default=_TURNS.log_every)
    added.add_argument("--seed", type=int, default=_TURNS.seed)


def _train_options(added: argparse.ArgumentParser) -> None:
    added.add_argument("--out", type=Path, required=True, help="folder of state.pt")
    added.add_argument("--init", type=Path, help="checkpoint directory to begin from")
    added.add_argument("--step", type=int, default=0, help="steps that --init has had")
    added.add_argument("--fresh-data", dest="epoch", type=int, default=0, metavar="EPOCH", help="whose order to read")
    added.add_argument("--spectral", type=Path, help="embeddings to begin with, when there is no --init")
    added.add_argument("--minutes", type=float, default=0.0)
    added.add_argument("--steps", type=int, default=0)
    added.add_argument("--cool", action="store_true", help="rate to zero over this call, into cooled.pt")
    added.add_argument("--width", type=int, default=384, help="of a new network, as the next three")
    added.add_argument("--feed-forward", type=int, default=1536)
    added.add_argument("--encoder-layers", type=int, default=6)
    added.add_argument("--decoder-layers", type=int, default=2)
    added.add_argument("--tokens", type=int, default=_TRAIN.tokens, help="of a batch, padding included")
    added.add_argument("--learning-rate", type=float, default=_TRAIN.learning_rate)
    added.add_argument("--warmup", type=int, default=_TRAIN.warmup, help="steps")
    added.add_argument("--hold", type=int, default=_TRAIN.hold, help="step from which the rate falls")
    added.add_argument("--dropout", type=float, default=_TRAIN.dropout)
    added.add_argument("--smoothing", type=float, default=_TRAIN.smoothing, help="of labels")
    added.add_argument("--best", type=float, default=_TRAIN.best, help="share seen in their best segmentation")
    added.add_argument("--only", nargs="*", default=[], help="sources; `news` alone: the human news")
    added.add_argument("--tuning", action="store_true", help="the mix of a last fine-tune: what people wrote")
    added.add_argument("--average", type=float, default=_TRAIN.average, help="decay of the averages a step")
    added.add_argument("--denoise", type=float, default=_TRAIN.denoise, metavar="SHARE", help="of an epoch")
    added.add_argument("--log-every", type=int, default=_TRAIN.log_every)
    added.add_argument("--probe-every", type=int, default=_TRAIN.probe_every)
    added.add_argument("--save-minutes", type=float, default=_TRAIN.save_minutes)
    added.add_argument("--precision", choices=PRECISIONS, default=_TRAIN.precision)
    added.add_argument("--seed", type=int, default=_TRAIN.seed)
