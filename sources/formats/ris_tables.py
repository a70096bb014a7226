"""How CSL's types and variables are called in RIS, as Zotero reads and writes it.

The tags are those of the RIS specification of 2011. What has no tag of its own stands in `M2`, one line a
variable, as "variable: value": Zotero keeps these lines in its Extra field and cites by them.
"""

from __future__ import annotations

from .variables import NEVER_HELD

# The first type of a tag is the one that the tag alone stands for; the others need a line "type: …".
TYPES = {
    "ART": ("graphic",),
    "BILL": ("bill",),
    "BLOG": ("post-weblog",),
    "BOOK": ("book", "classic"),
    "CASE": ("legal_case",),
    "CHAP": ("chapter",),
    "COMP": ("software",),
    "CONF": ("paper-conference",),
    "DATA": ("dataset",),
    "DICT": ("entry-dictionary",),
    "ELEC": ("webpage", "post"),
    "ENCYC": ("entry-encyclopedia", "entry"),
    "FIGURE": ("figure",),
    "GEN": ("document", "article", "collection", "event", "interview", "performance"),
    "HEAR": ("hearing",),
    "JOUR": ("article-journal", "review", "review-book"),
    "LEGAL": ("regulation", "treaty"),
    "MANSCPT": ("manuscript",),
    "MAP": ("map",),
    "MGZN": ("article-magazine",),
    "MPCT": ("motion_picture",),
    "MUSIC": ("musical_score",),
    "NEWS": ("article-newspaper",),
    "PAMP": ("pamphlet",),
    "PAT": ("patent",),
    "PCOMM": ("personal_communication",),
    "RPRT": ("report",),
    "SER": ("periodical",),
    "SLIDE": ("speech",),
    "SOUND": ("song",),
    "STAND": ("standard",),
    "STAT": ("legislation",),
    "THES": ("thesis",),
    "VIDEO": ("broadcast",),
}
TAG_OF_TYPE = {csl: tag for tag, types in TYPES.items() for csl in types}
TYPE_OF_TAG = {tag: types[0] for tag, types in TYPES.items()}
TYPE_OF_TAG |= {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "book",
    "CHART": "figure", "CLSWK": "classic", "CPAPER": "paper-conference", "CTLG": "book", "DBASE": "dataset",
    "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal", "GOVDOC": "report",
    "ICOMM": "personal_communication", "INPR": "article-journal", "JFULL": "periodical",
    "MULTI": "webpage", "UNBILL": "bill", "UNPB": "manuscript", "UNPD": "manuscript",
}  # fmt: skip
# Tags with one meaning for every type. The first tag of a variable is written; all are read.
TEXTS = {
    "TI": "title", "T1": "title", "CT": "title", "ST": "title-short", "T2": "container-title",
    "JO": "container-title", "JF": "container-title", "T3": "collection-title", "J2": "container-title-short",
    "JA": "container-title-short", "J1": "container-title-short",
    "VL": "volume", "IS": "issue", "CP": "issue",
    "NV": "number-of-volumes", "ET": "edition", "PB": "publisher", "CY": "publisher-place",
    "PP": "publisher-place", "DB": "archive", "AN": "archive_location", "AV": "archive_location",
    "CN": "call-number", "DP": "source", "M3": "genre", "SE": "section", "LA": "language",
    "AB": "abstract", "N2": "abstract", "N1": "note", "RN": "annote", "DO": "DOI", "DI": "DOI", "UR": "URL",
}  # fmt: skip
NAMES = {
    "AU": "author",
    "A1": "author",
    "A2": "editor",
    "ED": "editor",
    "A3": "collection-editor",
    "A4": "translator",
}
# Where Zotero reads a tag otherwise.
BY_TYPE = {
    "BOOK": {"A2": "collection-editor", "A3": "editor", "T2": "collection-title", "BT": "title"},
    "CHAP": {"BT": "container-title"},
    "MPCT": {"AU": "director", "A1": "director"},
    "VIDEO": {"AU": "director", "A1": "director"},
}
# Tags that other programs write: these are only read.
READ_ONLY = frozenset({"T1", "CT", "JO", "JF", "JA", "J1", "CP", "PP", "AV", "N2", "DI", "A1", "ED", "BT"})
# Tags that belong to the program that wrote them.
SILENT = frozenset({"ER", "ID", "L1", "L2", "L3", "L4", "LK", "TY", "UK"})

# What RIS cannot hold, and why; the tests keep this list exact.
NOT_HELD = NEVER_HELD | {
    "literal with comma": "a name that is one whole and holds a comma, unless it says what it is",
    "line breaks": "abstracts and notes become one line",
    "literal beside date": "where a date has parts, its words are left out",
}


def meanings(tag: str) -> dict[str, str]:
    """What each tag means in a record of this type."""
    canonical = TAG_OF_TYPE.get(TYPE_OF_TAG.get(tag, ""), "")
    return TEXTS | NAMES | BY_TYPE.get(canonical, {})
