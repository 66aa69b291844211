"""What the stage tells: the result as it is printed."""

from motcua.stages.signing.printing import can_print as can_print
from motcua.stages.signing.printing import result_of as result_of
