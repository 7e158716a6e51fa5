"""Small runs into a store, with chains that need no model."""

import io

from support.chain import SIGNATURE, FakeChain, make_brief, make_item

from svodka.runs import LocalBackend, RunOptions, Store, StoreWriter, execute
from svodka.runs.progress import SilentProgress
from svodka.runs.store.records import brief_json


def fill(path, numbers, *, signature=None, retry_failed=False):
    """Offer items and finish those queued; returns (run id, what offer said)."""
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(signature or SIGNATURE)
        offered = store.offer(run, invocation, [make_item(n) for n in numbers], retry_failed=retry_failed)
        for queued in store.take(invocation, 0, 1000):
            store.done(queued.row, *brief_json(make_brief(queued.item)))
    return run, offered


def run(path, items, chain=None, **options):
    """One start of a run; returns (report, stderr)."""
    said = io.StringIO()
    with StoreWriter.create(path) as store:
        backend = LocalBackend(chain or FakeChain())
        report = execute(items, backend, store, options=RunOptions(**options), progress=SilentProgress(said))
    return report, said.getvalue()


def statuses(path):
    with Store.open(path) as store:
        store.check()
        return {r.item_id: r.status for r in store.results(1, ("pending", "done", "failed", "skipped"))}
