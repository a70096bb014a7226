"""Every part of the study-notes page that we were given has its counterpart on ours (docs/notes.md)."""

from __future__ import annotations

import hashlib
import html
import re
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

from blog.models import Post
from courses.models import Unit
from studynotes.marking.arithmetic import mark
from studynotes.marking.scheme import Scheme
from studynotes.marking.suggesting import suggest
from studynotes.models import NoteRevision, StudyNote
from studynotes.text.reading import read
from studynotes.writing.saving import save_note
from tests.test_fixtures import LoadedTestCase

# Of every sentence of the page that we were given, five words and more: the first 16 digits of its SHA-256.
SENTENCES = Path(__file__).parent.parent / "data" / "seed_page_sentences.txt"
FOCUS = (
    "Stalin’s tactics and victory, ‘socialism in one country’ v ‘permanent revolution’; consolidation of "
    "power, propaganda and ‘Cult of Personality’, growth of police state (OGPU, NKVD, purges and gulags)."
)
HEADINGS = [
    ("h2", "How Stalin won the succession"),
    ("h2", "Permanent revolution or socialism in one country?"),
    ("h3", "Permanent revolution"),
    ("h3", "Socialism in one country"),
    ("h2", "Making power secure"),
    ("h2", "Propaganda and the cult"),
    ("h2", "The police state grows"),
    ("h3", "What it was made of"),
    ("h3", "What the purges did"),
    ("h2", "FAQ"),
    ("h2", "Practice questions"),
]
TERMS = [
    "General Secretary",
    "Permanent Revolution",
    "Socialism in One Country",
    "Cult of Personality",
    "Gulag",
]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


class TestSeedPage(LoadedTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.note = StudyNote.objects.select_related("topic").get(topic__number="32.4.2")

    def setUp(self) -> None:
        answer = self.client.get(self.note.get_absolute_url())
        self.tree = lxml.html.document_fromstring(answer.content.decode())

    def all(self, path: str) -> list[HtmlElement]:
        return self.tree.cssselect(path)

    def one(self, path: str) -> HtmlElement:
        (element,) = self.all(path)
        return element

    def test_board_level_and_subject(self) -> None:
        assert words(self.one(".head .eyebrow")) == "OCR A-Level History Study Notes"

    def test_number_and_title(self) -> None:
        assert words(self.one("h1")) == "32.4.2 Stalin’s Tactics, Victory and Consolidation of Power"

    def test_specification_focus_as_a_quotation(self) -> None:
        assert words(self.one("figure.focus figcaption")) == "OCR specification focus"
        assert words(self.one("figure.focus blockquote")) == FOCUS

    def test_introduction_before_the_first_section(self) -> None:
        first, second = self.one(".prose").getchildren()[:2]
        assert (first.tag, second.tag) == ("p", "h2")

    def test_sections_in_order(self) -> None:
        found = [(one.tag, words(one)) for one in self.all(".prose h2, .prose > h3")]
        assert found == HEADINGS

    def test_lists_of_the_sections(self) -> None:
        assert [len(items) for items in self.all(".prose > ul")] == [4, 3, 3, 4, 1, 2, 4, 3]

    def test_key_terms_in_boxes_with_anchors(self) -> None:
        assert [words(term) for term in self.all(".prose .term dt")] == TERMS
        anchors = [box.get("id") for box in self.all(".prose .term")]
        assert anchors == [f"term-{term.lower().replace(' ', '-')}" for term in TERMS]
        assert all(words(definition) for definition in self.all(".prose .term dd"))

    def test_figure_with_caption_credit_and_link_to_its_source(self) -> None:
        figure = self.one(".prose figure")
        assert figure.cssselect("img[alt]")[0].get("alt").startswith("Poster-like drawing")
        assert "Raise Higher the Banner" in words(figure.cssselect("figcaption")[0])
        assert "Drawing made for this site" in words(figure.cssselect("figcaption")[0])
        assert figure.cssselect("small a")[0].get("href") == "https://en.wikipedia.org/wiki/Gustav_Klutsis"

    def test_the_drawing_is_everyone_s_to_see(self) -> None:
        assert self.client.get(self.one(".prose figure > a").get("href")).status_code == 200

    def test_five_questions_that_are_often_asked_closed_at_first(self) -> None:
        asked = self.all(".prose details.faq")
        assert len(asked) == 5
        assert all(words(one.cssselect("summary")[0]).endswith("?") for one in asked)
        assert all("open" not in one.attrib and len(words(one)) > 200 for one in asked)

    def test_two_practice_questions_with_their_marks(self) -> None:
        assert [words(one) for one in self.all(".question h3")] == [
            "Question 1 2 marks",
            "Question 2 6 marks",
        ]

    def test_mark_schemes_stay_closed_until_wanted(self) -> None:
        schemes = self.all(".question details.scheme")
        assert [len(one.cssselect(".points li")) for one in schemes] == [2, 6]
        assert all("open" not in one.attrib for one in schemes)
        assert [words(group) for group in schemes[1].cssselect(".group")] == [
            "Propaganda at most 3 marks",
            "Secret police at most 3 marks",
        ]

    def test_the_parts_stand_in_the_order_of_the_page_we_were_given(self) -> None:
        page = " ".join(" ".join(self.one("article.study-note").itertext()).split())
        parts = [
            "OCR A-Level History", "32.4.2 Stalin", FOCUS, "Between Lenin’s death", "How Stalin won",
            "He ran the machine", "Key term General Secretary", "Permanent revolution or",
            "Leon Trotsky had argued", "Stalin took the idea up", "Key term Socialism in One Country",
            "Making power secure", "Rivals were put", "Propaganda and the cult", "One face", "Four banners",
            "One voice", "Key term Cult of Personality", "The police state grows", "OGPU, then NKVD",
            "Key term Gulag", "What the purges did", "Fear became a habit", "FAQ How did",
            "Practice questions Question 1", "Mark scheme for question 1", "Question 2",
            "Mark scheme for question 2", "Hire a tutor",
        ]  # fmt: skip
        start = page.index("Between Lenin’s death") - 5
        places = [page.find(part) for part in parts[:4]] + [page.find(part, start) for part in parts[4:]]
        assert -1 not in places
        assert places == sorted(places)

    def test_a_tutor_can_be_asked_for(self) -> None:
        (link,) = {link.get("href") for link in self.all("main a") if "hire-a-tutor" in link.get("href", "")}
        assert self.client.get(link, follow=True).status_code == 200

    def test_breadcrumbs_contents_and_neighbours(self) -> None:
        assert [words(one) for one in self.all(".crumbs li")][-1] == "32.4.2"
        listed = [words(one) for one in self.all("nav.contents:not(.terms) a")]
        assert listed == [heading for level, heading in HEADINGS if level == "h2"]
        assert [words(one) for one in self.all(".neighbours a")] == [
            "Previous topic 32.4.1 The Contenders of 1924",
            "Next topic 32.4.3 Five-Year Plans and Collectivisation",
        ]

    def test_no_sentence_of_the_page_we_were_given_is_on_ours(self) -> None:
        given = set(SENTENCES.read_text(encoding="ascii").split())
        lines = html.unescape(self.note.body).splitlines()
        sentences = [one for line in lines for one in re.split(r"(?<=[.!?:])\s+", line)]
        own = [" ".join(re.findall(r"\w+", one.lower())) for one in sentences]
        digests = [hashlib.sha256(one.encode()).hexdigest()[:16] for one in own if one.count(" ") >= 4]
        assert len(digests) > 100
        assert not given & set(digests)

    def test_the_marks_are_those_of_the_page_we_were_given(self) -> None:
        scheme = Scheme.from_data(self.note.questions.get(number=2).schemes.get().data)
        first, second = ([point.key for point in group.points] for group in scheme.groups)
        cases = [(3, 0), (2, 2), (3, 3), (0, 3), (1, 0)]
        assert [mark(scheme, first[:a] + second[:b]).total for a, b in cases] == [3, 4, 6, 3, 1]

    def test_an_answer_is_offered_what_it_says_of_the_press_and_of_photographs(self) -> None:
        scheme = Scheme.from_data(self.note.questions.get(number=2).schemes.get().data)
        answer = (
            "Newspapers and schools were censored, and photographs were retouched so that Trotsky was gone"
        )
        found = [one.point for one in suggest(scheme, answer)]
        assert found == [point.key for point in scheme.groups[0].points[1:]]

    def test_the_essay_we_were_given_uses_exactly_two_of_the_terms(self) -> None:
        essay = Post.objects.get(pk=self.essay.pk)
        marks = lxml.html.fromstring(f"<div>{essay.marked_html}</div>").cssselect("a.term")
        assert [words(one) for one in marks] == ["cult of personality", "General Secretary"]
        assert sorted(essay.term_uses.values_list("term__term", flat=True)) == [TERMS[3], TERMS[0]]

    def test_the_seed_s_unit_lists_the_topic(self) -> None:
        unit = Unit.objects.get(course__slug="russia-20th-century", number=5)
        assert list(unit.topics.all()) == [self.note.topic]

    def test_saving_what_was_loaded_changes_nothing(self) -> None:
        """What the fixtures' command makes of a note is what the form makes of it."""
        for note in StudyNote.objects.select_related("topic", "begun_by"):
            before = self.stored(note)
            lines = list(note.sources.order_by("position").values_list("line", flat=True))
            save_note(note=note, body=note.body, source_lines=lines, by=note.begun_by)
            assert self.stored(StudyNote.objects.get(pk=note.pk)) == before
        assert set(NoteRevision.objects.values_list("number", flat=True)) == {1}

    def stored(self, note: StudyNote) -> list[object]:
        schemes = [list(question.schemes.values_list("version", "data")) for question in note.questions.all()]
        parts = [list(note.terms.values()), list(note.questions.values()), list(note.sources.values())]
        return [note.body_html, note.sources_html, note.status, parts, schemes]

    def test_no_note_of_the_class_has_a_problem(self) -> None:
        assert [read(note.body).problems for note in StudyNote.objects.all()] == [
            ()
        ] * StudyNote.objects.count()
