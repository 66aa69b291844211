"""What is put aside: for the one who began it only, emptied when done, forgotten after its time."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from motcua.rules.access import PUBLIC
from motcua.stages.submission import actions, queries
from motcua.stages.submission.errors import DraftIsGone, DraftTooLarge, DraftUnknown
from tests.commune import Commune, add_official, commune

pytestmark = pytest.mark.django_db
CONTENT = {"procedure": ["1.001193"], "a-child_name": ["Nguyễn Văn Khôi"], "group": ["poor-household", "disabled"]}


@pytest.fixture
def made(db: None) -> Commune:
    return commune()


def test_it_comes_back_whole_to_the_same_official(made: Commune) -> None:
    key = uuid4()
    for name in ("Nguyễn", "Nguyễn Văn Khôi"):
        actions.put_aside(
            key=key,
            procedure_code="1.001193",
            who="Trần Thị Ước",
            content=CONTENT | {"a-child_name": [name]},
            by=made.who("one-stop-clerk"),
            now=made.moment,
        )
    found = queries.draft(key=key, viewer=made.who("one-stop-clerk"))
    assert dict(found.content) == CONTENT
    assert [row.who for row in queries.drafts(viewer=made.who("one-stop-clerk"))] == ["Trần Thị Ước"]


def test_nobody_else_sees_it_changes_it_or_throws_it_away(made: Commune) -> None:
    mine, key = made.who("one-stop-clerk"), uuid4()
    actions.put_aside(key=key, procedure_code="1.001193", who="Ước", content=CONTENT, by=mine, now=made.moment)
    add_official(made, "one-stop-clerk", "Cán bộ Một cửa", key="second-clerk")
    for other in (made.who("second-clerk"), made.who("leader"), PUBLIC):
        with pytest.raises(DraftUnknown):
            queries.draft(key=key, viewer=other)
        assert queries.drafts(viewer=other) == ()
        assert queries.draft_scans(key=key, viewer=other) == {}
        actions.finish(key=key, by=other, now=made.moment)
        with pytest.raises(DraftIsGone):
            actions.attach(key=key, paper="declaration", document_ids=(1,), by=other)
    with pytest.raises(DraftIsGone):
        actions.put_aside(key=key, procedure_code="x", who="", content={}, by=made.who("second-clerk"), now=made.moment)
    assert dict(queries.draft(key=key, viewer=mine).content) == CONTENT


def test_when_done_nothing_of_it_is_left_and_a_late_page_does_not_bring_it_back(made: Commune) -> None:
    mine, key = made.who("one-stop-clerk"), uuid4()
    actions.put_aside(key=key, procedure_code="1.001193", who="Ước", content=CONTENT, by=mine, now=made.moment)
    actions.finish(key=key, by=mine, now=made.moment)
    with pytest.raises(DraftUnknown):
        queries.draft(key=key, viewer=mine)
    with pytest.raises(DraftIsGone):
        actions.put_aside(key=key, procedure_code="1.001193", who="Ước", content=CONTENT, by=mine, now=made.moment)
    with connection.cursor() as cursor:
        cursor.execute("SELECT who, content::text FROM submission_draft WHERE key = %s", [key])
        assert cursor.fetchone() == ("", "{}")


def test_what_nobody_went_on_with_is_forgotten(made: Commune) -> None:
    mine, key = made.who("one-stop-clerk"), uuid4()
    actions.put_aside(key=key, procedure_code="1.001193", who="Ước", content=CONTENT, by=mine, now=made.moment)
    assert actions.forget_drafts(before=made.moment - timedelta(days=queries.KEPT_DAYS)) == 0
    assert actions.forget_drafts(before=made.moment + timedelta(seconds=1)) == 1
    assert queries.drafts(viewer=mine) == ()


def test_more_text_than_any_form_holds_is_refused(made: Commune) -> None:
    with pytest.raises(DraftTooLarge):
        actions.put_aside(
            key=uuid4(),
            procedure_code="1.001193",
            who="",
            content={"a-x": ["a" * 200_001]},
            by=made.who("one-stop-clerk"),
            now=made.moment,
        )
