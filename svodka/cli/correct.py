"""``svodka correct`` and ``svodka corrections``: what a reader corrects goes back in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from svodka.cli.parts.destination import check_output, writing
from svodka.cli.parts.options import OutputOption
from svodka.cli.parts.output import say
from svodka.errors import InputError, OptionError

if TYPE_CHECKING:
    from svodka.corrections import Edit, TermPair
    from svodka.items import Brief

MemoryOption = Annotated[
    Path | None, typer.Option("--memory", help="Translation memory that keeps corrected sentences.")
]
GlossaryOption = Annotated[Path | None, typer.Option("--glossary", help="TSV file of corrected names and terms.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


def register(app: typer.Typer) -> None:
    """Add the command and the group to the app."""
    app.command(name="correct")(correct)
    group = typer.Typer(no_args_is_help=True, help="What was corrected: list, remove.")
    group.command(name="list")(list_)
    group.command(name="remove")(remove)
    app.add_typer(group, name="corrections")


def correct(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The file that `svodka brief --store` made.")],
    item: Annotated[str | None, typer.Argument(metavar="[ITEM]", help="Its id, or its number in the run.")] = None,
    run: Annotated[int | None, typer.Option("--run", help="The run's number; the latest by default.")] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="The edited sheet, Markdown export or digest.")
    ] = None,
    term: Annotated[
        list[str] | None, typer.Option("--term", metavar="RUSSIAN=ENGLISH", help="A term for the glossary; repeatable.")
    ] = None,
    memory: MemoryOption = None,
    glossary: GlossaryOption = None,
    output: OutputOption = None,
) -> int:
    """Correct the translation behind a brief: write a sheet to edit, then read it back with --from.

    Without --from and --term the sheet of ITEM is printed: each Russian sentence with its English. Read back, a changed
    sentence goes to the translation memory, and the name changed in it to the glossary; the next run that is given
    these files uses both.
    """
    from svodka.corrections import is_sheet, read_export, read_sheet, sheet_of, term_of

    briefs = _briefs(store, run, item)
    if from_ is None and not term:
        if item is None:
            raise OptionError("say what to correct: ITEM, or --from FILE that was edited")
        with writing(output, reads=[store]) as out:
            out.write(sheet_of(briefs[0]))
        return 0
    if output is not None:
        raise OptionError("-o is for the sheet; corrections go to --memory and --glossary")
    edits: list[Edit] = []
    remarks: list[str] = []
    if from_ is not None:
        text = _text(from_)
        try:
            edits, remarks = (read_sheet(text, briefs), []) if is_sheet(text) else read_export(text, briefs)
        except InputError as error:
            raise InputError(f"{from_}: {error}") from error
    terms = [*(_term(one) for one in term or ()), *(found for edit in edits if (found := term_of(edit)))]
    _keep(store, edits, terms, memory, glossary, bool(term))
    for remark in remarks:
        say(remark)
    return 1 if remarks else 0


def _keep(
    store: Path,
    edits: Sequence[Edit],
    terms: Sequence[TermPair],
    memory: Path | None,
    glossary: Path | None,
    asked: bool,
) -> None:
    """Write the corrections. Raises OptionError before anything is written when it is not said where to."""
    from translate.corrections import Correction, keep_corrections
    from translate.terms.keeping import keep_term

    if edits and memory is None:
        raise OptionError(f"{len(edits)} sentences were changed; say where to keep them: --memory FILE")
    if asked and glossary is None:
        raise OptionError("--term goes to a glossary; say which: --glossary FILE")
    for path in filter(None, (memory, glossary)):
        check_output(path, store)
    kept = 0
    for term in dict.fromkeys(terms):
        if glossary is not None and keep_term(glossary, term.russian, term.english):
            kept += 1
            say(f"{term.russian} is {term.english}, in {glossary}")
    if edits and memory is not None:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        keep_corrections(memory, [Correction(edit.source, edit.after, made) for edit in edits])
        say(f"{len(edits)} corrected sentence{'s' * (len(edits) != 1)} in {memory}")
    if terms and glossary is None:
        found = ", ".join(f"{term.russian} is {term.english}" for term in dict.fromkeys(terms))
        say(f"changed names stay in their sentences ({found}); --glossary FILE keeps them for all")
    if not edits and not kept:
        say("nothing was changed")


def list_(memory: MemoryOption = None, glossary: GlossaryOption = None, as_json: JsonOption = False) -> int:
    """List corrected sentences and terms, each with its number."""
    from translate.corrections import read_corrections
    from translate.terms.glossary import read_glossary

    if memory is None and glossary is None:
        raise OptionError("say where to look: --memory FILE, --glossary FILE, or both")
    sentences = read_corrections(memory) if memory is not None else ()
    terms = read_glossary(glossary).terms if glossary is not None else ()
    with writing(None) as out:
        for number, one in enumerate(sentences, 1):
            if as_json:
                _json(out, {"kind": "sentence", "number": number, **one.to_dict()})
            else:
                out.write(f"{number}\t{one.made[:10]}\t{one.source}\t{one.target}\n")
        for number, row in enumerate(terms, 1):
            if as_json:
                found = {"source": row.russian, "target": row.english, "made": None}
                _json(out, {"kind": "term", "number": number, **found})
            else:
                out.write(f"{number}\tterm\t{row.russian}\t{row.english}\n")
    return 0


def _json(out: TextIO, data: dict[str, Any]) -> None:
    out.write(json.dumps(data, ensure_ascii=False) + "\n")


def remove(
    which: Annotated[
        list[str],
        typer.Argument(metavar="WHICH...", help="Numbers of `list`, or Russian sentences or terms."),
    ],
    memory: MemoryOption = None,
    glossary: GlossaryOption = None,
) -> int:
    """Remove corrected sentences from a memory, or terms from a glossary."""
    from translate.corrections import key_of, read_corrections, remove_corrections
    from translate.terms.glossary import read_glossary
    from translate.terms.keeping import remove_term

    if (memory is None) == (glossary is None):
        raise OptionError("say what to remove from: --memory FILE for sentences, or --glossary FILE for terms")
    if memory is not None:
        known = [one.source for one in read_corrections(memory)]
        chosen = [_chosen(one, known, key_of(one), memory) for one in which]
        count = remove_corrections(memory, chosen)
        say(f"{count} corrected sentence{'s' * (count != 1)} removed from {memory}")
        return 0
    assert glossary is not None
    known = [row.russian for row in read_glossary(glossary).terms]
    chosen = [_chosen(one, known, one, glossary) for one in which]
    for one in dict.fromkeys(chosen):
        remove_term(glossary, one)
    say(f"{len(set(chosen))} term{'s' * (len(set(chosen)) != 1)} removed from {glossary}")
    return 0


def _chosen(which: str, known: Sequence[str], key: str, path: Path) -> str:
    if which.isdecimal() and 1 <= int(which) <= len(known):
        return known[int(which) - 1]
    if key in known:
        return key
    raise InputError(f"{path}: holds no correction {which!r:.80}; `svodka corrections list` shows its {len(known)}")


def _briefs(store: Path, run: int | None, item: str | None) -> list[Brief]:
    from svodka.runs import Store

    with Store.open(store) as opened:
        chosen = opened.run(run)
        briefs = [result.brief for result in opened.results(chosen.id) if result.brief is not None]
    if item is None:
        return briefs
    found = [brief for brief in briefs if brief.item.id == item]
    if not found and item.isdecimal() and 1 <= int(item) <= len(briefs):
        found = [briefs[int(item) - 1]]
    if not found:
        raise InputError(
            f"{store}: run {chosen.id} has no brief of the item {item!r:.80}; give an id of its {len(briefs)}, as "
            f"`svodka runs export {store}` has them, or a number from 1 to {len(briefs)}"
        )
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise InputError(f"{path}: {why}; expected the edited sheet, export or digest") from error


def _term(given: str) -> TermPair:
    from svodka.corrections import TermPair

    russian, sign, english = given.partition("=")
    if not sign or not russian.strip() or not english.strip():
        raise OptionError(f"--term is {given!r}; expected RUSSIAN=ENGLISH, such as --term 'Ряжа=Ryazha'")
    return TermPair(russian.strip(), english.strip())
