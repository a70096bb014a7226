"""Every essay gets its text as its first revision, and the steps that its dates tell of."""

from datetime import timedelta

from django.db import migrations


def begin(apps, schema_editor):
    post_model, revision_model, step_model = (
        apps.get_model("blog", name) for name in ("Post", "Revision", "Step")
    )
    for post in post_model.objects.order_by("pk").iterator(chunk_size=100):
        public = post.published_at is not None
        lines = list(post.bibliography.order_by("position").values_list("line", flat=True))
        revision_model.objects.create(
            post=post,
            number=1,
            author_id=post.author_id,
            made_at=post.published_at or post.updated_at,
            title=post.title,
            body=post.body,
            source_lines=lines,
            body_html=post.body_html,
            is_public=public,
        )
        step_model.objects.create(post=post, kind="begun", by_id=post.author_id, at=post.created_at)
        values = {"revision_number": 1}
        if public:
            step_model.objects.create(post=post, kind="published", by_id=post.author_id, at=post.published_at)
            values |= {"submitted_at": post.published_at, "counts_from": post.published_at + timedelta(hours=1)}
        if post.status == "withdrawn":
            by = post.withdrawn_by_id or post.author_id
            step_model.objects.create(post=post, kind="withdrawn", by_id=by, at=post.updated_at)
        post_model.objects.filter(pk=post.pk).update(**values)


class Migration(migrations.Migration):

    dependencies = [
        ("blog", "0003_writing"),
    ]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
