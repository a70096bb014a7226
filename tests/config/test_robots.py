def test_crawlers_are_told_of_the_sitemap_and_kept_from_forms(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in response.text
    assert "Disallow: /*?replytocom=" in response.text


def test_only_reading_is_allowed(client):
    assert client.post("/robots.txt").status_code == 405
