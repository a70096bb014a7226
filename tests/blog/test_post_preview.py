from blog.models import MAX_BODY_LENGTH

URL = "/preview/"


def test_text_comes_back_as_its_readers_will_see_it(client, author):
    client.force_login(author)
    assert client.post(URL, {"body": "Some *text*"}).text == '<p data-line="0">Some <em>text</em></p>\n'


def test_nothing_that_runs_comes_back(client, author):
    client.force_login(author)
    text = client.post(URL, {"body": "<script>x</script> [a](javascript:x)\x00"}).text
    assert "<script" not in text
    assert "href" not in text


def test_too_long_a_text_is_refused(client, author):
    client.force_login(author)
    assert client.post(URL, {"body": "x" * (MAX_BODY_LENGTH + 1)}).status_code == 422


def test_no_text_is_an_empty_preview(client, author):
    client.force_login(author)
    assert client.post(URL).text == ""


def test_stranger_is_sent_to_sign_in(client, db):
    assert client.post(URL, {"body": "x"}).url == "/accounts/login/?next=/preview/"


def test_asking_is_no_way_to_send_a_text(client, author):
    client.force_login(author)
    assert client.get(URL, {"body": "x"}).status_code == 405
