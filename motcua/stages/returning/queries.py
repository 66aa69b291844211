"""What the stage tells: the register of a day and receipts, printed."""

from motcua.stages.returning.printing import daybook_of as daybook_of
from motcua.stages.returning.printing import receipt_of as receipt_of
from motcua.stages.returning.printing import receipts_of as receipts_of
