"""What the room refuses."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_noop

from motcua.foundation.errors import Refusal


class NoticeUnknown(Refusal):
    """No such notice, or it is of a dossier that the viewer may not see."""

    sentence: ClassVar[str] = gettext_noop("Không có thông báo này, hoặc hồ sơ không thuộc nơi bạn làm việc.")
    status = 404


class NotYoursToTell(Refusal):
    """Who sees to the people that no message reached works at the one-stop unit that took the dossier in."""

    sentence: ClassVar[str] = gettext_noop(
        "Báo cho người nộp là việc của Bộ phận Một cửa nơi nhận hồ sơ; hôm nay bạn không giữ vị trí ở đó."
    )
    status = 403


class NoticeSettled(Refusal):
    """It was sent, told by somebody, or is being sent meanwhile."""

    sentence: ClassVar[str] = gettext_noop("Thông báo này vừa được gửi hoặc đã có người báo; không cần làm lại.")


class WayUnknown(Refusal):
    """A way of telling that the list does not have."""

    sentence: ClassVar[str] = gettext_noop("Chọn đã báo bằng cách nào: gọi điện, qua trưởng thôn, hay gặp trực tiếp.")
    status = 422
