"""`python -m vinculo <command>`."""

import sys

from vinculo.command_line import main

sys.exit(main(sys.argv[1:]))
