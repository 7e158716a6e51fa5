"""The judge: a small cross-encoder that says whether evidence bears a claim out, taught on pairs and labelled claims.

`python -m training.judge --help`. MiniLM's encoder (Wang et al. 2020, arXiv 2002.10957; here all-MiniLM-L6-v2,
Apache-2.0) reads evidence and claim together and gives three labels. ``examples`` makes what it is taught on,
``pieces`` cuts its vocabulary, ``network`` teaches it, ``shipping`` writes it for CTranslate2, which runs it without
torch, and measures it, ``package`` puts it where `svodka check` takes it from.
"""
