import django.db.models.deletion
import fanal.authority.fields
from django.db import migrations, models


def attested(model):
    return [
        migrations.AddField(
            model_name=model,
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name=model,
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b""),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("partners", "0010_earlier_names")]

    operations = [
        # The table was made for the field by itself; now it has a model, and the two columns.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AreaSuccession",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("from_area", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partners.area")),
                        ("to_area", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partners.area")),
                    ],
                    options={
                        "db_table": "partners_area_replaced_by",
                        "unique_together": {("from_area", "to_area")},
                    },
                ),
                migrations.AlterField(
                    model_name="area",
                    name="replaced_by",
                    field=models.ManyToManyField(related_name="replaces", through="partners.AreaSuccession", to="partners.area"),
                ),
            ],
        ),
        *attested("area"),
        *attested("areasuccession"),
    ]
