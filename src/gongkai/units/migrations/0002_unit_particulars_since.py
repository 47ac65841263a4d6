from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="particulars_since",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
