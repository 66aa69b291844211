"""What the stage tells: the papers that officials' acts print, and whether a promise may still be moved."""

from motcua.stages.processing.printing import apology_of as apology_of
from motcua.stages.processing.printing import control_sheet_of as control_sheet_of
from motcua.stages.processing.printing import stop_notice_of as stop_notice_of
from motcua.stages.processing.rescheduling import is_last_day as is_last_day
from motcua.stages.processing.rescheduling import is_last_day_of as is_last_day_of
from motcua.stages.processing.rescheduling import is_reschedulable as is_reschedulable
from motcua.stages.processing.rescheduling import to_reschedule as to_reschedule
