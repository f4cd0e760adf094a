from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_household_pin"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="territories",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
