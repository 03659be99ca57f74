"""Static files with a hash in their names, so that browsers may keep them for ever."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import\s+url\("([^"]+)"\)\s+layer\((\w+)\);')


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped base
    """Puts the layers of the style sheet into one file (one request), then hashes and compresses."""

    manifest_strict = True
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: FBT001, FBT002 (Django's signature)
        if not dry_run:
            for name in [name for name in paths if name.endswith("site.css")]:
                # Read where it was written by hand: what was collected before is joined already, and would
                # not be collected again when only one of its layers has changed.
                storage, source = paths[name]
                joined = join_layers(Path(storage.path(source)))
                Path(self.path(name)).write_text(joined, encoding="utf-8")
                paths[name] = (self, name)  # hash what was just written, not the file it was collected from
        yield from super().post_process(paths, dry_run, **options)


def join_layers(sheet: Path) -> str:
    """Return a style sheet with each `@import url("x.css") layer(y)` replaced by the file itself."""

    def layer(match: re.Match[str]) -> str:
        text = (sheet.parent / match[1]).read_text(encoding="utf-8")
        return f"@layer {match[2]} {{\n{text}}}\n"

    return _IMPORT.sub(layer, sheet.read_text(encoding="utf-8"))
