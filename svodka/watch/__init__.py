"""Watch lists: which items say what a reader waits for, found by dictionary form, by name and by spelling.

    watcher = Watcher(read_watch_lists([Path("watch.toml")]))
    watcher.match(["Совет директоров «Газпрома» одобрил сделку."])   # [("Gas",)]

Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.watch.files import read_watch_lists
    from svodka.watch.lists import WatchList
    from svodka.watch.watcher import Watcher

__all__, __getattr__, __dir__ = exported(__name__)
