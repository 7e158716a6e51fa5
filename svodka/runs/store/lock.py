"""One writer to a store, by whichever of its names."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from svodka.errors import StoreError
from svodka.runs.store.database import connect_writer


class StoreLock:
    """Held by who writes a store. Raises StoreError when another holds it.

    A file beside the store at the end of its links, and on Linux a name in the kernel that is the file's inode: SQLite
    keeps its log beside one name, so two writers through two names (hard links) would destroy it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        real = os.path.realpath(path)
        self._file = FileLock(f"{real}.lock", thread_local=False)
        self._inode: socket.socket | None = None
        try:
            self._file.acquire(timeout=0)
        except Timeout:
            raise self._taken() from None
        except OSError:
            connect_writer(path).close()  # raises with the right words
            raise StoreError(
                f"{path}: its lock file {real}.lock cannot be written; check the folder's rights"
            ) from None

    def hold_inode(self) -> None:
        """Once the file is there: hold it by its inode as well."""
        if sys.platform != "linux":
            return
        found = os.stat(self._path)
        name = f"\0svodka-store-{found.st_dev}-{found.st_ino}"  # unix(7), "Abstract sockets": goes with the process
        held = socket.socket(socket.AF_UNIX)
        try:
            held.bind(name)
        except OSError:
            held.close()
            self.release()
            raise self._taken() from None
        self._inode = held

    def release(self) -> None:
        """Let the next writer in."""
        if self._inode is not None:
            self._inode.close()
            self._inode = None
        self._file.release()

    def _taken(self) -> StoreError:
        return StoreError(f"{self._path}: another run is writing to it; wait for it, or choose another --store")
