"""A partner for messages to telephones, for demonstration and training: it takes them as a gateway does and sends them
to nobody.

Serves `registers/notices/ports.py`. What it took lies in one file (`demo-phone/outbox.sqlite` in MOTCUA_VAR) and can be
looked at on a page of the demonstration, where it can also be told how to behave.
"""

from motcua.integrations.demo_phone.checking import check as check
from motcua.integrations.demo_phone.outbox import BEHAVIOURS as BEHAVIOURS
from motcua.integrations.demo_phone.outbox import Outbox as Outbox
from motcua.integrations.demo_phone.outbox import Shown as Shown
from motcua.integrations.demo_phone.sending import DemoPhone as DemoPhone
