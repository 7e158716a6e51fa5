"""A chat model as a decoder: segments in numbered groups, the answer aligned to them."""
