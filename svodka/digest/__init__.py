"""The digest: a run's briefs as one self-contained HTML page, and briefs of the same event as groups.

    from svodka.digest import DigestOptions, render
    page = render(briefs, DigestOptions(title="Monday"))

Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.digest.build import DigestOptions, render
    from svodka.digest.groups import Group, GroupOptions, group

__all__, __getattr__, __dir__ = exported(__name__)
