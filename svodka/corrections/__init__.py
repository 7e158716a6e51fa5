"""What a reader corrects in a brief: sentences for a translation memory, names and terms for a glossary.

    edits = read_sheet(edited, briefs)     # or read_export of an edited Markdown export or digest
    terms = [term for edit in edits if (term := term_of(edit))]

Names load when first used.
"""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.corrections.edits import Edit, TermPair, term_of
    from svodka.corrections.exports import read_export
    from svodka.corrections.sheet import is_sheet, read_sheet, sheet_of

__all__, __getattr__, __dir__ = exported(__name__)
