"""The page of reference that shows every page with its address, its readers and its two pictures."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tools.pictures.pages import AUDIENCES, WHY_NOT, Shown

HEAD = """# Mọi trang

Trang này do `make pictures` viết, không sửa tay. Mỗi trang có địa chỉ, người mở được, và hai ảnh: trên điện thoại
(360 px), trên máy tính (1280 px); phần dưới của trang dài không có trong ảnh. Người, hồ sơ trong ảnh là của tỉnh mẫu,
không có thật.
"""


def addresses() -> dict[str, str]:
    """Address of each view, by its name with that of its door."""
    return dict(_named(get_resolver(), "/", ""))


def _named(resolver: URLResolver, before: str, door: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        place = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield f"{door}{one.name}", place
        else:
            yield from _named(one, place, f"{one.namespace}:" if one.namespace else door)


def reference() -> str:
    """The whole page, as Markdown."""
    return "\n".join([HEAD, *_sections(addresses()), "## Không có ảnh", "", *_without(), ""])


def _sections(places: dict[str, str]) -> Iterator[str]:
    for audience in AUDIENCES:
        yield f"## {audience.words[0].upper()}{audience.words[1:]}"
        yield ""
        for shown in audience.pages:
            yield _entry(shown, places.get(shown.view, ""))


def _entry(shown: Shown, place: str) -> str:
    where = f"`{place}`" if place else "mọi địa chỉ không có"
    pictures = " ".join(
        f'<img src="../pictures/{shown.name}-{width}.png" width="{seen}" alt="{shown.title}, {width} px">'
        for width, seen in ((360, 180), (1280, 560))
    )
    return f"### {shown.title}\n\n{where}\n\n{pictures}\n"


def _without() -> Iterator[str]:
    places = addresses()
    for view, why in sorted(WHY_NOT.items()):
        yield f"- `{places[view]}`: {why}"
