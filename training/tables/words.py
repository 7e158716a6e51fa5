"""Count svodka/facts/lexicon/data/english_words.txt: how common English words are, and how often they are capitalised.

    python -m training.tables.words ../shared/data/mt/train

From the English side of the parallel texts: document frequency by line; capitals counted away from line starts.
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path

# Lines taken of each text, so that none drowns the others.
SOURCES = {
    "newstest2012_2018": 20000, "jarunc_dev_newscommentary": 1000, "kaiserreich_hoi4": 60000, "tatoeba_testsets": 20000,
    "bilinguator_books": 36000, "viral_russia_news": 1000, "ovdinfo_reports": 1000, "wmt22_23_testsuite_mt": 28000,
    "xquad_wiki": 5000, "ud_pud_news_wiki": 1000, "voita_opensubtitles_ctx": 18000, "debian_web_news": 3000,
    "mlqe_pe_train": 7000, "stsb_multi_mt_deepl": 16000, "un_sdg_goals_targets": 700, "umbrella_security_guides": 5000,
}  # fmt: skip
RAREST = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("svodka/facts/lexicon/data/english_words.txt"))
    options = parser.parse_args()
    lines, seen, capitals, inside = 0, Counter[str](), Counter[str](), Counter[str]()
    for name, limit in SOURCES.items():
        with lzma.open(options.folder / f"{name}.tsv.xz", "rt", encoding="utf-8") as pairs:
            for pair in islice(pairs, limit):
                words = re.findall(r"[A-Za-z]+(?:'[a-z]+)?", pair.rstrip("\n").split("\t")[1])
                lines += 1
                seen.update({word.lower() for word in words})
                for word in words[1:]:
                    inside[word.lower()] += 1
                    capitals[word.lower()] += word[0].isupper()
    rows: dict[tuple[float, int], list[str]] = defaultdict(list)
    for word, count in seen.items():
        if count >= RAREST:
            share = (capitals[word] + 0.5) / (inside[word] + 1)
            rows[round(math.log(lines / count) * 2) / 2, int(share > 0.5)].append(word)
    header = (
        "# information in nats (-ln of the share of lines with the word), 1 for words mostly capitalised, the words"
    )
    body = [f"{info} {name} {' '.join(sorted(words))}" for (info, name), words in sorted(rows.items())]
    options.out.write_text("\n".join([header, *body]) + "\n", encoding="utf-8")
    print(f"{sum(map(len, rows.values()))} words of {lines} lines to {options.out}")


if __name__ == "__main__":
    main()
