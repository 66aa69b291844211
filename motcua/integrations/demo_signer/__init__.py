"""A signature service for demonstration and training: real PDF signatures, by certificates that nobody trusts.

Serves `stages/signing/ports.py`. Its certificate authority, the certificates and the answers it gave lie in one folder
(`demo-signer` in MOTCUA_VAR), readable by its owner only. Every page it signs says that it has no legal value.
"""

from motcua.integrations.demo_signer.checking import check as check
from motcua.integrations.demo_signer.signer import DemoSigner as DemoSigner
