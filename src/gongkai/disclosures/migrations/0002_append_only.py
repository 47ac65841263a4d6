"""Let the database itself refuse changes to what was submitted, published, filed and withdrawn."""

from django.db import migrations

from gongkai.journal.immutable import append_only


class Migration(migrations.Migration):
    """Triggers on the tables of frozen records."""

    dependencies = [("disclosures", "0001_initial")]
    operations = [
        append_only(
            "disclosures_revision",
            "disclosures_revisionfile",
            "disclosures_publication",
            "disclosures_filing",
            "disclosures_withdrawal",
        )
    ]
