"""What the stage tells: the result as it is printed, and as it was signed."""

from motcua.stages.signing.kept import ResultFile as ResultFile
from motcua.stages.signing.kept import SignedResult as SignedResult
from motcua.stages.signing.kept import manners_of as manners_of
from motcua.stages.signing.kept import result_file as result_file
from motcua.stages.signing.kept import signed_result as signed_result
from motcua.stages.signing.manners import Manner as Manner
from motcua.stages.signing.printers import PrinterFacts as PrinterFacts
from motcua.stages.signing.printers import printers_of as printers_of
from motcua.stages.signing.printing import BOOK as BOOK
from motcua.stages.signing.printing import NUMBER as NUMBER
from motcua.stages.signing.printing import blank_of as blank_of
from motcua.stages.signing.printing import can_print as can_print
from motcua.stages.signing.printing import coming_signature as coming_signature
from motcua.stages.signing.printing import good_until as good_until
from motcua.stages.signing.printing import has_own_print as has_own_print
from motcua.stages.signing.printing import item_of as item_of
from motcua.stages.signing.printing import proposed_item as proposed_item
from motcua.stages.signing.printing import result_of as result_of
from motcua.stages.signing.printing import result_pictures_of as result_pictures_of
