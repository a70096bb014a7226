"""A course's lists of words and of addresses: reading them, and finding what they name. Pure.

The lines of a list are words, never patterns of ours: nothing in them or in a comment can make a search slow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import NamedTuple

MAX_WORD_LENGTH = 80
MAX_PHRASE = 12
# One character can stand for eighteen.
MAX_FOLDED = 100_000
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_STAR = re.compile(r"[^\W_*]*(?:\*[^\W_*]*)+|[^\W_]+")
_Network = IPv4Network | IPv6Network


class Lists(NamedTuple):
    """A course's lists as its moderators typed them, a line each."""

    held_words: str = ""
    spam_words: str = ""
    blocked_addresses: str = ""


class Written(NamedTuple):
    """What the lists are held against: a comment's words, and what is known of its writer."""

    pk: int
    body: str
    name: str = ""
    website: str = ""
    email: str = ""
    ip: str | None = None


class Hit(NamedTuple):
    """The line of the list `found_in` (a field of Lists) that the comment `pk` would be caught by."""

    pk: int
    found_in: str
    line: str


def folded(text: str) -> str:
    """Without case, accents, and characters that nobody sees."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.category(c).startswith(("Mn", "Cf")))


class Text(NamedTuple):
    """Words made ready for the search: in their order, between spaces; and each once."""

    words: list[str]
    line: str
    known: frozenset[str]


def read_text(*texts: str) -> Text:
    words = [word[:MAX_WORD_LENGTH] for word in _WORD.findall(folded("\n".join(texts))[:MAX_FOLDED])]
    return Text(words, f" {' '.join(words)} ", frozenset(words))


class Term(NamedTuple):
    """A line of a list: the words of a phrase, each as the parts between its asterisks.

    `needle` is what a text without cannot hold: the whole phrase between spaces, or its longest part.
    """

    line: str
    words: tuple[tuple[str, ...], ...]
    needle: str
    is_plain: bool


@lru_cache(maxsize=64)
def read_terms(text: str) -> list[Term]:
    found = []
    for line in _lines(text):
        words = tuple(
            tuple(word.split("*"))
            for word in _WORD_OR_STAR.findall(folded(line))[:MAX_PHRASE]
            if word.strip("*")
        )
        if not words:
            continue
        is_plain = all(len(parts) == 1 for parts in words)
        needle = f" {' '.join(parts[0] for parts in words)} "
        if not is_plain:
            needle = max((part for parts in words for part in parts), key=len)
        found.append(Term(line, words, needle, is_plain))
    return found


def find_term(terms: list[Term], text: Text) -> str:
    """The first line of a list that names a word or a phrase of the text; "" where none does."""
    phrases: dict[int, set[tuple[str, ...]]] = {}
    for term in terms:
        if term.is_plain and len(term.words) == 1:
            if term.words[0][0] in text.known:
                return term.line
        elif term.needle in text.line and (term.is_plain or _stands(term, text, phrases)):
            return term.line
    return ""


def _stands(term: Term, text: Text, phrases: dict[int, set[tuple[str, ...]]]) -> bool:
    """`phrases` are those of the text by their number of words, each once: many a text repeats itself."""
    size = len(term.words)
    if size not in phrases:
        phrases[size] = set(zip(*(text.words[n:] for n in range(size)), strict=False))
    return any(all(map(_fits, term.words, phrase)) for phrase in phrases[size])


def _fits(parts: tuple[str, ...], word: str) -> bool:
    """Whether `word` is the parts in their order, with anything between them."""
    if len(parts) == 1:
        return parts[0] == word
    first, *middle, last = parts
    if len(first) + len(last) > len(word) or not (word.startswith(first) and word.endswith(last)):
        return False
    place, end = len(first), len(word) - len(last)
    for part in middle:
        found = word.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True


class Addresses(NamedTuple):
    """A list of addresses: e-mail addresses, domains and networks, each with its line."""

    emails: dict[str, str]
    domains: dict[str, str]
    networks: list[tuple[_Network, str]]
    unread: list[str]


@lru_cache(maxsize=64)
def read_addresses(text: str) -> Addresses:
    """`unread` are the lines that are no address of any kind."""
    read = Addresses({}, {}, [], [])
    for line in _lines(text):
        name, at, domain = line.casefold().rpartition("@")
        if at and domain and " " not in line:
            (read.emails if name else read.domains)[f"{name}@{domain}" if name else domain] = line
            continue
        try:
            read.networks.append((ip_network(line, strict=False), line))
        except ValueError:
            read.unread.append(line)
    return read


def find_address(addresses: Addresses, email: str, ip: str | None) -> str:
    """The line that names this writer's e-mail address, its domain or one above it, or their IP address."""
    email = email.casefold()
    if line := addresses.emails.get(email):
        return line
    labels = email.rpartition("@")[2].split(".")
    for n in range(len(labels)):
        if line := addresses.domains.get(".".join(labels[n:])):
            return line
    if not ip or not addresses.networks:
        return ""
    client = ip_address(ip)
    return next((line for network, line in addresses.networks if client in network), "")


def find_words(lists: Lists, written: Written) -> Hit | None:
    if not (lists.held_words or lists.spam_words):
        return None
    text = read_text(written.body, written.name, written.website)
    for name in ("spam_words", "held_words"):
        if line := find_term(read_terms(getattr(lists, name)), text):
            return Hit(written.pk, name, line)
    return None


def find_blocked(lists: Lists, written: Written) -> Hit | None:
    line = find_address(read_addresses(lists.blocked_addresses), written.email, written.ip)
    return Hit(written.pk, "blocked_addresses", line) if line else None


def would_hold(lists: Lists, comments: Iterable[Written]) -> list[Hit]:
    """A trial: which of `comments` the lists would have caught, and by which line."""
    found = (find_words(lists, written) or find_blocked(lists, written) for written in comments)
    return [hit for hit in found if hit]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
