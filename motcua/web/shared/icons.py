"""Icons as line drawings of 24 × 24, drawn for this house."""

from __future__ import annotations

ICONS = {
    "alarm": '<circle cx="12" cy="13" r="8"/><path d="M12 9v5M12 17v.01M4 4 2 6M20 4l2 2"/>',
    "building": '<path d="M5 21V4h10v17M15 10h4v11M3 21h18M8 8h1M11 8h1M8 12h1M11 12h1M8 16h1M11 16h1"/>',
    "check": '<circle cx="12" cy="12" r="9"/><path d="m8 12 3 3 5-6"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
    "desk": '<path d="M2 9h20M4 9v10M20 9v10M13 9v6h7M8 9V5h5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.01"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "paper": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-5 4-7 8-7s8 2 8 7"/>',
    "print": '<path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
    "search": '<circle cx="10" cy="10" r="6"/><path d="m15 15 6 6"/>',
    "warning": '<path d="M12 3 2 20h20zM12 10v4M12 17v.01"/>',
}
