"""What stands in an item's text that is not the news: notices of the law, channel footers, datelines."""

__all__: list[str] = []
