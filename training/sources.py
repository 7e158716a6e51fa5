"""What the corpus is made of: how often each source is seen in an epoch, and which sources are human-made news.

The domain is news, of which only some 25,000 pairs are human; they are oversampled. Technical text gives words but not
style: a small share of it. A source that is not listed is seen once.
"""

WEIGHTS: dict[str, float] = {
    "newstest2012_2018": 4,
    "jarunc_dev_newscommentary": 4,
    "ud_pud_news_wiki": 3,
    "ovdinfo_reports": 3,
    "russian_resistance_faces": 3,
    "un_sdg_goals_targets": 3,
    "debian_web_news": 2,
    "rusentne_news_mt": 2,
    "mlqe_pe_train": 2,
    "viral_russia_news": 2,
    "zelive_ukraine_politics": 2,
    "umbrella_security_guides": 1.5,
    "kaiserreich_hoi4": 0.7,
    "bilinguator_books": 0.7,
    "wmt22_23_testsuite_mt": 0.6,
    "dict_xling_yacle": 0.5,
    "gaia_aida_entity_dict": 0.5,
    "opensource_guide": 0.5,
    "captions_3b1b": 0.4,
    "mozilla_org_site": 0.4,
    "wikidata_person_names": 0.4,
    "dict_muse_ru_en": 0.3,
    "debian_web_security": 0.2,
    "hf_course": 0.2,
    "php_docs": 0.2,
    "winomt_mt": 0.2,
    "msdocs_cpp_HT": 0.15,
    "bible_synodal_kjv": 0.1,
    "msdocs_cpp_2017_earliest": 0.1,
    "msdocs_cpp_MT2020": 0.05,
    "back": 1,
    "self": 0.7,
}

HUMAN_NEWS = (
    "newstest2012_2018",
    "jarunc_dev_newscommentary",
    "ud_pud_news_wiki",
    "ovdinfo_reports",
    "debian_web_news",
    "rusentne_news_mt",
)
"""The sources of the last fine-tune. rusentne_news_mt is machine output, but fluent and on the domain."""

ENGLISH_DOCUMENTS = (
    "reuters21578_headline",
    "bbc2225_headline",
    "xsum_600",
    "cnndm_600",
    "inshorts_499",
    "waddle_daniel_en",
    "tgnews_csv_en",
    "freelance_writer_summaries",
)
"""English news documents to back-translate."""


def weight(source: str) -> float:
    """How often a pair of ``source`` is seen in an epoch."""
    return WEIGHTS.get(source, 1.0)
