"""Estimate svodka/facts/names/data/letters.tsv from pairs of a Russian name and its Latin spelling.

    python -m training.tables.letters ../shared/data/mt/train/wikidata_person_names.tsv.xz

Viterbi EM: align each pair with the costs so far, count which Latin letters each Russian chunk became, repeat. The
5,000 pairs that benchmarks/facts.py measures on (`held_back`) are left out.
"""

from __future__ import annotations

import argparse
import lzma
import math
import random
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from svodka.facts.names import LONGEST_LATIN, LONGEST_RUSSIAN, Costs, fold_latin, fold_russian

HELD_BACK, SEED = 5000, 20250828
# What the conventions prescribe (BGN/PCGN, GOST, ISO 9, passport, scientific, German, French, pinyin): the start, and
# never dearer than CONVENTION in the end, however rare the letter is among the pairs.
START = """а a;б b;в v w f;г g h;д d;е e ye je;ж zh j z g;з z s;и i y;й y i j;к k c q ck;л l ll;м m;н n nn;о o;п p;р r;
с s ss c;т t tt;у u oo ou w;ф f ph;х kh h ch x j;ц ts c tz cz z q;ч ch tch c cz tsch;ш sh sch s ch;
щ shch sch shh sc szcz shtch schtsch chtch;ъ ;ы y i;ь ;э e;ю yu u iu ju ew;я ya ia ja;си xi;ся xia;сю xu;чж zh"""
CONVENTION = 3.0
CHUNK_PRICE = 0.7  # what a two-letter chunk must save to be worth its own row
RAREST = 8  # how often a chunk pair has to occur


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The pairs of the file, shuffled by the fixed seed."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        pairs = [(line.rstrip("\n").split("\t")[0], line.rstrip("\n").split("\t")[1]) for line in lines]
    random.Random(SEED).shuffle(pairs)
    return pairs


def held_back(path: Path) -> list[tuple[str, str]]:
    """The pairs that nothing here is estimated from."""
    return read_pairs(path)[:HELD_BACK]


def align(russian: str, latin: str, table: Costs) -> tuple[float, list[tuple[str, str]]]:
    """The cheapest division of both names into paired chunks."""
    infinite = (math.inf, -1, -1)
    best = [[infinite] * (len(latin) + 1) for _ in range(len(russian) + 1)]
    best[0][0] = (0.0, -1, -1)
    for i in range(len(russian)):
        for j in range(len(latin) + 1):
            cost = best[i][j][0]
            if cost == math.inf:
                continue
            for n in range(1, min(LONGEST_RUSSIAN, len(russian) - i) + 1):
                row = table.get(russian[i : i + n], {})
                for m in range(min(LONGEST_LATIN, len(latin) - j) + 1):
                    step = row.get(latin[j : j + m], 5.0 + 2.0 * abs(n - m) + 2.0 * n)
                    if cost + step < best[i + n][j + m][0]:
                        best[i + n][j + m] = (cost + step, i, j)
    chunks, i, j = [], len(russian), len(latin)
    total = best[i][j][0]
    while i > 0 and total < math.inf:
        _, a, b = best[i][j]
        chunks.append((russian[a:i], latin[b:j]))
        i, j = a, b
    return total, chunks[::-1]


def estimate(pairs: list[tuple[str, str]], rounds: int) -> Costs:
    """Costs after some rounds of aligning and counting."""
    table: Costs = {}
    for entry in START.replace("\n", "").split(";"):
        chunk, *spellings = entry.split(" ")
        table[chunk] = {spelling: 0.3 + 0.9 * rank for rank, spelling in enumerate(spellings)}
    conventions = {
        chunk: dict.fromkeys(row, CONVENTION) for chunk, row in table.items() if len(chunk) <= LONGEST_RUSSIAN
    }
    for number in range(rounds):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        kept = 0
        for russian, latin in pairs:
            total, chunks = align(russian, latin, table)
            if total > 3.0 * len(russian):  # another name altogether: the data has some
                continue
            kept += 1
            for a, b in chunks:
                counts[a][b] += 1
            for (a, b), (c, d) in pairwise(chunks):  # what a two-letter chunk would have become
                if len(a) == len(c) == 1 and len(b + d) <= LONGEST_LATIN:
                    counts[a + c][b + d] += 1
        table = {}
        for chunk, counted in counts.items():
            total_count = sum(counted.values())
            price = CHUNK_PRICE * (len(chunk) - 1)
            table[chunk] = {
                latin: price - math.log(count / total_count) for latin, count in counted.items() if count >= RAREST
            }
        for chunk, row in conventions.items():
            table[chunk] = row | {k: min(v, row.get(k, v)) for k, v in table.get(chunk, {}).items()}
        print(f"round {number + 1}: {kept} of {len(pairs)} pairs aligned, {sum(map(len, table.values()))} rows")
    return _pruned(table)


def _pruned(table: Costs) -> Costs:
    """Without the two-letter chunks that are no cheaper than their letters one by one."""
    kept: Costs = {}
    for chunk, row in table.items():
        for latin, cost in row.items():
            if cost > 6.0:
                continue
            if len(chunk) == 2:
                apart = min(
                    (
                        table.get(chunk[0], {}).get(latin[:k], math.inf)
                        + table.get(chunk[1], {}).get(latin[k:], math.inf)
                        for k in range(len(latin) + 1)
                    ),
                    default=math.inf,
                )
                if cost > apart - 0.7 and cost != CONVENTION:
                    continue
            kept.setdefault(chunk, {})[latin] = cost
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--sample", type=int, default=40000)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--out", type=Path, default=Path("svodka/facts/names/data/letters.tsv"))
    options = parser.parse_args()
    pairs = [(fold_russian(r), fold_latin(e)) for r, e in read_pairs(options.pairs)[HELD_BACK:][: options.sample]]
    table = estimate([(r, e) for r, e in pairs if r and e and len(r) < 20 and len(e) < 24], options.rounds)
    lines = ["# Russian letters, Latin letters, -ln P(Latin | Russian); estimated by training/tables/letters.py"]
    lines += [f"{r}\t{e}\t{cost:.2f}" for r, row in sorted(table.items()) for e, cost in sorted(row.items())]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} rows to {options.out}")


if __name__ == "__main__":
    main()
