"""What is learned from data: the compact ru-en checkpoint and the tables of the fact check. Not in the wheel; see
training/README.md."""
