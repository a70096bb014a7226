"""The variables and types of CSL 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html)."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TYPES = words(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic
    hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet
    paper-conference patent performance periodical personal_communication post post-weblog
    regulation report review review-book software song speech standard thesis treaty webpage"""
)
LONG_TEXTS = frozenset({"abstract", "annote", "note"})
TEXTS = LONG_TEXTS | words(
    """archive archive_collection archive_location archive-place authority call-number citation-key
    citation-label collection-title container-title container-title-short dimensions division DOI
    event-place event-title genre ISBN ISSN jurisdiction keyword language license medium
    original-publisher original-publisher-place original-title part-title PMCID PMID publisher
    publisher-place references reviewed-genre reviewed-title scale source status title title-short
    translated-title URL volume-title year-suffix"""
)
NUMBERS = words(
    """chapter-number citation-number collection-number edition first-reference-note-number issue locator
    number number-of-pages number-of-volumes page page-first part-number printing-number section
    supplement-number version volume"""
)
DATES = words("accessed available-date event-date issued original-date submitted")
NAMES = words(
    """author chair collection-editor compiler composer container-author contributor curator director
    editor editor-translator editorial-director executive-producer guest host illustrator
    interviewer narrator organizer original-author performer producer recipient reviewed-author
    script-writer series-creator translator"""
)
ALL = TEXTS | NUMBERS | DATES | NAMES
# Names of CSL 1.0.1 and of citeproc's own that mean the same.
OLDER_NAMES = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event": "event-title",
    "interviewee": "author",
    "citekey": "citation-key",
}
# Types that appear in something that appears again and again.
PERIODICAL_TYPES = frozenset(
    {"article", "article-journal", "article-magazine", "article-newspaper", "review", "review-book"}
)
# Types whose container is a book.
IN_BOOK_TYPES = frozenset({"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"})
WEB_TYPES = frozenset({"webpage", "post", "post-weblog"})

# What neither BibLaTeX nor RIS can hold, and why; each adds its own to it.
NEVER_HELD = {
    "custom": "what the site keeps for itself",
    "categories": "what the site keeps for itself",
    "comma-suffix": "how a suffix is punctuated",
    "static-ordering": "a name that is never inverted",
    "parse-names": "a note for the processor",
    "dropping-particle": "comes back as a particle that does not drop",
}
