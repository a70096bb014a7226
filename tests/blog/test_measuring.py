import time

from blog.markup import render_post
from blog.revising.measuring import changed_characters, revised_paragraphs, size


def paragraphs(old, new):
    return revised_paragraphs(render_post(old), render_post(new))


def test_changed_and_new_paragraphs_are_counted_by_their_place():
    assert paragraphs("One.\n\nTwo.\n\nThree.", "One.\n\n2.\n\nThree.\n\nFour.") == [2, 4]


def test_headings_are_no_paragraphs():
    assert paragraphs("# Head\n\nOne.\n\nTwo.", "# Another\n\nOne.\n\n2.") == [2]


def test_a_list_is_one():
    assert paragraphs("One.\n\n- a\n- b\n\nTwo.", "One.\n\n- a\n- c\n\nTwo.") == [2]


def test_paragraph_taken_out_leaves_the_others_as_they_are():
    assert paragraphs("One.\n\nTwo.\n\nThree.", "One.\n\nThree.") == []


def test_note_added_at_the_start_revises_no_later_paragraph():
    old = "One.\n\nTwo.[^b]\n\n[^b]: B."
    assert paragraphs(old, "One.[^a]\n\nTwo.[^b]\n\n[^a]: A.\n\n[^b]: B.") == [1]


def test_emphasis_counts_as_a_change():
    assert paragraphs("One.\n\nTwo words.", "One.\n\nTwo *words*.") == [2]


def test_size_counts_words_put_in_and_taken_out():
    assert size(render_post("One two three."), render_post("One four five three.")) == (2, 1)


def test_size_of_a_first_text_is_its_words():
    assert size("", render_post("One *two* three.[^a]\n\n[^a]: Four.")) == (4, 0)


def test_characters_are_counted_no_further_than_asked():
    assert changed_characters("a" * 200_000, "b" * 200_000, most=100) == 101


def test_twenty_thousand_words_are_measured_within_the_time_of_a_save():
    old, new = (
        "".join(f"<p>{' '.join(f'{mark}{n}x{m}' for m in range(100))}</p>" for n in range(200))
        for mark in "ab"
    )
    start = time.process_time()
    assert size(old, new) == (20_000, 20_000)
    assert len(revised_paragraphs(old, new)) == 200
    assert changed_characters(old, new, most=100) == 101
    assert time.process_time() - start < 1
