"""What is shown, where it is counted, and which course a decision belongs to, for what was there before."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def fill(apps, schema_editor):
    Entry = apps.get_model("comments", "ModerationEntry")
    Comment = apps.get_model("comments", "Comment")
    Post = apps.get_model("blog", "Post")
    course = Comment.objects.filter(pk=OuterRef("comment")).values("post__course")
    Entry.objects.filter(course=None).update(course=Subquery(course))
    for post, version in Post.objects.exclude(comments=None).distinct().values_list("pk", "thread_version"):
        withheld, shown, branches = set(), [], {}
        for pk, parent, path, status in (
            Comment.objects.filter(post=post).order_by("path").values_list("pk", "parent", "path", "status")
        ):
            if parent in withheld or status in ("held", "spam"):
                withheld.add(pk)
            elif status == "published":
                shown.append(pk)
                branches[path[:7]] = branches.get(path[:7], 0) + (len(path) > 7)
        for start in range(0, len(shown), 500):
            Comment.objects.filter(pk__in=shown[start : start + 500]).update(is_shown=True, shown_in=version + 1)
        for path, count in branches.items():
            Comment.objects.filter(post=post, path=path).update(branch_count=count)
        Post.objects.filter(pk=post).update(comment_count=len(shown), thread_version=F("thread_version") + 1)


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_discussion")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
