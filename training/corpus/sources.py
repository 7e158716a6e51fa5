"""What the corpus is made of: how often each source is seen in an epoch, and which sources are human-made news.

The domain is news, of which only some 35,000 pairs are human; they are oversampled. Technical text gives words but not
style: a small share of it. A source that is not listed is seen once, one of weight 0 never.
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
    "rltc_student_media": 3,
    "parcorp_media_ted_popsci": 3,
    "rks_global_censorship": 3,
    "african_dawn_hoi4": 2,
    "global_pandemic_hoi4": 1,
    "millennium_dawn_other_versions": 1,
    "tno2_xi_hoi4": 0.8,
    "nllb_md_health": 1,
    "nllb_md_chat": 0.5,
    "storm_over_gaza_hoi4": 1,
    "english_lessons_app": 0.7,
    "rimworld_ru": 0.15,
    "acf_list_person_names": 0.4,
    "kaiserreich_hoi4": 0.5,
    "xnli_multigenre": 2,
    "nextstrain_covid_sitreps": 2,
    "ndi_catco_elections_guide": 2,
    "fao_fra_forest": 2,
    "openownership_bods": 2,
    "mel_science_blog": 2,
    "ted_mdb_talks": 2,
    "digital_first_aid_kit": 2,
    "open_data_handbook": 2,
    "nakamoto_institute_essays": 2,
    "quarteera_lgbt_ngo": 1,
    "kanach_yerevan_ngo": 1,
    "dash_news": 1,
    "organicmaps_news": 1,
    "xlwa_wiki": 1,
    "unccd_prais_manual_mtpe": 0.5,
    "unicef_bebbo_parenting": 0.5,
    "yandex_cloud_docs": 0.5,
    "w3c_wai_i18n": 0.5,
    "monero_site": 0.5,
    "trends_earth_docs": 0.5,
    "bitcoin_org_site": 0.5,
    "letsencrypt_docs": 0.5,
    "bsnlp_slavicner_entities": 0.5,
    "dict_iso_cldr_names": 0.5,
    "tico19_covid_terms": 0,  # TICO-19 is a test set
    "mono.ru": 0,  # one side only, to be translated
    "mono.en": 0,
    "back": 1,
    "self": 0.7,
}

TUNING: dict[str, float] = {
    "newstest2012_2018": 1,
    "jarunc_dev_newscommentary": 1,
    "ud_pud_news_wiki": 1,
    "rltc_student_media": 1,
    "parcorp_media_ted_popsci": 1,
    "rks_global_censorship": 1,
    "ovdinfo_reports": 1,
    "xquad_wiki": 1,
    "xlwa_wiki": 1,
    "un_sdg_goals_targets": 1,
    "viral_russia_news": 1,
    "ted_mdb_talks": 1,
    "mlqe_pe_train": 0.5,
    "debian_web_news": 0.5,
    "tatoeba_testsets": 0.12,
    "smartool_learner": 0.12,
    "voita_opensubtitles_ctx": 0.1,
    "bilinguator_books": 0.12,
    "nllb_md_health": 0.5,
    "nllb_md_chat": 0.2,
    "umbrella_security_guides": 0.25,
    "xnli_multigenre": 0.5,
    "tno2_xi_hoi4": 0.2,
    "african_dawn_hoi4": 0.5,
    "millennium_dawn_other_versions": 0.25,
    "kaiserreich_hoi4": 0.06,
    "kanach_yerevan_ngo": 1,
    "quarteera_lgbt_ngo": 1,
    "storm_over_gaza_hoi4": 0.3,
    "unicef_bebbo_parenting": 0.4,
    "nextstrain_covid_sitreps": 0.7,
    "ndi_catco_elections_guide": 0.7,
    "fao_fra_forest": 0.7,
    "mel_science_blog": 0.7,
    "hf_course": 0.2,
    "russian_resistance_faces": 1,
    "zelive_ukraine_politics": 1,
    "ukraine_relief_sites": 1,
    "digital_first_aid_kit": 0.5,
    "nakamoto_institute_essays": 0.7,
    "opensource_guide": 0.5,
    "stsb_multi_mt_deepl": 0.1,
    "wmt22_23_testsuite_mt": 0.15,
    "rusentne_news_mt": 0.5,
    "organicmaps_news": 0.5,
    "dash_news": 0.5,
    "open_data_handbook": 0.7,
    "openownership_bods": 0.5,
    "unccd_prais_manual_mtpe": 0.3,
}
"""The mix of a last fine-tune (`--tuning`): what people wrote, news and the like first; other sources not at all."""

GAMES = frozenset(
    {
        "kaiserreich_hoi4",
        "african_dawn_hoi4",
        "global_pandemic_hoi4",
        "millennium_dawn_other_versions",
        "tno2_xi_hoi4",
        "storm_over_gaza_hoi4",
        "rimworld_ru",
    }
)
"""Texts of games, much of which is short strings; `packing.thinned` leaves most of those out."""

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

ENGLISH_SETS = frozenset(
    {
        "bump", "cliff_cnndm", "cogensumm", "defacto", "entfa", "factcc_val", "fib_xsum", "frank_cnndm",
        "gofigure_xsum", "ragtruth", "summeval", "wice_claim", "xsumfaith", "xsumfaith_gold",
    }
)  # fmt: skip
"""Sets of labelled claims whose documents are English news too: those that nobody reserved for other uses, with spaces
and capitals as they were printed."""


def weight(source: str, *, tuning: bool = False) -> float:
    """How often a pair of ``source`` is seen in an epoch, of training or of ``tuning``."""
    return TUNING.get(source, 0.0) if tuning else WEIGHTS.get(source, 1.0)
