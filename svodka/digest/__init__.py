"""The digest: a run's briefs as one self-contained HTML page, and briefs of the same event as groups.

    from svodka.digest import DigestOptions, render
    page = render(briefs, DigestOptions(title="Monday"))

Names load when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svodka.lazily import names_from

if TYPE_CHECKING:
    from svodka.digest.build import DigestOptions, render
    from svodka.digest.groups import Group, GroupOptions, group

_HOME = {
    "DigestOptions": "svodka.digest.build",
    "Group": "svodka.digest.groups",
    "GroupOptions": "svodka.digest.groups",
    "group": "svodka.digest.groups",
    "render": "svodka.digest.build",
}
__all__ = ["DigestOptions", "Group", "GroupOptions", "group", "render"]

__getattr__ = names_from(__name__, _HOME)
