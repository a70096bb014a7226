from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0008_marked_words'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='category_slug_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='tag_slug_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='former_address_not_empty'),
        ),
    ]
