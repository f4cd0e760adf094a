"""Where the files of the pages are kept once installed."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Files under the hash of their content, so that browsers keep them for good and never mix two releases.

    The player is many modules that name one another: those names are hashed as well.
    """

    support_js_module_import_aggregation = True
