"""Names and quotations: where they stand in a text, and whether two spellings are of one name."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.facts.names.exonyms import english_exonyms, english_spelling, names_of, russian_exonym
    from svodka.facts.names.letters import (
        LONGEST_LATIN,
        LONGEST_RUSSIAN,
        Costs,
        costs,
        fold_latin,
        fold_russian,
        russian_letters,
    )
    from svodka.facts.names.recognition import TITLES, mentions
    from svodka.facts.names.transliteration import SAME, same_name

__all__, __getattr__, __dir__ = exported(__name__)
