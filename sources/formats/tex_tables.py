"""The commands of TeX that mean a character or a font, and those that must never mean anything."""

from __future__ import annotations

from . import texts
from .variables import words

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»",
    "quotedblbase": "„",
    "textquotedbl": '"', "textquotesingle": "'", "dots": "…", "ldots": "…", "textellipsis": "…",
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|", "textdegree": "°",
    "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "texteuro": "€", "euro": "€",
    "textregistered": "®",
    "texttrademark": "™", "slash": "/", "textunderscore": "_", "cdot": "·", "times": "×", "TeX": "TeX",
    "LaTeX": "LaTeX", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "lambda": "λ", "mu": "μ",
    "pi": "π", "sigma": "σ", "omega": "ω", "textnumero": "№",
}  # fmt: skip
CHARACTERS = {"&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\\": " "}
CHARACTERS |= {
    "\n": " ",
    ",": "\u2009",
    ";": " ",
    ":": " ",
    "/": "",
    "-": "",
    "!": "",
    "@": "",
    "(": "",
    ")": "",
}
FONTS = {
    "emph": ("<i>", "</i>"), "textit": ("<i>", "</i>"), "mkbibemph": ("<i>", "</i>"), "em": ("<i>", "</i>"),
    "it": ("<i>", "</i>"), "itshape": ("<i>", "</i>"), "textsl": ("<i>", "</i>"), "mkbibitalic": ("<i>",
    "</i>"),
    "textbf": ("<b>", "</b>"), "mkbibbold": ("<b>", "</b>"), "bf": ("<b>", "</b>"), "bfseries": ("<b>",
    "</b>"),
    "textsuperscript": ("<sup>", "</sup>"), "mkbibsuperscript": ("<sup>", "</sup>"),
    "textsubscript": ("<sub>", "</sub>"), "textsc": (texts.SMALL_CAPS, "</span>"),
    "sc": (texts.SMALL_CAPS, "</span>"), "scshape": (texts.SMALL_CAPS, "</span>"),
    "enquote": ("“", "”"), "mkbibquote": ("“", "”"), "mkbibparens": ("(", ")"),
}  # fmt: skip
# These stand for the rest of the group they are in.
SWITCHES = frozenset({"em", "it", "itshape", "bf", "bfseries", "sc", "scshape"})
SILENT = words(
    """textrm textsf texttt textup textmd text mbox hbox url protect relax rm sf tt normalfont noopsort"""
)
FORBIDDEN = words(
    """input include includeonly openin openout read readline write immediate special def edef gdef xdef
    let futurelet newcommand renewcommand providecommand newwrite newread csname catcode directlua
    latelua luaexec usepackage documentclass loop expandafter verbatiminput lstinputlisting
    includegraphics InputIfFileExists inputminted"""
)
