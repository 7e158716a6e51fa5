"""EasyNMT on our checkpoint, for ../translate.py: reads the job on stdin, runs in a virtual environment of its own.

Its OpusMT class loads the directory instead of a hub id. Sentence splitting is off (it would fetch nltk data, and the
input is sentences); sorting, batches of 16 and everything else are its own.
"""

import json
import sys
import time

sys.path.pop(0)  # this folder, where this file's name would hide the library
from easynmt import EasyNMT
from easynmt.models import OpusMT

job = json.load(sys.stdin)


class Ours(OpusMT):
    def load_model(self, model_name):
        return super().load_model(job["checkpoint"])


bounds = {"min_new_tokens": job["length"], "max_new_tokens": job["length"]} if job["length"] else {}
settings = {"source_lang": "ru", "target_lang": "en", "beam_size": job["beam"], "perform_sentence_splitting": False}
model = EasyNMT(translator=Ours(), device="cpu")
model.translate(job["sentences"][:2], **settings, **bounds)
start = time.perf_counter()
model.translate(job["sentences"], **settings, **bounds)
seconds = time.perf_counter() - start
status = open("/proc/self/status").read()  # noqa: SIM115
print(json.dumps({"seconds": seconds, "peak": int(status.split("VmHWM:")[1].split()[0]) / 1024}))
