"""Where things are kept: downloads in the hub client's cache, converted models in svodka's own.

Downloads are shared with every other program that uses the hub client (``HF_HOME``, ``HF_HUB_CACHE``); a cache
directory given by the caller, or ``SVODKA_CACHE``, holds both.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from svodka.errors import CheckpointError


def _given(cache_dir: Path | None) -> Path | None:
    return cache_dir or (Path(os.environ["SVODKA_CACHE"]) if os.environ.get("SVODKA_CACHE") else None)


def hub_cache(cache_dir: Path | None) -> Path:
    """The folder that the hub client downloads into."""
    if given := _given(cache_dir):
        return given / "hub"
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE)


def converted_cache(cache_dir: Path | None) -> Path:
    """The folder of models converted for CTranslate2."""
    if given := _given(cache_dir):
        return given / "converted"
    import platformdirs

    return Path(platformdirs.user_cache_path("svodka")) / "converted"


def free_megabytes(path: Path) -> int:
    """Free space on the disk that holds `path` or its nearest existing parent, in units of 10**6 bytes."""
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free // 1_000_000


@contextmanager
def disk_errors(path: Path, doing: str) -> Iterator[None]:
    """Turn errors of the disk below `path` into CheckpointError: full, read-only, not permitted."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            found = f"the disk is full ({free_megabytes(path)} MB free)"
        elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}:
            found = f"the cache {path} cannot be written ({error.strerror})"
        else:
            raise
        raise CheckpointError(f"{doing}: {found}; free space, or choose another folder with SVODKA_CACHE") from error


@contextmanager
def new_directory(target: Path) -> Iterator[Path]:
    """A temporary directory beside `target` that becomes `target` in one rename if the block succeeds.

    Nothing half-written ever stands under the final name, and nothing is left behind when the block fails. When another
    process made `target` in the meantime, its copy stays.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        yield temporary
        temporary.chmod(0o755)
        if not target.exists():
            temporary.rename(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Of processes that start together one works on ``target`` at a time; those that wait find what it has done.

    Raises OSError where no lock can be made beside it.
    """
    from filelock import FileLock

    with FileLock(f"{target}.lock"):
        try:
            yield
        finally:
            Path(f"{target}.lock").unlink(missing_ok=True)


def converted_name(model: str) -> str:
    """The readable part of a converted model's folder name."""
    return "".join(c if c.isalnum() else "-" for c in Path(model).name).strip("-")[:40]


def remove_converted(model: str, cache_dir: Path | None) -> int:
    """Delete everything converted from a model; returns the bytes freed."""
    freed = 0
    for directory in converted_cache(cache_dir).glob(f"{converted_name(model)}-*"):
        freed += sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())
        shutil.rmtree(directory)
    return freed
