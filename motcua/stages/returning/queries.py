"""What the stage tells: the register of a day and receipts, printed."""

from motcua.stages.returning.printing import daybook_of as daybook_of
from motcua.stages.returning.printing import receipt_of as receipt_of
from motcua.stages.returning.printing import receipts_of as receipts_of
from motcua.stages.returning.takings import GROUNDS as GROUNDS
from motcua.stages.returning.takings import METHODS as METHODS
from motcua.stages.returning.takings import keepers as keepers
from motcua.stages.returning.takings import refund_of as refund_of
from motcua.stages.returning.takings import takings_of as takings_of
from motcua.stages.returning.takings import till_sheet_of as till_sheet_of
