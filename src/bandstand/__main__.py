"""`python -m bandstand` is the `bandstand` command."""

import sys

from bandstand.config.command import main

sys.exit(main())
