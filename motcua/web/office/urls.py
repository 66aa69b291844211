"""Addresses of the administrators' pages."""

from __future__ import annotations

from django.urls import path

from motcua.web.office import people, places, positions

app_name = "office"
urlpatterns = [
    path("", places.home, name="home"),
    path("can-bo/<int:official_id>/", people.person, name="person"),
    path("can-bo/<int:official_id>/ma/", people.give_code, name="give_code"),
    path("can-bo/<int:official_id>/khoa/", people.close_account, name="close_account"),
    path("can-bo/<int:official_id>/mo/", people.reopen_account, name="reopen_account"),
    path("can-bo/<int:official_id>/sua/", people.change, name="change_person"),
    path("ket-thuc/<int:holding_id>/", positions.end_holding, name="end_holding"),
    path("<int:office_id>/can-bo/", people.people, name="people"),
    path("<int:office_id>/them-can-bo/", people.enrol, name="enrol"),
    path("<int:office_id>/vi-tri/", positions.positions, name="positions"),
    path("<int:office_id>/vi-tri/mo/", positions.open_position, name="open_position"),
    path("<int:office_id>/vi-tri/<int:position_id>/giao/", positions.give, name="give"),
    path("<int:office_id>/vi-tri/<int:position_id>/bo/", positions.close_position, name="close_position"),
    path("<int:office_id>/vi-tri/<int:position_id>/giao-lai/", positions.hand_on, name="hand_on"),
]
