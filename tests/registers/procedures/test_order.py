from __future__ import annotations

import pytest

from tests.commune import publish

pytestmark = pytest.mark.django_db


def test_choices_stand_in_the_order_of_the_file() -> None:
    form = publish("1.001193").form
    assert list(form.by_key["timing"].choices) == ["on-time", "late"]
    assert next(iter(form.by_key["requester_relation"].choices)) == "mother"
