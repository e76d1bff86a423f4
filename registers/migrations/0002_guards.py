"""No change of the registers without a trail entry; numbers of use cases that are never given twice."""

from django.db import migrations

from trail.guards import GuardTable


class Migration(migrations.Migration):
    """One guard on each trailed table."""

    dependencies = [("registers", "0001_initial"), ("trail", "0002_guards")]

    operations = [
        GuardTable("registers_attachment"),
        GuardTable("registers_boundaryrule"),
        GuardTable("registers_classificationlevel"),
        GuardTable("registers_customdetector"),
        GuardTable("registers_datacategory"),
        GuardTable("registers_document"),
        GuardTable("registers_documentusecase"),
        GuardTable("registers_documentversion"),
        GuardTable("registers_endpointfact"),
        GuardTable("registers_joinrequest"),
        GuardTable("registers_project"),
        GuardTable("registers_projectmodel"),
        GuardTable("registers_provider"),
        GuardTable("registers_providermodel"),
        GuardTable("registers_regionfact"),
        GuardTable("registers_registerexception"),
        GuardTable("registers_requireddocument"),
        GuardTable("registers_storedfile"),
        GuardTable("registers_usecasemember"),
        GuardTable("registers_usecaseversion"),
        GuardTable("registers_versioncategory"),
        GuardTable("registers_versionmodel"),
        GuardTable("registers_versionproject"),
        GuardTable("registers_usecase", ignoring=("changed_at", "search")),
        migrations.RunSQL(
            "CREATE SEQUENCE registers_use_case_number START 1",
            "DROP SEQUENCE registers_use_case_number",
        ),
    ]
