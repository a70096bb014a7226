"""How CSL's types and variables are called in BibLaTeX (its manual, version 3.20, sections 2.1 and 2.2)."""

from __future__ import annotations

from .variables import ALL, IN_BOOK_TYPES, NEVER_HELD, PERIODICAL_TYPES, WEB_TYPES, words
from .variables import NAMES as ROLES

# The entry type, and `entrysubtype` where that is one of several kinds.
TYPES = {
    "article": ("misc", "article"),
    "article-journal": ("article", ""),
    "article-magazine": ("article", "magazine"),
    "article-newspaper": ("article", "newspaper"),
    "bill": ("legislation", "bill"),
    "book": ("book", ""),
    "broadcast": ("video", "broadcast"),
    "chapter": ("incollection", ""),
    "classic": ("book", "classic"),
    "collection": ("misc", "collection"),
    "dataset": ("dataset", ""),
    "document": ("misc", ""),
    "entry": ("inreference", "entry"),
    "entry-dictionary": ("inreference", "dictionary"),
    "entry-encyclopedia": ("inreference", ""),
    "event": ("misc", "event"),
    "figure": ("image", "figure"),
    "graphic": ("artwork", ""),
    "hearing": ("misc", "hearing"),
    "interview": ("misc", "interview"),
    "legal_case": ("jurisdiction", ""),
    "legislation": ("legislation", ""),
    "manuscript": ("unpublished", ""),
    "map": ("misc", "map"),
    "motion_picture": ("movie", ""),
    "musical_score": ("music", "score"),
    "pamphlet": ("booklet", ""),
    "paper-conference": ("inproceedings", ""),
    "patent": ("patent", ""),
    "performance": ("performance", ""),
    "periodical": ("periodical", ""),
    "personal_communication": ("letter", ""),
    "post": ("online", "post"),
    "post-weblog": ("online", "blog"),
    "regulation": ("legislation", "regulation"),
    "report": ("report", ""),
    "review": ("review", ""),
    "review-book": ("review", "book"),
    "software": ("software", ""),
    "song": ("music", ""),
    "speech": ("unpublished", "speech"),
    "standard": ("standard", ""),
    "thesis": ("thesis", ""),
    "treaty": ("legal", ""),
    "webpage": ("online", ""),
}
TYPE_OF_ENTRY = {entry: csl for csl, entry in TYPES.items()}
# What others write, and BibTeX's own.
TYPE_OF_NAME = {name: csl for (name, subtype), csl in TYPE_OF_ENTRY.items() if not subtype} | {
    "audio": "song", "bookinbook": "chapter", "collection": "book", "commentary": "book",
    "conference": "paper-conference", "electronic": "webpage", "image": "figure", "inbook": "chapter",
    "manual": "book", "mastersthesis": "thesis", "mvbook": "book", "mvcollection": "book",
    "mvproceedings": "book", "mvreference": "book", "phdthesis": "thesis", "proceedings": "book",
    "reference": "book", "suppbook": "chapter", "suppcollection": "chapter",
    "suppperiodical": "article-journal", "techreport": "report", "video": "motion_picture", "www": "webpage",
}  # fmt: skip

TEXTS = {
    "title": "title", "title-short": "shorttitle", "original-title": "origtitle",
    "reviewed-title": "reviewtitle", "collection-title": "series", "container-title-short": "shortjournal",
    "event-title": "eventtitle", "event-place": "venue", "edition": "edition", "volume": "volume",
    "number-of-volumes": "volumes", "part-number": "part", "chapter-number": "chapter", "page": "pages",
    "number-of-pages": "pagetotal", "publisher": "publisher", "publisher-place": "location",
    "original-publisher": "origpublisher", "original-publisher-place": "origlocation", "genre": "type",
    "medium": "howpublished", "status": "pubstate", "version": "version", "keyword": "keywords",
    "abstract": "abstract", "note": "note", "annote": "annotation", "year-suffix": "extradate",
}  # fmt: skip
# As they are: nothing in them is TeX.
VERBATIM = {"DOI": "doi", "URL": "url", "ISBN": "isbn", "ISSN": "issn", "PMID": "eprint"}
NAMES = {"author": "author", "editor": "editor", "translator": "translator", "container-author": "bookauthor"}
# Any other role stands in one of these, and its name in the field with "type" at the end.
OTHER_ROLES = ("editor", "editora", "editorb", "editorc")
DATES = {"issued": "date", "accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
ALSO_READ = {
    "address": "publisher-place", "journal": "container-title", "school": "publisher",
    "institution": "publisher", "annote": "annote", "pmid": "PMID", "subjects": "keyword",
}  # fmt: skip
# For the typesetter or the program that wrote the file.
SILENT = words("entrysubtype options crossref eprinttype archiveprefix month day maintitle")
# Fields that add to another one, after a colon.
SUBTITLES = {"subtitle": "title", "booksubtitle": "booktitle", "journalsubtitle": "journaltitle"}
LANGUAGES = {
    "en": "english", "en-US": "american", "en-GB": "british", "de": "ngerman", "fr": "french",
    "es": "spanish", "it": "italian", "ru": "russian", "uk": "ukrainian", "pl": "polish",
    "cs": "czech", "nl": "dutch", "pt": "portuguese", "sv": "swedish", "fi": "finnish", "la": "latin",
    "el": "greek", "tr": "turkish",
}  # fmt: skip
LANGUAGE_OF_NAME = {name: code for code, name in LANGUAGES.items()} | {"german": "de", "usenglish": "en-US"}
# Types whose number is the work's own; of the others it is the number in the series.
NUMBERED_TYPES = words(
    """report patent legislation bill regulation standard legal_case treaty dataset software manuscript map
    document speech thesis"""
)
_HELD = frozenset({*TEXTS, *VERBATIM, *NAMES, *DATES, "container-title", "volume-title", "language"})
_HELD |= {"archive", "archive_location", "issue", "number", "collection-number"}

# What BibLaTeX cannot hold, and why; the tests keep this list exact.
NOT_HELD = NEVER_HELD | {
    "fifth role": "four roles besides author, translator and the book's author, the editor among them",
    "line breaks": "abstracts and notes become one line",
    "nocase on capitals": "protection of a word that starts with a capital",
    "date without parts": "dates in words, other than of issue",
    "literal beside date": "where a date has parts, its words are left out",
    "spaces in id": "keys are letters, digits and a few marks",
    "number of another kind": "one field counts issues, books of a series, or works, by the type",
}
VARIABLES_NOT_HELD = frozenset(ALL - _HELD - ROLES)


def container_field(csl_type: str) -> str:
    """What the thing is called that a work of this type appears in."""
    if csl_type in PERIODICAL_TYPES:
        return "journaltitle"
    return "organization" if csl_type in WEB_TYPES else "booktitle"


def number_variable(csl_type: str) -> str:
    """What the field `number` counts."""
    if csl_type in PERIODICAL_TYPES:
        return "issue"
    return "number" if csl_type in NUMBERED_TYPES else "collection-number"


def publisher_field(csl_type: str) -> str:
    return "institution" if csl_type in ("report", "thesis") else "publisher"


def is_in_book(csl_type: str) -> bool:
    return csl_type in IN_BOOK_TYPES
