import pytest
from django import forms

from accounts import texts

UNSEEN = [
    "", " \t\n", "\u00a0", "\u3164", "\uffa0", "\u115f\u1160", "\u2800", "\u200b", "\u200d\u200c", "\u2060",
    "\u202e", "\u2067\u2069", "\ufeff", "\u00ad", "\u0301", "\ufe0f", "\u034f", "\u180e", "\u17b4", "\ue000",
    "\U000e0041", "\U000e0100", "\U0001d159", "\ufffc", "&#x3164;&nbsp;", "&ZeroWidthSpace;",
]  # fmt: skip
SEEN = ["a", ".", "é", "ע", "क्षि", "😀", "👩\u200d👧", "\U0001fae8", "&", "\u3164a"]


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_text_that_nobody_sees_is_blank(text):
    assert texts.is_blank(text)
    assert texts.TextField(required=False).clean(text) == ""
    assert texts.LineField(required=False).clean(text) == ""


@pytest.mark.parametrize("text", SEEN, ids=ascii)
def test_text_that_somebody_sees_is_kept(text):
    assert texts.TextField().clean(text) == text
    assert texts.LineField().clean(text) == text


@pytest.mark.parametrize("text", ["a\u202eb", "a\u202db"], ids=ascii)
def test_letters_are_shown_in_the_order_they_are_read(text):
    assert texts.TextField().clean(text) == texts.LineField().clean(text) == "ab"


@pytest.mark.parametrize("mark", "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u00ad")
def test_line_turns_nothing_and_hides_nothing(mark):
    assert texts.LineField().clean(f" A{mark}nn\n\t B ") == "Ann B"


def test_text_of_a_language_written_from_the_right_keeps_its_marks():
    text = "שלום\u200f (hello) \u2067עולם\u2069"
    assert texts.TextField().clean(text) == text


def test_persian_name_keeps_its_joiner():
    assert texts.LineField().clean("علی\u200cرضا") == "علی\u200cرضا"


def test_what_no_database_holds_is_dropped():
    assert texts.storable("a\x00b\ud800c\ufffed\r\ne\rf") == "abcd\ne\nf"


def test_no_browser_cuts_a_text_of_many_lines():
    """Where the page says maxlength, the end of a paste is gone without a word."""
    assert "maxlength" not in texts.TextField(max_length=9, widget=forms.Textarea).widget.attrs
    assert "maxlength" not in texts.LineField(max_length=9, widget=forms.Textarea).widget.attrs
    assert texts.LineField(max_length=9).widget.attrs["maxlength"] == "9"
