"""One's own profile, and the pictures of people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from . import actions, pictures
from .forms import ProfileForm
from .models import User
from .requests import SignedInRequest, form_methods
from .sign_in import sign_in_first


@form_methods
@sign_in_first()
def profile_edit(request: SignedInRequest) -> HttpResponse:
    # A row of its own: a refused form must not change the name in the page's header.
    user = User.objects.get(pk=request.user.pk)
    if request.method != "POST":
        return render(request, "accounts/profile_edit.html", {"form": ProfileForm(instance=user)})
    form = ProfileForm(request.POST, request.FILES, instance=user)
    if not form.is_valid():
        return render(request, "accounts/profile_edit.html", {"form": form}, status=422)
    remove = bool(form.cleaned_data.get("remove_picture"))
    actions.save_profile(user=user, picture=form.cleaned_data["new_picture"], remove_picture=remove)
    messages.success(request, "Your profile is saved.")
    return redirect("accounts:profile_edit")


@require_safe
def picture_show(request: HttpRequest, name: str) -> HttpResponse:
    return pictures.serve("pictures", name, public=True)
