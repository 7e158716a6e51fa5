"""A Ray cluster of two nodes, as processes on this machine."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {
    "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_AUTH_MODE": "disabled",  # a token in ~/.ray would make the nodes ask for it
    "OMP_NUM_THREADS": "1",
}


class Cluster:
    """A head and one worker node, one CPU each; only what this object starts is ever stopped."""

    def __init__(self, folder):
        self.address = f"127.0.0.1:{free_port()}"
        self.folder = folder
        head = ["--head", f"--port={self.address.split(':')[1]}", "--include-dashboard=false", f"--temp-dir={folder}"]
        self.nodes = [self._start(head), self._start([f"--address={self.address}"])]

    def _start(self, arguments):
        ray_command = [sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start", "--block"]
        settings = ["--num-cpus=1", "--object-store-memory=100000000", "--disable-usage-stats"]
        log = (self.folder.parent / f"ray-{len(arguments)}.log").open("w")
        return subprocess.Popen(
            [*ray_command, *arguments, "--node-ip-address=127.0.0.1", *settings],
            env=ENVIRONMENT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait(self, nodes):
        """Until so many nodes are alive."""
        import ray

        ray.init(address=self.address, logging_level="ERROR", log_to_driver=False)
        try:
            end = time.monotonic() + 60
            while sum(node["Alive"] for node in ray.nodes()) != nodes:
                assert time.monotonic() < end, ray.nodes()
                time.sleep(0.2)
        finally:
            ray.shutdown()

    def close(self):
        for node in reversed(self.nodes):
            self.kill(node)

    @staticmethod
    def kill(node):
        """End a node with everything it started, as a power cut would."""
        if node.poll() is None:
            os.killpg(node.pid, 9)
            node.wait(10)


@contextmanager
def two_nodes():
    """A cluster that is ready, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="r", dir="/tmp", ignore_cleanup_errors=True) as short:  # socket paths
        made = Cluster(Path(short) / "ray")
        try:
            made.wait(2)
            yield made
        finally:
            made.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
