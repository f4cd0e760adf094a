"""``python -m lanterne.cli``: the same words without the script on the path."""

from lanterne.cli.main import main

main()
