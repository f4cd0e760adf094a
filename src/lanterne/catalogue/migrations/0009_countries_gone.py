from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0008_countries_moved"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="title",
            name="countries",
        ),
    ]
