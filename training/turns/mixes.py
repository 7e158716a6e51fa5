"""How often an epoch has a pair of each source, when data is seen many times: `MAIN`, and `LAST` for cooling down.

Beside `WEIGHTS`, which are for data seen once or twice: human news less often, so that it is not learnt by heart;
technical text more often, of which `packing` keeps a part only.
"""

from __future__ import annotations

from collections.abc import Iterable

from training.corpus.sources import weight

MENDING, BACK, FORTH, SELF = "denoise.en", "back", "forth", "self"
"""Sources made on the way: English to mend; English with Russian by the reverse network; Russian with English, for the
reverse network; the more confident part of the same, for the network itself."""

MAIN: dict[str, float] = {
    "newstest2012_2018": 3,
    "jarunc_dev_newscommentary": 3,
    "ud_pud_news_wiki": 3,
    "xquad_wiki": 2,
    "xlwa_wiki": 2,
    "mlqe_pe_train": 2,
    "kaiserreich_hoi4": 0.7,
    "msdocs_cpp_2017_earliest": 0.5,
    "msdocs_cpp_HT": 0.3,
    "msdocs_cpp_MT2020": 0.3,
    "php_docs": 0.4,
    "debian_web_security": 0.4,
    "winomt_mt": 0.4,
    "acf_list_person_names": 0.3,
    "bible_synodal_kjv": 0.2,
    "wikidata_person_names": 0.2,
    "dict_muse_ru_en": 0.2,
    MENDING: 0.2,
    BACK: 1.0,
    FORTH: 1.0,
}
LAST: dict[str, float] = {
    "newstest2012_2018": 3,
    "jarunc_dev_newscommentary": 3,
    "ud_pud_news_wiki": 3,
    "rltc_student_media": 3,
    "parcorp_media_ted_popsci": 3,
    "rks_global_censorship": 3,
    "ovdinfo_reports": 3,
    "xquad_wiki": 2,
    "un_sdg_goals_targets": 2,
    "debian_web_news": 2,
    "rusentne_news_mt": 2,
    "viral_russia_news": 2,
    "mlqe_pe_train": 2,
    "nllb_md_health": 1,
    "xlwa_wiki": 1,
    "tv1_headlines_mt": 0.8,
    "global_pandemic_hoi4": 0.4,
    "kaiserreich_hoi4": 0.3,
    "wikidata_person_names": 0.15,
    MENDING: 0.2,
    BACK: 1.2,
    SELF: 0.7,
}
REST = 0.6
"""Of its weight in `MAIN`, for a source that `LAST` does not name: the domain is news."""


def main_mix(sources: Iterable[str]) -> dict[str, float]:
    """The weights of ``sources`` for all turns but the last."""
    return {name: MAIN.get(name, weight(name)) for name in sources}


def last_mix(sources: Iterable[str]) -> dict[str, float]:
    """The weights of ``sources`` while the network cools down."""
    return {name: LAST.get(name, REST * MAIN.get(name, weight(name))) for name in sources}
