"""The PostgreSQL we bring with us, and how any PostgreSQL is signed in to.

The binaries come with a wheel; the launcher is ours. `launcher.hold` gives a running server to as many programs as
ask; the last that leaves stops it. Without Django, so that the launcher works before settings are read.
"""
