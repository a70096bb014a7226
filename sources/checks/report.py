"""The ledger for scripts, as JSON, and for readers, as a table. Pure functions."""

from __future__ import annotations

from typing import Any

from .ledger import Ledger
from .words import shortened

SHOWN = 48


def as_json(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """The citations and findings as `check_citations --json` prints them."""
    return {
        "citations": [
            {
                "source": citation.source,
                "locator": citation.locator,
                "status": citation.status,
                "candidates": list(citation.candidates),
                "start": citation.start,
                "end": citation.end,
                "text": citation.text,
            }
            for citation in ledger.citations
        ],
        "findings": [
            {
                "kind": finding.kind,
                "start": finding.start,
                "end": finding.end,
                "message": finding.message,
                "suggestion": finding.suggestion,
            }
            for finding in ledger.findings
        ],
    }


def as_table(ledger: Ledger) -> str:
    """The citations, the findings and the counts as lines of text; places are characters of the text."""
    lines = [f"{'Place':>7}  {'Citation':{SHOWN}}  {'Source':24} {'Locator':12} Status"]
    for c in ledger.citations:
        text, source = shortened(c.text, SHOWN), c.source or ", ".join(c.candidates)
        lines.append(f"{c.start:7}  {text:{SHOWN}}  {source:24} {c.locator:12} {c.status}")
    if ledger.findings:
        lines += ["", f"{'Place':>7}  Finding"]
        lines += [f"{f.start:7}  {f.kind.replace('_', ' ')}: {f.message}" for f in ledger.findings]
    words = sum(paragraph.words for paragraph in ledger.paragraphs)
    counts = {
        "citations": len(ledger.citations),
        "sources cited": len(ledger.cited),
        "citations that match no source": ledger.missing,
        "sources never cited": len(ledger.uncited),
        "citations without a locator": ledger.without_locator,
        "citations per paragraph": " ".join(str(paragraph.citations) for paragraph in ledger.paragraphs)
        or "-",
        "quoted": f"{ledger.quoted_share:.0%} of {words} words",
    }
    lines += ["", *(f"{name}: {count}" for name, count in counts.items())]
    return "\n".join(lines)
