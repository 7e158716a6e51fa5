"""Download from a model hub with the hub's own client, verified by hash; its errors become ours here, once."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from svodka.checkpoints.cache import disk_errors, hub_cache
from svodka.errors import CheckpointError, HubError

# Everything but weights that the families need, and nothing else that lies in such repositories (TensorFlow, Rust).
SMALL_FILES = (
    "config.json", "generation_config.json", "tokenizer*.json", "special_tokens_map.json", "added_tokens.json",
    "vocab.json", "vocab.txt", "merges.txt", "*.spm", "spm.model", "spiece.model", "sentencepiece.bpe.model",
    "tokenizer.model", "chat_template*",
)  # fmt: skip
SAFETENSORS = ("model.safetensors", "model-*.safetensors", "model.safetensors.index.json")
PICKLES = ("pytorch_model.bin", "pytorch_model-*.bin", "pytorch_model.bin.index.json")
# Seconds that the hub has to answer its first question, of a user who named the model.
PATIENCE = 30.0

_log = logging.getLogger("svodka")


@contextmanager
def _hub_errors(repo: str, revision: str, cache: Path) -> Iterator[None]:
    """Turn the client's exceptions into HubError or CheckpointError with a way out."""
    import httpx2
    from huggingface_hub import errors

    try:
        with disk_errors(cache, f"downloading {repo}"):
            yield
    except errors.GatedRepoError as error:
        raise HubError(f"{repo} is gated: ask for access on its page and set HF_TOKEN") from error
    except errors.RepositoryNotFoundError as error:
        raise HubError(f"the hub has no model {repo} (404, or private); check the name, or set HF_TOKEN") from error
    except errors.RevisionNotFoundError as error:
        raise HubError(f"{repo} has no revision {revision}; check it on the model's page") from error
    except errors.HFValidationError as error:
        raise CheckpointError(f"'{repo}' is no hub id of the form organisation/name ({error})") from error
    except errors.LocalEntryNotFoundError as error:
        cause = error.__cause__ or error
        raise HubError(
            f"{repo} is not in the cache and the hub does not answer ({_first_line(cause)}); "
            "check the network, or name a model that `svodka models list` shows as cached"
        ) from error
    except (httpx2.ConnectError, httpx2.TimeoutException) as error:
        raise HubError(
            f"the hub does not answer ({_first_line(error)}); check the network and HF_ENDPOINT, "
            f"or name a model that `svodka models list` shows as cached instead of {repo}"
        ) from error
    except (errors.HfHubHTTPError, httpx2.HTTPError, OSError) as error:
        raise HubError(
            f"downloading {repo} failed ({_first_line(error)}); run the same command again to go on"
        ) from error


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0][:200] or type(error).__name__


def cached(repo: str, revision: str, cache_dir: Path | None) -> Path | None:
    """The snapshot directory when it is complete in the cache, else None. Never touches the network."""
    folder = hub_cache(cache_dir) / f"models--{repo.replace('/', '--')}"  # as the client names it
    if re.fullmatch(r"[\w.-]+/[\w.-]+", repo) and not folder.is_dir():
        return None  # known without the client, which takes half a second to import
    from huggingface_hub import errors, snapshot_download

    for weights in (SAFETENSORS, PICKLES):
        try:
            path = snapshot_download(
                repo,
                revision=revision,
                cache_dir=hub_cache(cache_dir),
                allow_patterns=[*SMALL_FILES, *weights],
                local_files_only=True,
            )
        except errors.LocalEntryNotFoundError:
            continue
        except errors.HFValidationError as error:
            raise CheckpointError(f"'{repo}' is no hub id of the form organisation/name ({error})") from error
        if any((Path(path) / name).exists() for name in weights[::2]):
            return Path(path)
    return None


def download(repo: str, revision: str, cache_dir: Path | None, *, patience: float = PATIENCE) -> Path:
    """Fetch a model's snapshot into the cache and return its directory; files that are there are not fetched again.

    Weights come as safetensors where the repository has them, else as ``pytorch_model.bin``. How large they are is
    logged before the first byte is fetched. Every file is checked against the hash in the hub's listing; one that
    differs is deleted. Raises HubError, also when the hub has not answered within `patience` seconds, or
    CheckpointError for a disk that is full or cannot be written.
    """
    from huggingface_hub import snapshot_download

    cache = hub_cache(cache_dir)
    with _hub_errors(repo, revision, cache):
        info = _listing(repo, revision, patience)
        sizes = {sibling.rfilename: sibling.size or 0 for sibling in info.siblings or ()}
        weights = SAFETENSORS if sizes.keys() & set(SAFETENSORS) else PICKLES
        wanted = [*SMALL_FILES, *weights]
        size = sum(size for name, size in sizes.items() if any(fnmatch(name, pattern) for pattern in wanted))
        _log.info("downloading %s: %s MB, kept in %s", repo, f"{size / 1e6:,.0f}" if size >= 1e6 else "under 1", cache)
        path = Path(snapshot_download(repo, revision=info.sha, cache_dir=cache, allow_patterns=wanted, etag_timeout=10))
        if revision != info.sha:  # so that the branch name is found again without the network
            ref = path.parents[1] / "refs" / revision
            ref.parent.mkdir(parents=True, exist_ok=True)
            ref.write_text(str(info.sha))
    if broken := verify(repo, path, cache_dir):
        for name in broken:
            (path / name).resolve().unlink(missing_ok=True)
            (path / name).unlink(missing_ok=True)
        raise HubError(
            f"{repo}: {', '.join(broken)} came with other bytes than the hub's hash promises and was deleted; "
            "run the same command again, and if it repeats, suspect a proxy or mirror on the way"
        )
    return path


def _listing(repo: str, revision: str, patience: float) -> Any:
    """What the hub says of a model: its commit and files.

    Asked in a thread that is left behind when the time is up: looking up a name cannot be given a timeout.
    """
    import httpx2
    from huggingface_hub import HfApi

    answers: SimpleQueue[Any] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(HfApi().model_info(repo, revision=revision, timeout=patience, files_metadata=True))
        except Exception as error:
            answers.put(error)

    Thread(target=ask, name="svodka-hub", daemon=True).start()
    try:
        answer = answers.get(timeout=patience)
    except Empty:
        raise httpx2.ConnectTimeout(f"nothing came in {patience:g} seconds") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def verify(repo: str, path: Path, cache_dir: Path | None) -> list[str]:
    """The files of a snapshot whose bytes do not match the hub's listing, by name; empty when all is well.

    The listing was stored with the download: SHA-256 for large files, the git blob hash for small ones. Raises
    CheckpointError when no listing is stored.
    """
    from huggingface_hub import get_cached_repo_tree

    try:
        listing = {
            entry.path: entry
            for entry in get_cached_repo_tree(repo, revision=path.name, cache_dir=hub_cache(cache_dir))
        }
    except Exception as error:
        raise CheckpointError(
            f"no file listing of {repo} is stored in the cache; run `svodka models pull` again"
        ) from error
    broken = []
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        name = file.relative_to(path).as_posix()
        entry = listing.get(name)
        if entry is None:
            continue
        expected, found = (entry.lfs.sha256, _sha256(file)) if entry.lfs else (entry.blob_id, _git_blob(file))
        if expected != found:
            broken.append(name)
    return broken


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _git_blob(file: Path) -> str:
    """The hash that git gives a file: SHA-1 over a header and the bytes. An identifier here, not a protection."""
    digest = hashlib.sha1(f"blob {file.stat().st_size}\0".encode(), usedforsecurity=False)
    with file.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def remove(repo: str, cache_dir: Path | None) -> int:
    """Delete every revision of a model from the download cache; returns the bytes freed (0 when it was not there)."""
    from huggingface_hub import scan_cache_dir

    cache = hub_cache(cache_dir)
    if not cache.is_dir():
        return 0
    with disk_errors(cache, f"removing {repo}"):
        found = scan_cache_dir(cache)
        hashes = [r.commit_hash for r_ in found.repos if r_.repo_id == repo for r in r_.revisions]
        if not hashes:
            return 0
        strategy = found.delete_revisions(*hashes)
        strategy.execute()
    return int(strategy.expected_freed_size)
