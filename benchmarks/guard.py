"""What the guard does to summarizers of any quality: ROUGE, sentences kept, evidence, with the fact check and without.

    python -m benchmarks.guard --data ../shared/data --summarizer extractive --documents 100
    python -m benchmarks.guard --data ../shared/data --summarizer DIRECTORY --drafts drafts.jsonl --show 20

Every summarizer gets the same documents (the first so many of CNN/DailyMail and XSum) and the same length, ``short``
(2 or 3 sentences). "off" is the summary as `Summarizer` gives it, "repair" is what `svodka.policy.judge` makes of it: a
sentence that the document does not bear out gives way to its evidence. "kept" is the share of the summarizer's own
sentences that the guard lets stand, "evidence" the mean score of the best evidence of those sentences, "tokens/s" what
the model wrote per second of writing (drafts only). ``--drafts`` keeps what was written, so that the guard
can be measured again without the model; ``--show N`` prints the first N guarded summaries beside their references.
Needs: pip install rouge-score
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from summarize import Summarizer, Summary, SummaryOptions
from summarize.lengths import Length
from summarize.writers.draft import Draft
from svodka.engines.meter import metered
from svodka.policy import judge
from svodka.signature import Signature
from translate.types import Translation

SETS = ("cnndm_600", "xsum_600")
MEASURES = ("rouge1", "rouge2", "rougeL")


class Kept:
    """A `Writer` whose drafts are kept in a file: a document found there is not written again."""

    def __init__(self, writer: Any, path: Path | None) -> None:
        self._writer, self._path = writer, path
        self.method, self.engine, self.quantization = writer.method, writer.engine, writer.quantization
        self.prompt_hash, self.template = writer.prompt_hash, writer.template
        self.seconds = 0.0
        self.tokens = 0
        self._known: dict[str, Draft] = {}
        if path and path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                self._known[row["document"]] = Draft(**row["draft"] | {"notes": tuple(row["draft"]["notes"])})
                self.seconds, self.tokens = self.seconds + row["seconds"], self.tokens + row["tokens"]

    def write(self, documents: Sequence[str], length: Length) -> list[Draft]:
        """See `Writer.write`."""
        new = [d for d in dict.fromkeys(documents) if d not in self._known]
        if new:
            start = time.perf_counter()
            with metered() as meter:
                drafts = self._writer.write(new, length)
            seconds = time.perf_counter() - start
            self.seconds, self.tokens = self.seconds + seconds, self.tokens + meter.target
            self._known |= dict(zip(new, drafts, strict=True))
            if self._path:
                with self._path.open("a", encoding="utf-8") as file:
                    for i, (document, draft) in enumerate(zip(new, drafts, strict=True)):
                        row = {"document": document, "draft": asdict(draft), "seconds": seconds / len(new)}
                        row["tokens"] = meter.target if i == 0 else 0
                        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return [self._known[d] for d in documents]


def as_translation(document: str) -> Translation:
    """An English document where the guard expects a translation; without segments there is no original to cross."""
    return Translation("", document, (), Signature("none"))


def measure(name: str, items: Sequence[dict[str, str]], summaries: Sequence[Summary], show: int) -> dict[str, Any]:
    """One row: scores with the guard off and on."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    totals: dict[str, Counter[str]] = {"off": Counter(), "repair": Counter()}
    sentences = kept = replaced = dropped = fallback = 0
    evidence: list[float] = []
    for number, (item, summary) in enumerate(zip(items, summaries, strict=True)):
        document = as_translation(item["document"])
        fallback += summary.method == "extractive"
        judged, _ = judge(document, summary.sentences, "repair")
        verdicts, _ = judge(document, summary.sentences, "flag")
        sentences += len(verdicts)
        kept += sum(v.supported is True for v in verdicts)
        replaced += sum(s.replaced is not None for s in judged)
        dropped += len(summary.sentences) - len(judged)
        evidence += [max((e.score for e in s.evidence), default=0.0) for s in summary.sentences]
        for policy, text in (("off", summary.text), ("repair", " ".join(s.text for s in judged))):
            for measure_, score in scorer.score(item["summary"], text).items():
                totals[policy][measure_] += score.fmeasure
        if number < show:
            print(f"\n--- {name} {number}\nreference: {' '.join(item['summary'].split())}")
            for sentence in judged:
                print(f"  {'= evidence' if sentence.replaced else '* written '} {sentence.text}")
                if sentence.replaced:
                    print(f"      for    {sentence.replaced}")
            print("  notes:", *summary.notes)
    count = len(items)
    return {
        "set": name,
        "documents": count,
        **{p: [round(100 * totals[p][m] / count, 2) for m in MEASURES] for p in totals},
        "kept": round(100 * kept / max(1, sentences), 1),
        "replaced": replaced,
        "dropped": dropped,
        "sentences": sentences,
        "evidence": round(sum(evidence) / max(1, len(evidence)), 3),
        "extractive fallbacks": fallback,
    }


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--summarizer", default="extractive")
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--length", default="short")
    parser.add_argument("--prompt")
    parser.add_argument("--drafts", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.threads:
        import torch

        torch.set_num_threads(arguments.threads)
    worker = Summarizer(
        arguments.summarizer,
        options=SummaryOptions(length=arguments.length, prompt=arguments.prompt, batch_size=arguments.batch),
        offline=True,
    )
    writer = None
    if worker._writer is not None:
        writer = worker._writer = Kept(worker._writer, arguments.drafts)
    print(worker.signature)
    for name in SETS:
        with lzma.open(arguments.data / "summ" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
            items = [json.loads(line) for line in file][: arguments.documents]
        before = (writer.seconds, writer.tokens) if writer else (0.0, 0)
        start = time.perf_counter()
        summaries = list(worker.stream(item["document"] for item in items))
        seconds = time.perf_counter() - start
        row = measure(name, items, summaries, arguments.show)
        if writer:
            row["tokens/s"] = round((writer.tokens - before[1]) / max(1e-9, writer.seconds - before[0]), 1)
        row["documents/s"] = round(len(items) / seconds, 2)
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
