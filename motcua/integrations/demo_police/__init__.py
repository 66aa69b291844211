"""The police's information system for procedures, played for demonstration and training: the master of 1.004194.

Serves `stages/mirroring/ports.py`. Its messages have the shape of the national portal's exchange, version 1.4.24
(`DongBoHoSoMC`, `CapNhatTienDoHoSoMC`), read from second-hand descriptions: `reading` is the one place to change when
the real one differs. `playing` writes such messages, for the demonstration and the tests.
"""

from motcua.integrations.demo_police.checking import check as check
from motcua.integrations.demo_police.reading import DemoPolice as DemoPolice
