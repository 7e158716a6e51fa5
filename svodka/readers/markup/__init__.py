"""One reading of HTML for all that comes in it: pages, entries of feeds, records of exports, Telegram's messages."""
