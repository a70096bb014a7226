"""The form that an essay is written in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.forms import PictureField
from accounts.models import User
from accounts.texts import LineField, is_blank
from courses.models import Course, KeyQuestion, Unit, WritingPolicy
from courses.visibility import Visibility
from sources.styling.styles import Style

from . import numbers
from .actions import Plate, tag_slug
from .authorship.forms import PseudonymForm
from .choices import CourseField, QuestionField, SwitchField, UnitField
from .copies.begun import BegunForm
from .images.asked import AsksDescriptions
from .models import (
    MAX_ALT_LENGTH,
    MAX_CAPTION_LENGTH,
    MAX_CREDIT_LENGTH,
    MAX_TAG_LENGTH,
    MAX_TITLE_LENGTH,
    Image,
    Post,
)
from .publishing.asking import NEEDED
from .publishing.audience import audiences_of, too_wide
from .writing.fields import BodyField, ReasonField, SourcesField, WindowForm

MAX_TAGS = 12
# All of them, with what stands between.
MAX_TAGS_LENGTH = MAX_TAGS * (MAX_TAG_LENGTH + 2)


class PostForm(AsksDescriptions, PseudonymForm, BegunForm, WindowForm):
    """`complete` asks for what a published essay needs; a draft a course. `by`: whose form it is."""

    title = LineField(max_length=MAX_TITLE_LENGTH, required=False)
    body = BodyField(
        help_text="Markdown, and citations as you are used to, (Freeze 347), or by key, [@key, 347].", rows=22
    )
    course = CourseField(Course.objects.none())
    unit = UnitField(Unit.objects.none(), required=False)
    key_question = QuestionField(KeyQuestion.objects.none(), label="Key question", required=False)
    tag_names = LineField(
        label="Tags",
        required=False,
        max_length=MAX_TAGS_LENGTH,
        help_text="Separated by commas, for example: Stalin, terror.",
    )
    picture = PictureField(label="Picture file")
    remove_picture = forms.BooleanField(label="Remove the featured picture", required=False)
    alt = LineField(
        label="Description",
        required=False,
        max_length=MAX_ALT_LENGTH,
        help_text="What it shows, for readers who cannot see it.",
    )
    caption = LineField(required=False, max_length=MAX_CAPTION_LENGTH)
    credit = LineField(
        required=False, max_length=MAX_CREDIT_LENGTH, help_text="Who made it, and where it comes from."
    )
    sources = SourcesField(of="An essay")
    reason = ReasonField()
    marks_terms = SwitchField(
        label="Key terms of the study notes",
        on="Mark the first mention of each",
        off="Leave the text unmarked",
        help_text="Those of the course’s topics. A reader may hide them.",
    )

    class Meta:
        model = Post
        fields = [
            "title",
            "body",
            "course",
            "unit",
            "key_question",
            "visibility",
            "citation_style",
            "marks_terms",
            "pseudonym",
        ]
        labels = {"visibility": "Who may read it"}

    def __init__(
        self, *args: Any, writer: User, by: User | None = None, complete: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.complete = by or writer, complete
        self.asked: list[Image] = []
        course = cast(CourseField, self.fields["course"])
        unit = cast(forms.ModelChoiceField, self.fields["unit"])
        # Of a published one the address names the course.
        course.disabled = bool(self.instance.published_at)
        own = Course.objects.filter(pk=self.instance.course_id)
        courses = own if course.disabled else Course.objects.joined_by(writer)
        offered = course.offer(courses.select_related("writing_policy", "citation_policy"))
        style = cast(forms.ChoiceField, self.fields["citation_style"])
        style.choices = [("", "As the course sets it"), *Style.choices]
        self._offer_audiences(offered)
        unit.queryset = Unit.objects.filter(course__in=offered).select_related("course")
        questions = cast(forms.ModelChoiceField, self.fields["key_question"])
        questions.queryset = KeyQuestion.objects.filter(unit__course__in=offered).select_related("unit")
        self.offer_pseudonym(offered, writer)
        if not self.instance.published_at:
            del self.fields["reason"]
        if self.instance.pk:
            self._fill_in(self.instance)
            self.keep_what_others_chose()
        if not self.instance.featured_image:
            del self.fields["remove_picture"]
        if self.is_bound and complete:
            self.ask_descriptions(str(self.data.get("body", "")))

    def _fill_in(self, post: Post) -> None:
        self.initial["base"] = post.revision_number
        self.initial["tag_names"] = ", ".join(tag.name for tag in post.tags.all())
        self.initial["sources"] = "\n".join(post.source_lines())
        if image := post.featured_image:
            self.initial.update({"alt": image.alt, "caption": image.caption, "credit": image.credit})

    def _offer_audiences(self, courses: Iterable[Course]) -> None:
        """Those alone that one of the courses allows."""
        allowed = {audience for course in courses for audience in audiences_of(course)}
        field = cast(forms.ChoiceField, self.fields["visibility"])
        field.choices = [choice for choice in Visibility.choices if choice[0] in allowed]
        if allowed and self.initial.get("visibility") not in allowed:
            self.initial["visibility"] = field.choices[0][0]  # type: ignore[index]

    def clean_visibility(self) -> str:
        audience: str = self.cleaned_data["visibility"]
        course = self.cleaned_data.get("course")
        if course and (problem := too_wide(course, audience)):
            raise ValidationError(problem)
        return audience

    def chosen_course(self) -> Course | None:
        """The course that stands in the form: the chosen one, or the only one."""
        courses: QuerySet[Course] = cast(Any, self.fields["course"]).queryset
        if len(courses) == 1:
            return courses[0]
        chosen = numbers.number(str(self["course"].value() or ""))
        return next((course for course in courses if course.pk == chosen), None)

    def may_have_to_hand_in(self) -> bool:
        """In one of the courses that could be chosen, its staff let essays through."""
        staff = WritingPolicy.Publishing.STAFF
        courses: QuerySet[Course] = cast(Any, self.fields["course"]).queryset
        return any(course.rules_of_writing().publishing == staff for course in courses)

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if not title and self.complete:
            raise ValidationError(NEEDED["title"])
        return title

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if not body and self.complete:
            raise ValidationError(NEEDED["body"])
        return body

    def clean_marks_terms(self) -> bool:
        """What a browser did not send says nothing."""
        sent: bool = self.cleaned_data["marks_terms"]
        return sent if "marks_terms" in self.data else self.instance.marks_terms

    def clean_tag_names(self) -> list[str]:
        typed = self.cleaned_data["tag_names"].split(",")
        names = [name.strip() for name in typed if not is_blank(name)]
        names = list({tag_slug(name): name for name in reversed(names)}.values())[::-1]
        if len(names) > MAX_TAGS:
            raise ValidationError(f"An essay may have {MAX_TAGS} tags; these are {len(names)}.")
        for name in names:
            if len(name) > MAX_TAG_LENGTH:
                raise ValidationError(f"The tag “{name[:20]}…” is longer than {MAX_TAG_LENGTH} characters.")
            if not tag_slug(name):
                raise ValidationError(f"The tag “{name}” has no letter or digit.")
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_descriptions(cleaned)
        if (question := cleaned.get("key_question")) and not cleaned.get("unit"):
            cleaned["unit"] = question.unit
        shown = cleaned.get("picture") or (self.instance.featured_image and not cleaned.get("remove_picture"))
        if shown and not cleaned.get("alt") and "alt" not in self.errors:
            self.add_error("alt", "A featured picture needs a description for readers who cannot see it.")
        return cleaned

    def plate(self) -> Plate | None:
        """The featured image as this form leaves it."""
        cleaned = self.cleaned_data
        picture = cleaned["picture"]
        if not picture and (cleaned.get("remove_picture") or not self.instance.featured_image):
            return None
        return Plate(cleaned["alt"], cleaned["caption"], cleaned["credit"], picture)
