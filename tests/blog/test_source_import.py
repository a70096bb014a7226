import json
import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.library import limits
from sources.formats import bibtex
from sources.formats.model import MAX_CHARACTERS
from sources.models import ImportAttempt, ImportDraft, Source
from tests import makers

URL = "/courses/russia/import-sources/"
BIB = """@book{freeze2009, title={Russia: A History}, editor={Freeze, Gregory L.}, year=2009}

@book{tucker, title={Stalin in Power}, author={Tucker, Robert C.}, year=1990, shelfmark={7}}

@book{untitled, author={Nobody}}

@misc{site, title={A Site}, url={javascript:alert(1)}}
"""


@pytest.fixture
def member(client, author):
    client.force_login(author)
    return author


@pytest.fixture
def read(client, member):
    """Reads a text in, and returns the draft's page."""

    def send(text=BIB):
        response = client.post(URL, {"text": text})
        assert response.status_code == 302
        return response.url

    return send


def upload(client, data, name="library.bib"):
    return client.post(URL, {"file": makers.make_upload(data, name)})


def take(client, url, *numbers, intent="take"):
    return client.post(url, {"draft": url.partition("=")[2], "take": numbers, "intent": intent}, follow=True)


def test_member_sees_the_form(client, member):
    assert 'enctype="multipart/form-data"' in client.get(URL).text


def test_preview_shows_entries_problems_and_what_was_left_out(client, read):
    page = client.get(read()).text
    assert "Freeze, Gregory L., ed. Russia: A History. 2009." in page
    assert "Left out: shelfmark" in page
    assert "<b>Line 5</b> (untitled): left out: it has no title" in page
    assert "The address was left out" in page
    assert "javascript:" not in page
    assert not Source.objects.exists()


def test_chosen_entries_are_imported_and_shown_with_their_pages(client, read, course, member):
    page = take(client, read(), 1, 2).text
    assert "Imported 2 sources." in page
    assert "/courses/russia/sources/tucker/" in page
    assert {source.key for source in Source.objects.all()} == {"freeze2009", "tucker"}
    assert set(Source.objects.values_list("added_by", "course")) == {(member.pk, course.pk)}


def test_a_second_time_nothing_is_made_twice(client, read):
    url = read()
    take(client, url, 1, 2, 3)
    assert "All of it is in the library" in client.get(read()).text
    assert take(client, url, 1, 2, 3).status_code == 422
    assert Source.objects.count() == 3


def test_what_was_there_is_told_apart(client, read):
    take(client, read(), 1)
    page = take(client, read(), 1, 2, 3).text
    assert "Imported 2; 1 was already there." in page
    assert Source.objects.count() == 3


def test_work_that_is_alike_is_not_ticked_and_may_be_taken(client, read, course):
    known = makers.make_source(
        course, csl={"type": "book", "title": "Stalin in power", "author": [{"family": "Tucker"}]}
    )
    url = read()
    page = client.get(url).text
    assert "Perhaps there" in page
    assert f'Like <a href="{known.get_absolute_url()}"' in page
    assert 'value="2" id="take-2">' in page
    assert 'value="1" id="take-1" checked>' in page
    take(client, url, intent="all")
    assert not Source.objects.filter(key="tucker").exists()
    take(client, url, 2)
    assert Source.objects.filter(key="tucker").exists()


def test_work_that_stands_twice_in_the_file_is_taken_once(client, read):
    url = read(BIB + BIB.replace("freeze2009", "again"))
    assert "As in line 1" in client.get(url).text
    take(client, url, *range(1, 9))
    assert Source.objects.count() == 3


def test_parts_of_the_preview(client, read):
    url = read()
    take(client, url, 1)
    assert "Stalin in Power" not in client.get(f"{url}&show=there").text
    assert "Stalin in Power" in client.get(f"{url}&show=new").text
    assert " checked>" not in client.get(f"{url}&tick=none").text
    assert client.get(f"{url}&show=nonsense").status_code == 404


@pytest.mark.parametrize("numbers", [(), ("x",), ("0",), ("99",), ("-1",), ("9" * 30,)])
def test_choice_of_nothing_is_told(client, read, numbers):
    response = take(client, read(), *numbers)
    assert response.status_code == 422
    assert "Nothing was chosen." in response.text
    assert not Source.objects.exists()


def test_ticks_are_kept_where_the_import_is_refused(client, read, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setattr(limits, "MAX_ADDED_PER_HOUR", 0)
    response = take(client, read(), 2)
    assert response.status_code == 429
    assert 'id="take-2" checked' in response.text
    assert 'id="take-1" checked' not in response.text


def test_import_can_be_dropped(client, read):
    page = take(client, read(), intent="drop")
    assert "The preview is discarded. Nothing more of it goes into the library." in page.text
    assert not ImportDraft.objects.exists()


def test_preview_of_another_or_of_yesterday_is_gone(client, read, classmate):
    url = read()
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "no longer kept" in client.get(url, follow=True).text
    read()
    assert ImportDraft.objects.count() == 1
    client.force_login(classmate)
    assert "no longer kept" in take(client, f"{URL}?draft={ImportDraft.objects.get().pk}", 1).text
    assert not Source.objects.exists()


@pytest.mark.parametrize("draft", ["x", "0", "-1", "9" * 40, "\x00"])
def test_draft_that_is_none_leads_to_the_form(client, member, draft):
    assert "no longer kept" in client.get(URL, {"draft": draft}, follow=True).text


def test_stranger_and_outsider_may_not_import(client, course, outsider):
    assert client.get(URL).url.startswith("/accounts/login/")
    assert client.post(URL, {"text": BIB}).status_code == 403
    client.force_login(outsider)
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"text": BIB}).status_code == 403
    assert not ImportDraft.objects.exists()


def test_other_methods_are_not_allowed(client, member):
    assert client.put(URL).status_code == 405


def test_whoever_reads_in_very_many_files_is_slowed_down(client, read, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setattr(limits, "MAX_READ_PER_HOUR", 1)
    read()
    response = client.post(URL, {"text": BIB})
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "very many bibliographies" in response.text
    assert "Stalin in Power" in response.text


def test_too_many_files_are_not_read_and_refused_ones_count(client, member, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setattr(limits, "MAX_READ_PER_HOUR", 2)
    assert [upload(client, b"Dear all, here is my list.").status_code for _ in range(2)] == [422, 422]
    monkeypatch.setattr("sources.formats.upload.read", lambda *args, **kwargs: 1 / 0)
    assert upload(client, BIB.encode()).status_code == 429
    ImportAttempt.objects.update(made_at=timezone.now() - timedelta(hours=2))
    with pytest.raises(ZeroDivisionError):
        upload(client, BIB.encode())


def test_dropping_what_was_read_frees_no_place(client, read, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setattr(limits, "MAX_READ_PER_HOUR", 1)
    take(client, read(), intent="drop")
    assert client.post(URL, {"text": BIB}).status_code == 429


RIS = "TY  - BOOK\nTI  - Stalin in Power\nAU  - Tucker, Robert C.\nER  - \n"
RUSSIAN = "@book{a, title={Архипелаг ГУЛАГ}, author={Солженицын, Александр}}"
CHINESE = "@book{a, title={俄国历史与苏联的兴亡}, author={{中国社会科学院}}, publisher={人民出版社}}"
GOOD_FILES = {
    "BibTeX": (BIB.encode(), "Stalin in Power"),
    "RIS": (RIS.encode(), "Stalin in Power"),
    "RIS with Windows line ends": (RIS.replace("\n", "\r\n").encode(), "Stalin in Power"),
    "CSL-JSON": (
        json.dumps([{"id": "a", "type": "book", "title": "Stalin in Power"}]).encode(),
        "Stalin in Power",
    ),
    "byte-order mark": (RIS.encode("utf-8-sig"), "Stalin in Power"),
    "UTF-16": (RUSSIAN.encode("utf-16"), "Архипелаг ГУЛАГ"),
    "GBK": (CHINESE.encode("gbk"), "俄国历史与苏联的兴亡"),
    "Latin-1": ("@book{a, title={Émile Zola à l’époque}}".encode("cp1252"), "Émile Zola à l’époque"),
    "Windows-1251": (RUSSIAN.encode("cp1251"), "Архипелаг ГУЛАГ"),
}


@pytest.mark.parametrize("name", GOOD_FILES)
def test_file_is_read_in_whatever_format_and_encoding(client, member, name):
    data, title = GOOD_FILES[name]
    response = upload(client, data)
    assert response.status_code == 302
    assert title in client.get(response.url).text


def test_guessed_encoding_is_told(client, member):
    response = upload(client, GOOD_FILES["GBK"][0])
    assert "It was read as GBK (Chinese); check the letters." in client.get(response.url).text


REFUSED = {
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF, and no bibliography."),
    "empty": (b"", "This file is empty."),
    "blanks": (b" \n\n ", "nothing in it that can be imported"),
    "zeros": (b"\x00" * 999, "This is no text file."),
    "prose": (b"Dear all, here is my list.", "no entry starts in it"),
    "no title anywhere": (b"@book{a, author={B}}", "it has no title"),
    "broken JSON": (b'[{"title": ', "this is no JSON"),
    "too large": (b"@book{a, title={B}}\n" * 600_000, "larger than 10 MB"),
    "too long": (b"@book{a, title={B}}\n" * 300_000, "nothing was read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_is_no_bibliography_is_refused_with_a_reason(client, member, name):
    data, reason = REFUSED[name]
    response = upload(client, data)
    assert response.status_code == 422
    assert reason in response.text
    assert not ImportDraft.objects.exists()


def test_refused_text_is_kept_in_the_form(client, member):
    response = client.post(URL, {"text": "Dear <all>,\nhere is my list."})
    assert response.status_code == 422
    assert "Dear &lt;all&gt;,\nhere is my list.</textarea>" in response.text


@pytest.mark.parametrize("fields", [{}, {"text": " \n"}, {"text": BIB, "file": "both"}])
def test_either_a_file_or_a_text_is_needed(client, member, fields):
    if "file" in fields:
        fields = fields | {"file": makers.make_upload(BIB.encode(), "x.bib")}
    response = client.post(URL, fields)
    assert response.status_code == 422
    assert not ImportDraft.objects.exists()


def filled(piece: str) -> str:
    return piece * ((MAX_CHARACTERS - 1_000) // len(piece))


GOOD = "\n@book{good, title={A Good One}}\n"
DOUBLED = "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 100))
HOSTILE = {
    "20,000 nested braces": "@book{x, title = " + "{" * 20_000 + "}" * 20_000 + "}" + GOOD,
    "strings that double": f'@string{{s0 = "aaaaaaaaaa"}}\n{DOUBLED}@book{{x, title = s99}}' + GOOD,
    "TeX that reads a file": "@book{x, title={T \\input{/etc/passwd}}, note={\\include{/etc/passwd}}}" + GOOD,
    "script in every field": "".join(
        f"@book{{s{n}, title={{<script>alert(1)</script>T}}, {name}={{<img src=x onerror=alert(1)>}}}}\n"
        for n, name in enumerate(["author", "publisher", "note", "isbn", "url", "year", "shelf<b>"])
    )
    + GOOD,
    "5 MB of entries": filled("@book{x, title={T}, author={A and B}}\n")[: -len(GOOD)] + GOOD,
    "5 MB of objects": "[" + filled("{},")[:-100] + '{"title": "A Good One"}]',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_read_entry_by_entry_in_time(client, member, name):
    start = time.process_time()
    response = upload(client, HOSTILE[name].encode())
    assert response.status_code in (302, 422)
    page = client.get(response.url).text if response.status_code == 302 else response.text
    assert time.process_time() - start < 20
    assert "A Good One" in page or "from here nothing was read" in page
    assert "<script>" not in page
    assert "<img" not in page
    assert "root:" not in page


@pytest.mark.parametrize(
    "data",
    [
        b'[{"title": "T", "\\ud800\\u0000x": "y", "type": "\\udfff", "ISBN": "\\ud8001", "id": "\\ud800"}]',
        b"@book{a\x00b\x0c\xed\xa0\x80, title={T}, fi\x00eld={x}, title={U}}\n@book{\x00, author={\x00}}",
        b"TY  - \x00\nTI  - T\nX\x00  - y\n\x0b\x0c\nER  - \n",
    ],
)
def test_what_cannot_be_stored_or_shown_is_not_in_the_problems_either(client, member, data):
    response = upload(client, data, "x.txt")
    page = client.get(response.url) if response.status_code == 302 else response
    assert page.status_code in (200, 422)
    assert not re.search("[\x00\x0b\x0c\ud800-\udfff]", page.text)
    stored = json.dumps(list(ImportDraft.objects.values("entries", "problems")))
    assert not re.search(r"\\u(0000|000[bc]|d[89a-f])", stored)


def test_whole_library_is_imported_page_by_page_or_at_once(client, read, django_assert_max_num_queries):
    url = read(
        bibtex.write([{"id": f"k{n}", "type": "book", "title": f"Title {n}"} for n in range(250)]).text
    )
    with django_assert_max_num_queries(12):
        page = client.get(f"{url}&page=3").text
    assert "Page 3 of 3" in page
    assert "Import all 250 new ones" in page
    assert page.count('name="take"') == 50
    take(client, f"{url}&page=3", *range(201, 251))
    take(client, url, intent="all")
    assert Source.objects.count() == 250


def test_5000_entries_are_read_previewed_and_imported_in_time(client, read):
    names = ("Anna", "Boris", "Clara", "Dora")
    items = [
        {
            "id": f"k{n}",
            "type": "book",
            "title": f"A History of Town {n}",
            "author": [{"family": names[n % 4]}],
        }
        for n in range(5_000)
    ]
    start = time.process_time()
    response = client.post(URL, {"file": makers.make_upload(json.dumps(items).encode(), "x.json")})
    assert "5000 entries" in client.get(response.url).text
    assert "Imported 5000 sources." in take(client, response.url, intent="all").text
    assert time.process_time() - start < 20
