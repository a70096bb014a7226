"""Static files under hashed names, style sheets minified, whose addresses are worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import rcssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# One change of a file in sixteen million has the name of the version before.
DIGITS = 6


class StaticStorage(CompressedManifestStaticFilesStorage):
    """A page names a dozen static files, and the manifest does not change while the server runs."""

    # A script that loads another one on first use names it by its place beside it.
    support_js_module_import_aggregation = True

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        """The collected copies of style sheets are minified, and hashed as they are then."""
        for name in [name for name in paths if name.endswith(".css")]:
            copy = Path(self.path(name))
            copy.write_text(minified(copy.read_text("utf-8")), "utf-8")
            paths[name] = (self, name)
        yield from super().post_process(paths, *args, **options)

    def file_hash(self, name: str, content: Any = None) -> str | None:
        """It tells the versions of one file apart, no more: a page names a score, and no digest packs."""
        digest = super().file_hash(name, content)
        return digest and digest[:DIGITS]

    def url(self, name: str | None, force: bool = False) -> str:
        if force or name is None:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]


def minified(sheet: str) -> str:
    """A style sheet as it is served: the same rules without comments and blanks."""
    return str(rcssmin.cssmin(sheet))
