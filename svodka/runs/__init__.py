"""Resumable runs: any number of items to briefs, kept in one SQLite file, on this machine or on a Ray cluster.

    from svodka.runs import Store
    with Store.open(Path("run.sqlite")) as store:
        for result in store.results(store.runs()[-1].id):
            print(result.brief.headline)

Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from svodka.runs.backends.local import LocalBackend
    from svodka.runs.backends.ray_backend import RayBackend
    from svodka.runs.report import RunReport
    from svodka.runs.scheduler import RunOptions, execute
    from svodka.runs.store.reader import Store
    from svodka.runs.store.records import Result, Run
    from svodka.runs.store.writer import StoreWriter

_HOME = {
    "LocalBackend": "svodka.runs.backends.local",
    "RunOptions": "svodka.runs.scheduler",
    "RunReport": "svodka.runs.report",
    "execute": "svodka.runs.scheduler",
    "RayBackend": "svodka.runs.backends.ray_backend",
    "Result": "svodka.runs.store.records",
    "Run": "svodka.runs.store.records",
    "Store": "svodka.runs.store.reader",
    "StoreWriter": "svodka.runs.store.writer",
}
__all__ = ["LocalBackend", "RayBackend", "Result", "Run", "RunOptions", "RunReport", "Store", "StoreWriter", "execute"]

__getattr__ = names_from(__name__, _HOME)
