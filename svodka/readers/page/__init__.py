"""The article of an HTML page: headline, body, and what the page declares about it."""
