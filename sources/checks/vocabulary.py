"""The small words that citations are made with, in English, German, French and Russian.

They are about form only: what joins names, what leads to a source, what labels a page. Which words name a
source is known from the sources alone.
"""

from __future__ import annotations

import unicodedata


def folded(words: str) -> frozenset[str]:
    """The words of a list without case and accents, as `words.key` makes them."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return frozenset("".join(c for c in plain if not unicodedata.combining(c)).split())


# Between names, and around them: never part of what has to be covered.
CONNECTORS = folded(
    """and und et и y e al others other colleagues coll ua andere др другие
    ed eds edited editor editors hg hrsg éd dir ред by von trans translated translator tr trad
    übers übersetzt пер"""
)
# Words too small to count when a title or an organisation is recognised by some of its words.
SMALL = folded(
    """the a an of and in on to for from by with at as or is
    der die das des dem den ein eine und im von zu für
    le la les l d du de un une et en au aux el los las y del
    и в на о об от по за из к с"""
)
ARTICLES = folded("the a an der die das le la les l el los las")
# Small words that begin surnames.
PARTICLES = folded("de van von d o del la le du el")

# A name in one field that has one of these is an organisation's, and else may be a person's.
ORGANISATIONS = folded(
    """academy agency archive archives assembly association authority board bureau center centre church club
    college commission committee company congress council department federation foundation government group
    institute library league ministry museum nations office organization organisation party press service
    society soviet state states studio trust union university
    akademie amt archiv ausschuss bund gesellschaft institut kommission ministerium partei rat stiftung
    universität verein verlag académie assemblée comité conseil ministère parti société université
    академия архив институт комиссия комитет министерство общество партия правительство совет союз съезд"""
)

# Abbreviations that are followed by a capital or a number and end no sentence.
ABBREVIATIONS = folded(
    """p pp vol vols ch chap chaps cf vs dr mr mrs ms prof st no nos ed eds trans qtd al fig ca col gen
    hg hrsg bd nr vgl kap jh bzw et см ср гл стр им гг тов акад"""
)

# What leads to a source and is no part of its name: regular expressions.
SIGNALS = (
    r"see also",
    r"see(?:,? e\.\s?g\.,?| for example,?)?",
    r"but see",
    r"cf\.?",
    r"compare",
    r"e\.\s?g\.,?",
    r"for example,?",
    r"(?:as )?(?:quoted|qtd\.?|cited|cit\.?|reprinted|rpt\.?|discussed|reported) (?:in|by|from)",
    r"according to",
    r"adapted from",
    r"contra",
    r"following",
    r"also in",
    r"vgl\.?",
    r"vergleiche",
    r"siehe(?: auch| dazu)?",
    r"s\.\s?a(?:uch|\.)",
    r"s\.(?= [^\W\d])",
    r"so auch",
    r"hierzu",
    r"dazu",
    r"zit(?:\.|iert) (?:n\.|nach|bei|in)",
    r"voir(?: aussi| notamment)?",
    r"v\.(?= [^\W\d])",
    r"citée?s? (?:dans|par|in)",
    r"d[’']après",
    r"selon",
    r"см\.?(?: также| например)?,?",
    r"ср\.?",
    r"цит\.(?: по:?)?",
    r"напр\.,?",
    r"véase(?: también)?",
    r"vid\.",
    r"cit\. (?:por|en)",
)
# Remarks on the quotation after the locator.
REMARKS = (
    r"(?:my|our|original|author[’']s) (?:emphasis|italics|translation)",
    r"(?:emphasis|italics|translation)s? (?:added|mine|ours|original|in (?:the )?original|by the author)",
    r"trans(?:l?\.|lation) (?:mine|by me|my own)",
    r"my trans\.?",
    r"sic",
    r"(?:et )?passim",
    r"op\.\s?cit\.?",
    r"(?:meine |eigene )?(?:hervorhebung|übersetzung)(?:en)?(?: [\w.]+){0,3}",
    r"(?:c[’']est (?:moi|nous) qui|je|nous) souligne?(?:ons)?",
    r"(?:ma|notre) traduction",
    r"traduction de l[’']auteure?",
    r"(?:курсив|перевод) (?:мой|автора|наш)",
)
# The heading of a list of sources.
LIST_HEADINGS = (
    r"(?:list of |my )?(?:sources|works|references?|literature)(?: (?:used|cited|consulted|list))?",
    r"(?:select(?:ed)? )?bibliograph(?:y|ie)",
    r"(?:verwendete )?(?:literatur|quellen)(?:verzeichnis|angaben)?",
    r"quellen und literatur",
    r"références(?: bibliographiques)?",
    r"sources et bibliographie",
    r"(?:список )?(?:использованн(?:ой|ая|ые|ых) )?литератур[аы](?: и источник(?:и|ов))?",
    r"(?:список )?(?:использованн(?:ые|ых) )?источник(?:и|ов)(?: и литератур[аы])?",
    r"библиография",
    r"bibliografía",
    r"fuentes",
    r"referencias",
    r"obras citadas",
)
# Nouns after which quotation marks hold a title.
TITLED = (
    r"posters?|books?|films?|movies?|titled|entitled|novels?|articles?|essays?|songs?|paintings?|poems?|plays?",
    r"pamphlets?|headlines?|chapters?|plakats?|filme?|buch|roman|aufsatz|lied|livre|affiche|intitulée?|chanson",
    r"плакат\w{0,2}|книг\w{1,2}|фильм\w{0,2}|стать\w{1,2}|роман\w{0,2}",
)
MONTHS = (
    r"jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]vr(?:ier)?|mar(?:ch|s)?|märz|apr(?:il)?|avr(?:il)?|may|mai",
    r"june?|juni?|juin|july?|juli|juil(?:let)?|aug(?:ust)?|août|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?",
    r"nov(?:ember|embre)?|d[eé][cz](?:ember|embre)?|spring|summer|autumn|fall|winter",
    r"январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]",
    r"ноябр[ья]|декабр[ья]",
)
