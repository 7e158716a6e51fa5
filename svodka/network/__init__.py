"""HTTP with bounds: on time, on bytes, and on the addresses that are connected to. For `httpx`, over `httpcore`.

Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.network.allowance import Allowance, OverAllowance, within
    from svodka.network.retrying import retry_after
    from svodka.network.transport import bounded_transport

__all__, __getattr__, __dir__ = exported(__name__)
