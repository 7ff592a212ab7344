"""`python -m gouji`."""

import sys

from gouji.cli import main

sys.exit(main())
