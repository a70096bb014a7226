"""Pictures: seen by those who may see an essay that shows them, added and described by its authors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import pictures
from accounts.addresses import address
from accounts.models import User
from accounts.requests import SignedInRequest, form_methods
from accounts.sign_in import sign_in_first

from ..models import Image, Post
from ..numbers import number
from ..paging import page_of
from . import describing, elsewhere, files, sweeping
from .forms import DescriptionForm, UploadForm
from .keeping import named
from .sizes import copied
from .uploading import UploadRefused, store_image


@require_safe
def image_show(request: HttpRequest, name: str) -> HttpResponse:
    """A picture or a copy of it; the picture itself stands in for a copy that is not made yet."""
    file, width = files.parse_name(name)
    image = get_object_or_404(Image.objects.visible_to(request.user), file=file)
    if width and width not in copied(image.width):
        raise Http404("There is no copy of that width.")
    public = Image.objects.visible_to(AnonymousUser()).filter(pk=image.pk).exists()
    try:
        return pictures.serve(files.FOLDER, name, public=public)
    except Http404:
        if not width:
            raise
        itself = file.removeprefix(f"{files.FOLDER}/")
        return pictures.serve(files.FOLDER, itself, public=public, max_age=pictures.SOON)


@require_safe
@sign_in_first()
def image_mine(request: SignedInRequest) -> HttpResponse:
    """One's own pictures; with `?essay=` those of the essay, and what one has sent and shown nowhere yet."""
    post = _essay(request)
    page = page_of(_choices(request.user, post), request)
    if _wants_json(request):
        told = [_told(image) for image in page.rows if image.notation]
        return JsonResponse({"pictures": told, "more": page.has_next})
    return render(request, "blog/image_mine.html", {"page": page, "post": post})


@form_methods
@sign_in_first()
def image_add(request: SignedInRequest) -> HttpResponse:
    """A picture sent by its form, or by a script, which gets JSON and may leave the description for later."""
    post = _essay(request)
    script = _wants_json(request)
    if request.method != "POST":
        return render(request, "blog/image_add.html", {"form": UploadForm(), "post": post})
    form = UploadForm(request.POST, request.FILES, later=script and "later" in request.POST)
    status, wait = 422, 0
    if form.is_valid():
        try:
            image = _stored(form, request.user)
        except UploadRefused as refusal:
            form.add_error(None, str(refusal))
            status, wait = (429, refusal.wait) if refusal.wait else (422, 0)
        else:
            return JsonResponse(_told(image), status=201) if script else _added(request, image)
    answer = (
        _refused(form) if script else render(request, "blog/image_add.html", {"form": form, "post": post})
    )
    answer.status_code = status
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


@form_methods
@sign_in_first()
def image_edit(request: SignedInRequest, name: str) -> HttpResponse:
    image = _own(request.user, name)
    posts = Post.objects.editable_by(request.user).showing([image])
    form = DescriptionForm(request.POST if request.method == "POST" else None, instance=image)
    pages = elsewhere.pages(image, request.user)
    context = {"form": form, "image": image, "posts": posts, "pages": pages}
    if request.method != "POST":
        return render(request, "blog/image_edit.html", context)
    if not form.is_valid():
        return render(request, "blog/image_edit.html", context, status=422)
    describing.describe(images=[form.instance], by=request.user)
    messages.success(request, "Saved. Every essay that shows the picture says so.")
    return redirect("blog:image_edit", image.name)


@require_POST
@sign_in_first(lambda name: address("blog:image_edit", name))
def image_delete(request: SignedInRequest, name: str) -> HttpResponse:
    image = _own(request.user, name)
    if not sweeping.delete(image=image, by=request.user):
        messages.error(request, "An essay shows this picture, or has shown it: it stays.")
        return redirect("blog:image_edit", name)
    messages.success(request, "The picture is deleted.")
    return redirect("blog:image_mine")


def _own(user: User, name: str) -> Image:
    """Raises Http404 where `user` sees no such picture, and PermissionDenied where it is not theirs."""
    image = get_object_or_404(Image.objects.visible_to(user).select_related("uploaded_by"), named([name]))
    if not Image.objects.editable_by(user).filter(pk=image.pk).exists():
        raise PermissionDenied
    return image


def _essay(request: SignedInRequest) -> Post | None:
    """The essay that a picture is for, one of the writer's own. Raises Http404 where it is not."""
    pk = number(request.GET.get("essay", ""))
    return get_object_or_404(Post.objects.editable_by(request.user), pk=pk) if pk else None


def _choices(user: User, post: Post | None) -> QuerySet[Image]:
    chosen = own = Image.objects.filter(uploaded_by=user)
    if post:
        of_essay = Image.objects.filter(Q(posts=post) | Q(featured_in=post))
        chosen = Image.objects.filter(
            Q(pk__in=own.in_no_essay().values("pk")) | Q(pk__in=of_essay.values("pk"))
        )
    return chosen.order_by("-uploaded_at", "-pk")


def _stored(form: UploadForm, by: User) -> Image:
    said = {field: form.cleaned_data[field] for field in describing.FIELDS}
    return store_image(picture=form.cleaned_data["file"], by=by, **said)


def _added(request: HttpRequest, image: Image) -> HttpResponse:
    messages.success(request, f"Added. Put this line into your text: {image.notation}")
    return redirect("blog:image_edit", image.name)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _refused(form: UploadForm) -> JsonResponse:
    return JsonResponse({"errors": form.errors.get_json_data()})


def _told(image: Image) -> dict[str, Any]:
    """What the editor's script needs to know of a picture."""
    return {
        "name": image.name,
        "notation": image.notation,
        "url": image.get_absolute_url(),
        "small": image.smallest,
        "alt": image.alt,
        "caption": image.caption,
        "described": image.is_described,
        "edit": address("blog:image_edit", image.name),
    }
