"""A folder as files of at most 15 MB, and back: what carries a checkpoint off a machine that sends only small files."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

LARGEST = 15_000_000


def split(folder: Path, out: Path, *, largest: int = LARGEST, skip: frozenset[str] = frozenset({"state.pt"})) -> int:
    """Write ``out``/NAME.tar.000, .001, ... and NAME.sha256 for ``folder`` called NAME; returns how many parts.

    Files named in ``skip`` (the large training state) are left out.
    """
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path in sorted(folder.iterdir()):
            if path.name not in skip:
                tar.add(path, arcname=f"{folder.name}/{path.name}")
    content = packed.getvalue()
    out.mkdir(parents=True, exist_ok=True)
    starts = range(0, len(content), largest)
    for number, start in enumerate(starts):
        (out / f"{folder.name}.tar.{number:03}").write_bytes(content[start : start + largest])
    (out / f"{folder.name}.sha256").write_text(hashlib.sha256(content).hexdigest() + "\n", encoding="ascii")
    return len(starts)


def join(parts: Path, name: str, out: Path) -> Path:
    """Unpack what `split` wrote as ``out``/NAME. Raises ValueError when a part is missing or bad."""
    content = b"".join(path.read_bytes() for path in sorted(parts.glob(f"{name}.tar.*")))
    expected = (parts / f"{name}.sha256").read_text(encoding="ascii").strip()
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ValueError(f"{parts}/{name}.tar.*: expected SHA-256 {expected}, found {found}: a part is missing or bad")
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        tar.extractall(out, filter="data")
    return out / name
