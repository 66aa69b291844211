"""What the stage tells: the papers that officials' acts print."""

from motcua.stages.processing.printing import apology_of as apology_of
from motcua.stages.processing.printing import control_sheet_of as control_sheet_of
from motcua.stages.processing.printing import stop_notice_of as stop_notice_of
