"""The demonstration province: Đồng Tháp of 1 July 2025 with its real communes and officials who do not exist.

`province.load` brings everything: calendar, territory, offices, officials (`loading`), procedures, and dossiers in
every state (`dossiers`); `persons` makes citizens; `signing_in.sign_ins` tells how to sign in for each role.
"""
