"""The fact check's data files, each estimated from parallel texts or names by the module of its name."""
