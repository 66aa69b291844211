"""A procedure's form (tờ khai) on a page: its questions with what was typed, and as facts on a dossier's page."""

from motcua.web.shared.procedure_form.conditions import condition_text as condition_text
from motcua.web.shared.procedure_form.conditions import is_judged_here as is_judged_here
from motcua.web.shared.procedure_form.questions import block_id as block_id
from motcua.web.shared.procedure_form.questions import faults_in_words as faults_in_words
from motcua.web.shared.procedure_form.questions import parts as parts
from motcua.web.shared.procedure_form.sent import PREFIX as PREFIX
from motcua.web.shared.procedure_form.sent import Typed as Typed
from motcua.web.shared.procedure_form.sent import answers_asked as answers_asked
from motcua.web.shared.procedure_form.sent import left_over as left_over
from motcua.web.shared.procedure_form.sent import typed as typed
from motcua.web.shared.procedure_form.shown import Block as Block
from motcua.web.shared.procedure_form.shown import Copy as Copy
from motcua.web.shared.procedure_form.shown import Part as Part
from motcua.web.shared.procedure_form.shown import Question as Question
from motcua.web.shared.procedure_form.sources import of_applicant as of_applicant
from motcua.web.shared.procedure_form.sources import source_words as source_words
from motcua.web.shared.procedure_form.telling import Told as Told
from motcua.web.shared.procedure_form.telling import told as told
from motcua.web.shared.procedure_form.words import AnswerFact as AnswerFact
from motcua.web.shared.procedure_form.words import facts as facts
