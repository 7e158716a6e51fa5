"""Packages whose names load when first used (PEP 562)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any


def exported(package: str) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """``__all__``, ``__getattr__`` and ``__dir__`` of a package: the names that it imports ``if TYPE_CHECKING``, each
    out of its module when it is first asked for. Any other name raises AttributeError, as without this.
    """
    spec = find_spec(package)
    source = spec and spec.loader and spec.loader.get_source(package)  # type: ignore[attr-defined]
    branches = [node for node in ast.parse(source or "").body if isinstance(node, ast.If)]
    imports = [node for branch in branches for node in branch.body if isinstance(node, ast.ImportFrom)]
    home = {alias.name: str(node.module) for node in imports for alias in node.names}

    def find(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(home[name]), name)

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *home})

    return sorted(home), find, names
