"""Load, check and render prompt templates.

A template is a TOML file: ``description``, ``system``, ``user``, ``variables`` (names that must be given) and a table
``defaults`` (names that may be). ``{name}`` in ``system`` and ``user`` is a variable; ``{{`` and ``}}`` are braces.
The article is the variable ``{article}``: it stands once, in ``user`` only, on its own line between the fence lines
``<article>`` and ``</article>``. A template of ``kind = "prefix"`` has no system turn and no fence: it is the task
prefix of a model that takes the text at the end of one line of orders (T5, TranslateGemma), and its user turn ends in
the article. ``task = "translate"`` marks a template for translators; without it, it is for summarizers.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from svodka.errors import PromptError
from svodka.regexes import regex

ARTICLE = "article"
_FENCED = regex(r"^<article>\n\{article\}\n</article>$", re.MULTILINE)
_FIELD = regex(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}|[{}]")
# Control tokens of Llama, Mistral (mistral-common's tokens), GLM and InternLM: words with an underscore, and these.
_BRACKETED = regex(
    r"[\[［]\s*(/?)\s*(INST|IMG|PREFIX|MIDDLE|SUFFIX|AUDIO|TRANSCRIBE|ARGS|THINK|[gs]?MASK|SYSTEM|USER|ASSISTANT|BOS|EOS|PAD"
    r"|[a-z0-9]+(?:_[a-z0-9]+)+)\s*[\]］]",
    re.IGNORECASE,
)
_KEYS = {"description", "kind", "task", "system", "user", "variables", "defaults"}


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat: ``role`` is ``system`` or ``user``."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A checked template. ``variables`` must be given to `render`, ``defaults`` may be; no other name is accepted."""

    name: str
    description: str
    kind: str
    system: str
    user: str
    variables: tuple[str, ...]
    defaults: tuple[tuple[str, str], ...] = ()
    task: str = "summarize"

    def render(self, variables: Mapping[str, str]) -> tuple[Message, ...]:
        """The messages, the article (``variables["article"]``) fenced and escaped in the user turn.

        Values are put in once and never read as templates. Raises PromptError for unknown, missing or non-text
        variables.
        """
        values = self._values(variables)
        values[ARTICLE] = escape(values[ARTICLE])
        turns = (("system", self.system), ("user", self.user))
        return tuple(Message(role, _fill(text, values)) for role, text in turns if text)

    def digest(self, variables: Mapping[str, str]) -> str:
        """64 bits of SHA-256 over the rendered template without the article, as 16 hex digits, for signatures."""
        values = self._values({**variables, ARTICLE: ""})
        parts = [self.kind, _fill(self.system, values), _fill(self.user, values)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    def _values(self, variables: Mapping[str, str]) -> dict[str, str]:
        defaults = dict(self.defaults)
        known = {*self.variables, *defaults}
        if unknown := sorted(set(variables) - known):
            raise PromptError(f"prompt {self.name} has no variable {', '.join(unknown)}; it has {_list(known)}")
        if missing := sorted(set(self.variables) - set(variables)):
            raise PromptError(f"prompt {self.name} needs {', '.join(missing)}; give a value for each")
        for name, value in variables.items():
            if not isinstance(value, str):
                raise PromptError(f"variable {name} of prompt {self.name} is {type(value).__name__}; expected text")
        return {**defaults, **variables}


def prompt_names() -> tuple[str, ...]:
    """The names of the templates that come with svodka, sorted."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in files("prompts").iterdir() if f.name.endswith(".toml")))


def load_prompt(name: str) -> Prompt:
    """The template of this name, or of this path when it ends in ``.toml`` or contains a slash.

    Raises PromptError when there is none, or when the file breaks the rules in this module's docstring.
    """
    if name.endswith(".toml") or "/" in name or "\\" in name:
        path = Path(name).expanduser()
        try:
            raw = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PromptError(f"cannot read the prompt file {name}: {error}; expected a TOML file in UTF-8") from error
        return _parse(path.stem, raw, where=name)
    if name not in prompt_names():
        raise PromptError(
            f"there is no prompt {name!r}; there are {', '.join(prompt_names())}, or give the path of a .toml file"
        )
    return _parse(name, files("prompts").joinpath(f"{name}.toml").read_text(encoding="utf-8"), where=f"prompts/{name}")


def escape(article: str) -> str:
    """The article as data: nothing in it can close the fence or pass for a turn of the conversation.

    ``<`` before anything but a number becomes ``‹`` (so do its full-width and small forms), which breaks
    ``</article>``, ``<|im_end|>``, ``<start_of_turn>``, ``<extra_id_0>`` and their like; marks in brackets, such as
    ``[INST]``, ``[SYSTEM_PROMPT]`` and ``[TOOL_CALLS]``, lose them.
    """
    article = re.sub(r"[<＜﹤](?!\s*\d)", "‹", article)
    return _BRACKETED.sub(r"(\1\2)", article)


def _parse(name: str, raw: str, *, where: str) -> Prompt:
    try:
        data = tomllib.loads(raw)
    except (tomllib.TOMLDecodeError, RecursionError, OverflowError) as error:
        raise PromptError(f"{where} is not TOML: {error}") from error
    if unknown := sorted(set(data) - _KEYS):
        raise PromptError(f"{where} has unknown keys {', '.join(unknown)}; known: {', '.join(sorted(_KEYS))}")
    kind = data.get("kind", "chat")
    if kind not in ("chat", "prefix"):
        raise PromptError(f"{where} has kind {kind!r}; expected chat or prefix")
    task = data.get("task", "summarize")
    if task not in ("summarize", "translate"):
        raise PromptError(f"{where} has task {task!r}; expected summarize or translate")
    texts = {key: data.get(key, "") for key in ("description", "system", "user")}
    variables, defaults = data.get("variables", []), data.get("defaults", {})
    sound = (
        all(isinstance(text, str) for text in texts.values())
        and isinstance(variables, list)
        and all(isinstance(v, str) for v in variables)
        and isinstance(defaults, dict)
        and all(isinstance(v, str) for v in defaults.values())
    )
    if not sound:
        raise PromptError(
            f"{where}: description, system and user are text, variables a list of text, defaults a table of text"
        )
    prompt = Prompt(
        name,
        texts["description"].strip(),
        kind,
        texts["system"].strip(),
        texts["user"].strip(),
        tuple(variables),
        tuple(sorted(defaults.items())),
        task,
    )
    _check(prompt, where)
    return prompt


def _check(prompt: Prompt, where: str) -> None:
    if not prompt.description:
        raise PromptError(f"{where} has no description; say in one line what the prompt is for")
    used = _fields(prompt.system, where) | _fields(prompt.user, where)
    declared = {*prompt.variables, *dict(prompt.defaults)}
    if both := sorted(set(prompt.variables) & set(dict(prompt.defaults))):
        raise PromptError(f"{where}: {', '.join(both)} cannot be both required and have a default")
    if used != declared:
        raise PromptError(f"{where} uses {_list(used)} but declares {_list(declared)} in variables and defaults")
    if ARTICLE not in prompt.variables or "{article}" in prompt.system:
        raise PromptError(f"{where}: article must be a required variable that stands in user and never in system")
    if prompt.kind == "prefix":
        if prompt.system or prompt.user.count("{article}") != 1 or not prompt.user.endswith("{article}"):
            raise PromptError(f"{where}: a prefix prompt has no system turn, and its user turn ends in {{article}}")
    elif prompt.user.count("{article}") != 1 or len(_FENCED.findall(prompt.user)) != 1:
        raise PromptError(
            f"{where}: {{article}} must stand once, on its own line between the lines <article> and </article>"
        )


def _fields(text: str, where: str) -> set[str]:
    names = set()
    for match in _FIELD.finditer(text):
        if match.group() in "{}":
            raise PromptError(f"{where} has a single {match.group()!r}; write a variable as {{name}}, a brace twice")
        if match.group(1):
            names.add(match.group(1))
    return names


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda m: values[m.group(1)] if m.group(1) else m.group()[0], text)


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
