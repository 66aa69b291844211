"""What the stage tells: the result as it is printed, and as it was signed."""

from motcua.stages.signing.kept import ResultFile as ResultFile
from motcua.stages.signing.kept import SignedResult as SignedResult
from motcua.stages.signing.kept import manners_of as manners_of
from motcua.stages.signing.kept import result_file as result_file
from motcua.stages.signing.kept import signed_result as signed_result
from motcua.stages.signing.manners import Manner as Manner
from motcua.stages.signing.printing import can_print as can_print
from motcua.stages.signing.printing import result_of as result_of
