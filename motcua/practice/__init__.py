"""The demonstration province: Đồng Tháp of 1 July 2025 with its real communes and officials who do not exist.

`loading.load` brings calendar, territory, offices and officials; `persons` makes citizens; `signing_in.sign_ins` tells
how to sign in for each role.
"""
