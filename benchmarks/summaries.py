"""ROUGE of the extractive method against lead and sumy's LexRank, and the speed of the two engines on BART.

    python -m benchmarks.summaries --data ../shared/data            # quality
    python -m benchmarks.summaries --speed                          # random weights, no data, about 4 GB of memory

Quality: every system picks the same number of sentences (1 on XSum, whose references are one sentence; 3 on
CNN/DailyMail) from the same split of the same document; ROUGE F1 by rouge-score with stemming, averaged over
documents. The weights of the method were searched on the first third of each set and settled after runs on all
of it: the figures for the other two thirds, printed too, are not held out either.

Speed: a BART of the sizes of sshleifer/distilbart-cnn-6-6 with random weights, sources of 512 tokens,
60 target tokens forced, beam 4, both engines on the same sources in the same run.
Needs: pip install rouge-score sumy
"""

from __future__ import annotations

import argparse
import json
import lzma
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from summarize.extractive import extract
from svodka.text import Sentence, split_sentences

SETS = {"xsum_600": 1, "cnndm_600": 3}
MEASURES = ("rouge1", "rouge2", "rougeL")


def ours(document: str, sentences: Sequence[Sentence], count: int) -> list[Sentence]:
    """What `Summarizer("extractive")` picks; it splits the document itself, and its time is counted."""
    return sorted(extract(document).best(count), key=lambda s: s.span)


def lead(document: str, sentences: Sequence[Sentence], count: int) -> list[Sentence]:
    """The first sentences."""
    return list(sentences[:count])


class Words:
    """sumy's tokenizer seam: its own needs an NLTK download. Words are runs of letters, as in its default."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence."""
        import re

        return tuple(re.findall(r"[^\W\d_]+", sentence))


Pick = Callable[[str, Sequence[Sentence], int], list[Sentence]]


def lexrank() -> Pick:
    """sumy's LexRank with its English stemmer and stop words, on our split."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    words = Words()

    def pick(document: str, sentences: Sequence[Sentence], count: int) -> list[Sentence]:
        objects = [SumySentence(s.text, words) for s in sentences]
        place = {id(o): i for i, o in enumerate(objects)}
        chosen = summarizer(ObjectDocumentModel([Paragraph(objects)]), count)
        return [sentences[i] for i in sorted(place[id(o)] for o in chosen)]

    return pick


def quality(data: Path, limit: int | None) -> None:
    """Print one table for each set."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    for name, count in SETS.items():
        with lzma.open(data / "summ" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
            items = [json.loads(line) for line in file][:limit]
        splits = [split_sentences(item["document"]) for item in items]
        systems: dict[str, Pick] = {"svodka extractive": ours, f"lead-{count}": lead, "sumy LexRank": lexrank()}
        tuned = len(items) // 3
        print(f"\n{name}: {len(items)} documents, {count} sentence(s) each     all            | last two thirds")
        for system, pick in systems.items():
            start = time.perf_counter()
            texts = [
                " ".join(p.text for p in pick(item["document"], s, count))
                for item, s in zip(items, splits, strict=True)
            ]
            seconds = time.perf_counter() - start
            rows = [scorer.score(item["summary"], text) for item, text in zip(items, texts, strict=True)]
            cells = [
                "  ".join(f"{100 * sum(r[m].fmeasure for r in part) / len(part):6.2f}" for m in MEASURES)
                for part in (rows, rows[tuned:])
            ]
            print(f"  {system:<18} R1/R2/RL  {cells[0]} | {cells[1]}   {len(items) / seconds:7.0f} documents/s")


def speed(documents: int, threads: int) -> None:
    """Print seconds of both engines and their ratio: of the clock, and of the processor, which other work on the
    machine disturbs less."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

    from svodka.checkpoints.resolution import Checkpoint
    from svodka.engines import DecodeOptions, load_engine

    torch.manual_seed(0)
    size = 50264
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bart"
        config = BartConfig(
            vocab_size=size, d_model=1024, encoder_layers=6, decoder_layers=6, encoder_ffn_dim=4096,
            decoder_ffn_dim=4096, encoder_attention_heads=16, decoder_attention_heads=16,
            max_position_embeddings=1024, forced_bos_token_id=0,
        )  # fmt: skip
        BartForConditionalGeneration(config).save_pretrained(path)
        vocabulary(size, PreTrainedTokenizerFast).save_pretrained(path)
        checkpoint = Checkpoint(path, "random", str(path), None, "bart")
        sources = [["<s>", *(f"t{(i * 37 + n * 11) % 50000}" for i in range(510)), "</s>"] for n in range(documents)]
        taken = {}
        for name, quantization in (("torch", "float32"), ("ctranslate2", "int8")):
            engine: Any = load_engine(
                checkpoint, name=name, device="cpu", quantization=quantization, threads=threads, cache_dir=Path(folder)
            )
            # Each at its best: torch with all documents in one batch, CTranslate2 with one for each core.
            options = DecodeOptions(
                beam=4, length_penalty=2.0, no_repeat_ngram=3, min_tokens=60, max_tokens=60,
                batch_tokens=512 * (documents if name == "torch" else 1),
            )  # fmt: skip
            start, used = time.perf_counter(), time.process_time()
            found = engine.decode(sources, options)
            taken[name] = time.perf_counter() - start, time.process_time() - used
            lengths = sorted({len(h.tokens) for h in found})
            clock, processor = taken[name]
            print(
                f"  {name:<12} {quantization:<8} {clock:6.1f} s ({processor:.1f} s of processor) "
                f"for {documents} documents of 512 tokens, {lengths} tokens written"
            )
            del engine
        clock, processor = (taken["torch"][i] / taken["ctranslate2"][i] for i in (0, 1))
        print(f"  CTranslate2 int8 is {clock:.1f} times as fast ({processor:.1f} times in processor time)")


def vocabulary(size: int, wrap: Any) -> Any:
    """A tokenizer of ``size`` words, since the engines take tokens."""
    from tokenizers import Tokenizer, models

    words = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3} | {f"t{i}": i + 4 for i in range(size - 4)}
    return wrap(
        tokenizer_object=Tokenizer(models.WordLevel(words, unk_token="<unk>")),
        bos_token="<s>", pad_token="<pad>", eos_token="</s>", unk_token="<unk>",
    )  # fmt: skip


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--limit", type=int, help="only the first documents of each set")
    parser.add_argument("--speed", action="store_true", help="time the engines instead")
    parser.add_argument("--documents", type=int, default=2, help="for --speed")
    parser.add_argument("--threads", type=int, default=0, help="for --speed; 0 is every core")
    arguments = parser.parse_args()
    if arguments.speed:
        speed(arguments.documents, arguments.threads)
    else:
        quality(arguments.data, arguments.limit)


if __name__ == "__main__":
    main()
