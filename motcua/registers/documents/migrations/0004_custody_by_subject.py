from django.db import migrations, models


class Migration(migrations.Migration):
    """The new indexes first: at no moment could two offices hold one original."""

    dependencies = [
        ("documents", "0003_sheets"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="custody",
            index=models.Index(fields=["subject"], name="documents_custody_subject"),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.UniqueConstraint(
                condition=models.Q(("holder_kind", "office"), ("until__isnull", True)),
                fields=("subject", "paper", "original"),
                name="documents_custody_one_holder",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="custody",
            name="documents_custody_turn",
        ),
    ]
