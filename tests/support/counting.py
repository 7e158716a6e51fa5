"""Work counted, where a test holds how it grows: time would be measured with whatever else runs."""

import sys
from collections import Counter


def calls(function, *arguments):
    """How many functions, those written in C among them, one call of a function makes."""
    seen = Counter()
    sys.setprofile(lambda frame, event, argument: seen.update([event]))
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return seen["call"] + seen["c_call"]
