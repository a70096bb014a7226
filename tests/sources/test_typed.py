import pytest

from sources import digest
from sources.digest import Digest
from sources.formats import bibtex, ris
from sources.formats.variables import TYPES
from sources.kinds import BY_NAME, DIGEST_FIELDS, FIRST_KINDS, LABELS, kind_of
from sources.typed import for_kind, guessed, people, read, shown
from tests.sources.awkward import RECORDS, on, person

DIGESTED = {
    "title": "On Overcoming the Cult of the Individual",
    "container-title": "Pravda",
    "issued": "July 2, 1956",
    "page": "1",
    "digest-title": "Current Digest of the Soviet Press",
    "digest-volume": "8",
    "digest-issue": "24",
    "digest-page": "3–10",
}


@pytest.mark.parametrize("name", RECORDS)
def test_form_that_is_sent_as_it_was_shown_changes_nothing(name):
    item = {"id": "it", **RECORDS[name]}
    assert read(shown(item), kind_of(item), item).item == item


def test_every_type_has_its_kind_and_every_field_a_label():
    assert {kind.type for kind in BY_NAME.values()} == TYPES
    assert {name for kind in BY_NAME.values() for name in (*kind.first, *kind.more)} == set(LABELS)


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=lambda kind: kind.name)
def test_what_a_form_of_a_kind_made_is_of_that_kind(kind):
    fields = {name: "7" for name in DIGEST_FIELDS if name in (*kind.first, *kind.more)}
    item = read({"title": "A title", **fields}, kind, {}).item
    assert kind_of(item).name == kind.name


@pytest.mark.parametrize("kind", FIRST_KINDS, ids=lambda kind: kind.name)
def test_title_is_all_that_is_needed(kind):
    item = read({"title": "A title"}, kind, {}).item
    assert (item["title"], item["type"]) == ("A title", kind.type)
    assert kind_of(item).type == kind.type


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Freeze, Gregory L.", person("Freeze", "Gregory L.")),
        ("Gregory L. Freeze", person("Freeze", "Gregory L.")),
        ("King, Martin Luther, Jr.", person("King", "Martin Luther", suffix="Jr.")),
        ("van der Linden, Jan", person("Linden", "Jan", **{"non-dropping-particle": "van der"})),
        ("García Márquez, Gabriel", person("García Márquez", "Gabriel")),
        ("Plutarch", person("Plutarch")),
        ("Central Committee of the CPSU(b)", {"literal": "Central Committee of the CPSU(b)"}),
        ("{Freeze, Gregory}", {"literal": "Freeze, Gregory"}),
        ("Press, William H.", person("Press", "William H.")),
        ("University of California, Berkeley", {"literal": "University of California, Berkeley"}),
    ],
)
def test_line_names_one_person_or_organisation(line, name):
    assert people(line) == [name]


def test_people_stand_in_lines_or_are_joined():
    expected = [person("Kotkin", "Stephen"), person("Gessen", "Masha")]
    assert people("Kotkin, Stephen\n\n Gessen,  Masha\r") == expected
    assert people("Stephen Kotkin and Masha Gessen") == expected
    assert people("{}\n{ }\n,") == []


def test_family_name_that_nobody_said_is_told():
    assert guessed("Gregory L. Freeze\nTucker, Robert\nPlutarch\n{An Order}") == [
        person("Freeze", "Gregory L.")
    ]


def test_digest_is_kept_by_every_format():
    item = read(DIGESTED, BY_NAME["digest"], {}).item | {"id": "it"}
    assert item["medium"] == "translated in Current Digest of the Soviet Press, vol. 8, no. 24, pp. 3–10"
    assert item["issued"] == on(1956, 7, 2)
    for module in (bibtex, ris):
        back = module.read(module.write([item]).text).items[0]
        assert shown(back)["digest-page"] == "3–10"
        assert kind_of(back).name == "digest"


@pytest.mark.parametrize(
    "known",
    [
        Digest("Current Digest", "8", "24", "3–10"),
        Digest("Current Digest", page="3"),
        Digest("Daily Report, Soviet Union", number="24/25"),
        Digest("Digest", "8, part 2", "1, 2", "3, 5–7"),
        Digest(volume="8"),
    ],
)
def test_digest_is_read_as_it_was_written(known):
    phrase = digest.written(known)
    again = digest.read(phrase)
    assert digest.written(again) == phrase
    assert (again.number, again.page) == (known.number.replace(",", ";"), known.page)


def test_what_is_no_digest_is_a_medium():
    assert digest.read("35 mm film") is None
    assert digest.written(Digest()) == ""


def test_newspaper_article_becomes_one_of_a_digest_and_back():
    item = read(DIGESTED, BY_NAME["digest"], {}).item
    paper = read(shown(item), BY_NAME["article-newspaper"], item).item
    assert paper["medium"].startswith("translated in")
    nothing = dict.fromkeys(DIGEST_FIELDS, "")
    assert "medium" not in read(shown(item) | nothing, BY_NAME["digest"], item).item


def test_web_module_is_told_from_a_web_page():
    item = read({"title": "1936"}, BY_NAME["web-module"], {"custom": {"aliases": ["17M"]}}).item
    assert kind_of(item).name == "web-module"
    assert item["custom"] == {"aliases": ["17M"], "kind": "web-module"}
    assert "kind" not in read(shown(item), BY_NAME["webpage"], item).item["custom"]


def test_aliases_and_material_are_kept_with_the_work():
    item = read(
        {"title": "T", "aliases": "APA\n\n APA \nthe Manual", "material": "primary"}, BY_NAME["book"], {}
    )
    assert item.item["custom"] == {"aliases": ["APA", "the Manual"], "material": "primary"}


def test_field_that_the_form_does_not_show_stays():
    item = {"id": "", "type": "book", "title": "T", "dimensions": "8vo", "custom": {"shelf": "4"}}
    assert read({"title": "U"}, BY_NAME["book"], item).item == item | {"title": "U"}


def test_what_was_typed_of_a_digest_goes_with_its_kind():
    paper = for_kind(DIGESTED, BY_NAME["article-newspaper"])
    assert paper["medium"] == "translated in Current Digest of the Soviet Press, vol. 8, no. 24, pp. 3–10"
    without = {name: text for name, text in paper.items() if not name.startswith("digest-")}
    assert for_kind(without, BY_NAME["digest"]) == paper
    assert for_kind(DIGESTED, BY_NAME["digest"]) == DIGESTED
    assert for_kind({"medium": "35 mm"}, BY_NAME["digest"]) == {"medium": "35 mm"}
