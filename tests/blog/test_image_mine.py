from blog.models import Image
from tests import makers

URL = "/my/pictures/"


def named(client, address=URL):
    return {
        one["name"] for one in client.get(address, headers={"accept": "application/json"}).json()["pictures"]
    }


def test_own_pictures_are_listed_with_their_lines(client, author):
    image, other = makers.make_image(author), makers.make_image(makers.make_user())
    client.force_login(author)
    page = client.get(URL).text
    assert f"![](image:{image.name})" in page
    assert other.name not in page


def test_picture_whose_name_no_text_takes_is_not_offered(client, author):
    image = makers.make_image(author)
    Image.objects.update(file="images/rostrum.jpg")
    client.force_login(author)
    for address in (URL, f"{URL}rostrum/"):
        page = client.get(address).text
        assert image.alt in page
        assert "image:rostrum" not in page
    assert named(client) == set()


def test_next_part_is_of_the_same_essay(client, author, post):
    for _ in range(21):
        makers.make_image(author)
    client.force_login(author)
    assert f"?essay={post.pk}&amp;page=2" in client.get(f"{URL}?essay={post.pk}").text


def test_empty_list_says_what_to_do(client, author):
    client.force_login(author)
    assert "No pictures yet." in client.get(URL).text


def test_essays_list_has_its_pictures_and_those_shown_nowhere(client, author, course):
    shown, elsewhere, unused = (makers.make_image(author) for _ in range(3))
    post = makers.make_post(author, course, body=f"![](image:{shown.name})")
    makers.make_post(author, course, body=f"![](image:{elsewhere.name})")
    client.force_login(author)
    assert named(client, f"{URL}?essay={post.pk}") == {shown.name, unused.name}
    assert named(client) == {shown.name, elsewhere.name, unused.name}


def test_essay_of_somebody_else_is_404(client, post, classmate):
    client.force_login(classmate)
    assert client.get(f"{URL}?essay={post.pk}").status_code == 404


def test_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_page_that_is_none_is_404(client, author):
    client.force_login(author)
    assert client.get(f"{URL}?page=x").status_code == client.get(f"{URL}?page=2").status_code == 404


def test_only_reading_is_allowed(client, author):
    client.force_login(author)
    assert client.post(URL).status_code == 405


def test_queries_do_not_grow_with_pictures(client, author, django_assert_num_queries):
    client.force_login(author)
    client.get(URL)
    with django_assert_num_queries(4):
        client.get(URL)
    for _ in range(15):
        makers.make_image(author)
    with django_assert_num_queries(4):
        client.get(URL)
