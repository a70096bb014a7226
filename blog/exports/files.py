"""The files that a bibliography leaves in: their formats, their names, and what each could not hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from django.http import HttpResponse

from sources.csl import Item
from sources.formats import bibtex, csljson, ris
from sources.formats.model import Loss, Writing

# What one would rather not read as the name of a variable.
_WORDS = {"custom": "primary or secondary, other names", "categories": "categories", "id": "key"}


@dataclass(frozen=True)
class Format:
    """A kind of file; `extension` ends its address and its name."""

    extension: str
    label: str
    purpose: str
    media_type: str
    write: Callable[[Sequence[Item]], Writing]

    def text(self, items: Sequence[Item]) -> str:
        """The file, with what it lacks said in it where the format has room for that."""
        writing = self.write(items)
        if self.media_type != BIBTEX_TYPE or not writing.losses:
            return writing.text
        return _remarks(self.label, writing.losses) + writing.text

    def losses(self, items: Sequence[Item]) -> list[str]:
        """What it could not hold, a line for each work: "Report on the Census: call number"."""
        return [f"{loss.title}: {_variables(loss)}" for loss in self.write(items).losses]


BIBTEX_TYPE = "application/x-bibtex"
RIS_TYPE = "application/x-research-info-systems"
CSL_TYPE = "application/vnd.citationstyles.csl+json"
FORMATS = {
    one.extension: one
    for one in (
        Format("bib", "BibLaTeX", "for LaTeX with biblatex and Biber", BIBTEX_TYPE, bibtex.write),
        Format(
            "bibtex.bib",
            "BibTeX",
            "for LaTeX with BibTeX and a style file (.bst)",
            BIBTEX_TYPE,
            partial(bibtex.write, classic=True),
        ),
        Format("ris", "RIS", "for Zotero, EndNote, Mendeley and Citavi", RIS_TYPE, ris.write),
        Format("json", "CSL-JSON", "everything that is known of each work", CSL_TYPE, csljson.write),
        Format(
            "zotero.json",
            "CSL-JSON for Zotero",
            "particles and suffixes written into the names, which Zotero would drop",
            CSL_TYPE,
            partial(csljson.write, for_zotero=True),
        ),
    )
}


def download(text: str, name: str, media_type: str) -> HttpResponse:
    """`text` as a file called `name`, which search engines leave alone."""
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = disposition(name)
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


def disposition(name: str) -> str:
    """The header for an attachment (RFC 6266): the name as it is, and one in ASCII for older programs."""
    decomposed = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = decomposed.replace("\\", "").replace('"', "").strip("-.")
    if plain == name:
        return f'attachment; filename="{plain}"'
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _remarks(label: str, losses: Sequence[Loss]) -> str:
    """Comments at the head of a BibTeX file; an "@" would begin an entry there."""
    lines = [f"{label} could not hold:", *(f"  {loss.id}: {_variables(loss)}" for loss in losses)]
    return "".join(f"% {line.replace('@', '')}\n" for line in lines) + "\n"


def _variables(loss: Loss) -> str:
    words = [_WORDS.get(name, name.replace("_", " ").replace("-", " ")) for name in loss.variables]
    return ", ".join(dict.fromkeys(words))
