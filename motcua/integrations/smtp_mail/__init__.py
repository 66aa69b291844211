"""Electronic mail by SMTP, with Django's own machinery. Serves `registers/notices/ports.py`.

A mail server keeps no keys: when its answer is lost after it took a letter, the letter goes again. Both bear the same
Message-ID, made from the key, by which many mail programs show one.
"""

from motcua.integrations.smtp_mail.checking import check as check
from motcua.integrations.smtp_mail.sending import SmtpMail as SmtpMail
