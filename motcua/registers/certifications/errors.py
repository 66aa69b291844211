"""What the register of certifications refuses."""

from __future__ import annotations

from motcua.foundation.errors import Refusal


class NotYoursToEnter(Refusal):
    """Lines are written by the one-stop clerk of the office."""

    sentence = "Chỉ cán bộ Một cửa của cơ quan được ghi sổ chứng thực."
    status = 403


class NothingToStrike(Refusal):
    """The dossier has no line, or it is struck."""

    sentence = "Hồ sơ này không còn dòng nào trong sổ chứng thực để gạch."


class ReasonOfStrikeMissing(Refusal):
    """A struck line says why. Takes `most` letters."""

    sentence = "Hãy ghi lý do gạch dòng trong sổ, không quá {most} chữ."
    status = 422
