def test_essay_is_readable_signed_out(client, post):
    response = client.get(post.get_absolute_url())
    assert response.status_code == 200
    assert "A <em>short</em> text." in response.text


def test_home(client, post):
    assert client.get("/").status_code == 200
