"""News of one language in blocks that are small enough to send: PPMd of order 12, each read back after it is written.

A quarter smaller than xz on such text. A block is text in UTF-8, one sentence a line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.corpus.text import normalise

ORDER, MEMORY = 12, 1 << 30
"""Of the PPMd model; as much memory is needed to read a block as to write it."""
SHORTEST, LONGEST = 25, 350
"""Characters of a sentence that is kept."""
SUFFIX = ".ppmd"


def write_blocks(texts: Iterable[str], out: Path, lang: str, *, most: int, memory: int = MEMORY) -> list[Path]:
    """Write the sentences to ``out``/LANG.NN.ppmd, each once, in their order, at most ``most`` bytes of text a block.
    Raises ValueError when a block does not come back as it was."""
    import pyppmd

    out.mkdir(parents=True, exist_ok=True)
    written = []
    for number, block in enumerate(_blocks(texts, most)):
        data = block.encode()
        packed = memory.to_bytes(4, "little") + pyppmd.compress(data, max_order=ORDER, mem_size=memory, variant="I")
        path = out / f"{lang}.{number:02d}{SUFFIX}"
        half = path.with_name(f"{path.name}.part")
        half.write_bytes(packed)
        if "\n".join(read_block(half)) != block:
            raise ValueError(f"{half}: expected the sentences that were packed, read others; pack again with xz")
        os.replace(half, path)
        written.append(path)
    return written


def read_block(path: Path) -> list[str]:
    """The sentences of a block."""
    import pyppmd

    packed = path.read_bytes()
    memory = int.from_bytes(packed[:4], "little")
    data = pyppmd.decompress(packed[4:], max_order=ORDER, mem_size=memory, variant="I")
    return data.decode().split("\n")


def _blocks(texts: Iterable[str], most: int) -> Iterator[str]:
    seen: set[int] = set()
    block: list[str] = []
    size = 0
    for text in map(normalise, texts):
        if not SHORTEST < len(text) < LONGEST or hash(text) in seen:
            continue
        seen.add(hash(text))
        length = len(text.encode()) + 1
        if block and size + length > most:
            yield "\n".join(block)
            block, size = [], 0
        block.append(text)
        size += length
    if block:
        yield "\n".join(block)
