"""One meaning for each class name (docs/adr/0017). The tables keep theirs: no row is touched."""

from django.db import migrations

from fanal.sealed.references import SealedReferenceField

CUSTODIAN = "journeys.JourneyCustodian"


class Migration(migrations.Migration):
    dependencies = [("journeys", "0021_attested_news_for_teams")]

    operations = [
        migrations.AlterModelTable(name="hands", table="journeys_hands"),
        migrations.RenameModel(old_name="Hands", new_name="JourneyCustodian"),
        migrations.AlterModelTable(name="happening", table="journeys_happening"),
        migrations.RenameModel(old_name="Happening", new_name="JourneyEvent"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("leg", "hands", SealedReferenceField(to=CUSTODIAN)),
                migrations.AlterField("paper", "held_by", SealedReferenceField(to=CUSTODIAN)),
            ],
        ),
    ]
