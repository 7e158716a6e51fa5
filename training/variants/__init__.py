"""Further pairs by rule out of the pairs that are there: what briefs fail at, in every epoch.

Each rule takes a pair and gives another that is as true a translation: the object moved before the verb under the same
English, a name, word, figure or unit exchanged on both sides, a reserve or a negation put in on both, a headline
without its auxiliary verb. Where forms or words leave a doubt, a rule gives nothing. One rule a file; all are pure
functions of pair and generator. `training.variants.writing` applies them to a corpus.
"""
