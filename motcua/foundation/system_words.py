"""What the operating system says of a file, in the reader's words."""

from __future__ import annotations

import errno
from typing import Final

from django.apps import apps
from django.utils.translation import gettext, gettext_noop

_WORDS: Final = {
    errno.ENOENT: gettext_noop("không có tệp hay thư mục này"),
    errno.ENOTDIR: gettext_noop("không có tệp hay thư mục này"),
    errno.EACCES: gettext_noop("không có quyền"),
    errno.EPERM: gettext_noop("không có quyền"),
    errno.EISDIR: gettext_noop("đây là một thư mục"),
    errno.EROFS: gettext_noop("chỗ này chỉ đọc được"),
    errno.ENOSPC: gettext_noop("hết chỗ trên đĩa"),
}


def why(error: OSError) -> str:
    """What stood in the way; as the system says it when it is none of the usual."""
    words = _WORDS.get(error.errno or 0)
    if not words:
        return error.strerror or str(error)
    return gettext(words) if apps.ready else words
