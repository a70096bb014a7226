from blog.models import Post


def test_everyone_sees_a_public_essay(post):
    from django.contrib.auth.models import AnonymousUser

    assert Post.objects.visible_to(AnonymousUser()).get() == post
