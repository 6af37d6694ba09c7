from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0038_heard_on")]

    operations = [
        migrations.AddIndex(
            "caseentry",
            models.Index(
                fields=["case", "due"],
                condition=models.Q(due__isnull=False, done_on__isnull=True),
                name="due_in_a_case",
            ),
        ),
    ]
