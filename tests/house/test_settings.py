"""Every setting is documented, every setting that is used exists."""

from __future__ import annotations

import ast

from django.conf import global_settings, settings

from motcua.config import settings_for_types
from motcua.config.root import ROOT
from motcua.config.setting_table import SETTINGS
from tests.house.test_faces import sources

PAGE = ROOT / "docs" / "reference" / "settings.md"


def test_every_setting_of_the_environment_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else '–'} | {setting.about} |"
        for setting in SETTINGS
    ]
    assert [row for row in rows if row not in page] == []


def test_the_page_of_settings_names_none_that_is_gone() -> None:
    named = {line.split("`")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")}
    assert named == {setting.name for setting in SETTINGS}


def test_every_setting_that_is_used_exists_and_has_a_type() -> None:
    used = {
        node.attr
        for _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "settings"
        if node.attr.isupper()
    }
    assert sorted(name for name in used if not hasattr(settings, name)) == []
    ours = {name for name in used if not hasattr(global_settings, name)}
    assert sorted(name for name in ours if not hasattr(settings_for_types, name)) == []
