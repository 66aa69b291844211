from __future__ import annotations

from typing import ClassVar

from django.db import migrations

ADD = """
CREATE INDEX procedures_version_immediate_idx ON procedures_version (code)
    WHERE definition #>> '{service,immediate_result}' = 'true';
"""
REMOVE = "DROP INDEX procedures_version_immediate_idx;"


class Migration(migrations.Migration):
    """The few procedures whose result is given at once are found without reading every definition."""

    dependencies: ClassVar = [("procedures", "0008_receptions")]

    operations: ClassVar = [migrations.RunSQL(ADD, REMOVE)]
