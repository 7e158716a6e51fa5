"""``python -m svodka``: the same as the console script."""

import sys

from svodka.cli.app import main

sys.exit(main())
