"""Who gets into the admin, and by which door."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/admin/", "/admin/comments/comment/", "/admin/nowhere/"])
def test_anonymous_is_sent_to_the_one_sign_in_page(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={path}"


def test_the_stock_sign_in_form_does_not_exist(client, instructor):
    response = client.post("/admin/login/", {"username": instructor.email, "password": "x"})
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", ["author", "editor", "outsider"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/comments/comment/"])
def test_a_student_gets_403_and_no_loop(client, request, role, path):
    client.force_login(request.getfixturevalue(role))
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("role", ["assistant", "instructor", "staff"])
def test_teachers_and_site_staff_get_in(client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/")["Location"] == "/admin/"


def test_an_account_that_is_switched_off_is_out_at_once(teacher, instructor):
    instructor.is_active = False
    instructor.save()
    assert teacher.get("/admin/").status_code == 302


def test_signing_out_is_a_post(teacher):
    assert teacher.get("/admin/logout/").status_code == 405
    assert teacher.post("/admin/logout/")["Location"] == "/"
    assert "_auth_user_id" not in teacher.session


def test_the_password_is_changed_where_allauth_counts(teacher):
    assert teacher.get("/admin/password_change/")["Location"] == reverse("account_change_password")
