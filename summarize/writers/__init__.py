"""Models that write summaries, each behind the same seam: sequence-to-sequence, instruct, chat."""
