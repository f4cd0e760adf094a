"""Catalogue and rights, in and out of files: ``judge`` tells what would become of one, ``take_in`` does it."""
