"""Resumable runs: any number of items to briefs, kept in one SQLite file, on this machine or on a Ray cluster.

    from svodka.runs import Store
    with Store.open(Path("run.sqlite")) as store:
        for result in store.results(store.runs()[-1].id):
            print(result.brief.headline)

Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.runs.backends.local import LocalBackend
    from svodka.runs.backends.ray_backend import RayBackend
    from svodka.runs.report import RunReport
    from svodka.runs.scheduler import RunOptions, execute
    from svodka.runs.store.reader import Store
    from svodka.runs.store.records import Result, Run
    from svodka.runs.store.writer import StoreWriter

__all__, __getattr__, __dir__ = exported(__name__)
