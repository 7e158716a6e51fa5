"""Argos Translate on our checkpoint, for ../translate.py: reads the job on stdin, runs in a venv of its own.

The package folder it loads is made of our converted int8 model and source.spm. Its sentence splitter would fetch a
model; the input is sentences, so documents of 16 of them are cut where they were joined. Threads and batches are its
own.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import argostranslate.package
import argostranslate.translate
import ctranslate2

job = json.load(sys.stdin)
JOINT = " ||| "
bounds = {"min_decoding_length": job["length"], "max_decoding_length": job["length"]} if job["length"] else {}
raw = ctranslate2.Translator.translate_batch


class Bounded(ctranslate2.Translator):
    def translate_batch(self, source, **settings):
        return raw(self, source, **settings | bounds | {"beam_size": job["beam"]})


class Sentences:
    def split_sentences(self, text):
        return text.split(JOINT)


argostranslate.translate.ctranslate2.Translator = Bounded
with tempfile.TemporaryDirectory() as folder:
    package = Path(folder)
    model = next(p for p in (Path(job["cache"])).rglob("model.bin") if Path(job["checkpoint"]).name in str(p)).parent
    os.symlink(model.resolve(), package / "model")
    os.symlink(Path(job["checkpoint"]).resolve() / "source.spm", package / "sentencepiece.model")
    metadata = {"from_code": "ru", "to_code": "en", "package_version": "1", "argos_version": "1"}
    (package / "metadata.json").write_text(json.dumps(metadata))
    loaded = argostranslate.package.Package(package)
    translation = argostranslate.translate.PackageTranslation(None, None, loaded)
    translation.sentencizer = Sentences()
    documents = [JOINT.join(job["sentences"][i : i + 16]) for i in range(0, len(job["sentences"]), 16)]
    translation.translate(job["sentences"][0])
    start = time.perf_counter()
    for document in documents:
        translation.translate(document)
    seconds = time.perf_counter() - start
status = Path("/proc/self/status").read_text()
print(json.dumps({"seconds": seconds, "peak": int(status.split("VmHWM:")[1].split()[0]) / 1024}))
