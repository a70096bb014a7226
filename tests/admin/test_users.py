"""People in the admin: site staff's page."""

import pytest

from accounts.models import User
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


def save(client, user, **data):
    values = {"display_name": user.display_name, "is_active": "on"}
    values |= {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0} | data
    return client.post(f"{LIST}{user.pk}/change/", {k: v for k, v in values.items() if v is not None})


def test_an_account_is_made(admin):
    password = makers.PASSWORD
    data = {"email": "New@Colloquy.example", "display_name": "New", "usable_password": "true"}
    response = admin.post(f"{LIST}add/", data | {"password1": password, "password2": password})
    assert response.status_code == 302
    user = User.objects.get(email="new@colloquy.example")
    assert user.check_password(password)
    assert not user.is_staff


def test_an_address_that_is_taken_is_the_forms_error(admin, author):
    data = {"email": author.email.upper(), "display_name": "New", "usable_password": "false"}
    response = admin.post(f"{LIST}add/", data)
    assert response.status_code == 200
    assert b"already exists" in response.content


def test_a_name_and_the_rights_are_changed(admin, author):
    assert save(admin, author, display_name="Isaiah B.", is_staff="on", is_active=None).status_code == 302
    author.refresh_from_db()
    assert (author.display_name, author.is_staff, author.is_active) == ("Isaiah B.", True, False)


def test_the_address_stays(admin, author):
    email = author.email
    save(admin, author, email="other@colloquy.example")
    author.refresh_from_db()
    assert author.email == email


def test_a_password_is_set(admin, author):
    data = {"usable_password": "true", "password1": "another-long-word-7", "password2": "another-long-word-7"}
    assert admin.post(f"{LIST}{author.pk}/password/", data).status_code == 302
    author.refresh_from_db()
    assert author.check_password("another-long-word-7")


def test_nobody_locks_themselves_out(admin, staff):
    save(admin, staff, is_staff=None, is_active=None)
    staff.refresh_from_db()
    assert staff.is_staff
    assert staff.is_active


def test_accounts_are_switched_off_not_deleted(admin, author):
    assert admin.post(f"{LIST}{author.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_page_lists_the_courses(admin, author, course):
    assert course.title in admin.get(f"{LIST}{author.pk}/change/").content.decode()


@pytest.mark.parametrize("path", ["", "add/", "{pk}/change/", "{pk}/password/", "{pk}/history/"])
def test_teachers_have_no_business_here(client, instructor, author, path):
    client.force_login(instructor)
    assert client.get(LIST + path.format(pk=author.pk)).status_code == 403


def test_groups_and_address_tables_of_libraries_are_not_there(admin):
    for path in ("auth/group", "account/emailaddress", "account/emailconfirmation"):
        assert admin.get(f"/admin/{path}/").status_code == 404
