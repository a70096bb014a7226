from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0004_first_revisions'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'returned', 'scheduled', 'published', 'withdrawn'])), name='post_status_known'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'returned']), models.Q(models.Q(('title', ''), _negated=True), models.Q(('body', ''), _negated=True)), _connector='OR'), name='post_handed_in_is_complete'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['published', 'withdrawn']), _negated=True), ('published_at__isnull', False), _connector='OR'), name='post_published_has_time'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['submitted', 'scheduled', 'published']), _negated=True), models.Q(('counts_from__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='post_handed_in_has_time'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publish_at__isnull', False), ('status', 'scheduled')), models.Q(models.Q(('status', 'scheduled'), _negated=True), ('publish_at__isnull', True)), _connector='OR'), name='post_scheduled_has_time'),
        ),
    ]
