"""Words that have to be the same throughout: a user's glossary, and one romanization of each name."""
