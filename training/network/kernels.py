"""The two functions in C++: compiled for this very processor when first needed, a second or two, and never kept.

Plain C++ that the compiler turns into vector instructions; OpenMP is torch's own copy, already loaded, so that there
is one pool of threads and not two that wait for each other.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import torch

SOURCES = tuple(Path(__file__).with_name(name) for name in ("cross_entropy.cpp", "add_norm.cpp"))
FLAGS = ("-O3", "-march=native", "-fopenmp", "-shared", "-fPIC")
_WIDEST = "-mprefer-vector-width=512"
"""Compilers for x86-64 take half as wide vectors if not asked."""


class NoCompiler(RuntimeError):
    """There is no C++ compiler, or it could not compile the kernels."""


@cache
def library() -> ctypes.CDLL:
    """The compiled functions. Raises NoCompiler."""
    named = os.environ.get("CXX")
    compiler = shutil.which(named) if named else shutil.which("c++") or shutil.which("g++") or shutil.which("clang++")
    if compiler is None:
        found = f"$CXX is {named!r}, which is not there" if named else "found no c++, g++ or clang++"
        raise NoCompiler(
            f"training on a CPU compiles two functions: {found}; install a C++ compiler with OpenMP (Debian: g++)"
        )
    flags = (*FLAGS, _WIDEST) if torch.backends.cpu.get_cpu_capability() == "AVX512" else FLAGS
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "kernels.so"
        done = subprocess.run(
            [compiler, *flags, *map(str, SOURCES), "-o", str(built)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NoCompiler(f"{compiler} could not compile {', '.join(p.name for p in SOURCES)}:\n{done.stderr}")
        return ctypes.CDLL(str(built))


def pointer(tensor: torch.Tensor | None) -> ctypes.c_void_p:
    """Where a contiguous tensor begins; null for None."""
    if tensor is None:
        return ctypes.c_void_p(None)
    assert tensor.is_contiguous() and tensor.is_cpu
    return ctypes.c_void_p(tensor.data_ptr())
