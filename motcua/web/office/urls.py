"""Addresses of the administrators' pages."""

from __future__ import annotations

from django.urls import path

from motcua.web.office import calendars, importing, people, places, positions, procedures, sights, stops, units

app_name = "office"
urlpatterns = [
    path("", places.home, name="home"),
    path("nhat-ky/", sights.sights, name="all_sights"),
    path("nhat-ky/nguoi/", sights.of_person, name="all_sights_of_person"),
    path("<int:office_id>/nhat-ky/", sights.sights, name="sights"),
    path("<int:office_id>/nhat-ky/nguoi/", sights.of_person, name="sights_of_person"),
    path("can-bo/<int:official_id>/", people.person, name="person"),
    path("can-bo/<int:official_id>/ma/", people.give_code, name="give_code"),
    path("can-bo/<int:official_id>/khoa/", people.close_account, name="close_account"),
    path("can-bo/<int:official_id>/mo/", people.reopen_account, name="reopen_account"),
    path("can-bo/<int:official_id>/sua/", people.change, name="change_person"),
    path("ket-thuc/<int:holding_id>/", positions.end_holding, name="end_holding"),
    path("<int:office_id>/mo-co-quan/", places.open_office, name="open_office"),
    path("<int:office_id>/can-bo/", people.people, name="people"),
    path("<int:office_id>/them-can-bo/", people.enrol, name="enrol"),
    path("<int:office_id>/cap-ma/", people.codes_for_new, name="codes_for_new"),
    path("<int:office_id>/nhap/", importing.choose, name="import"),
    path("<int:office_id>/nhap/mau.csv", importing.template, name="staff_template"),
    path("<int:office_id>/nhap/<int:file_id>/", importing.trial, name="staff_trial"),
    path("<int:office_id>/nhap/<int:file_id>/ghi/", importing.apply, name="staff_apply"),
    path("<int:office_id>/vi-tri/", positions.positions, name="positions"),
    path("<int:office_id>/vi-tri/mo/", positions.open_position, name="open_position"),
    path("<int:office_id>/vi-tri/<int:position_id>/sua/", positions.change, name="change_position"),
    path("<int:office_id>/vi-tri/<int:position_id>/giao/", positions.give, name="give"),
    path("<int:office_id>/vi-tri/<int:position_id>/bo/", positions.close_position, name="close_position"),
    path("<int:office_id>/vi-tri/<int:position_id>/giao-lai/", positions.hand_on, name="hand_on"),
    path("<int:office_id>/don-vi/", units.units, name="units"),
    path("<int:office_id>/don-vi/mo/", units.open_unit, name="open_unit"),
    path("<int:office_id>/don-vi/<int:unit_id>/sua/", units.change_unit, name="change_unit"),
    path("<int:office_id>/don-vi/<int:unit_id>/bo/", units.close_unit, name="close_unit"),
    path("<int:office_id>/don-vi/<int:unit_id>/gio/", units.change_hours, name="change_hours"),
    path("<int:office_id>/don-vi/<int:unit_id>/quay/", units.set_counter, name="set_counter"),
    path("<int:office_id>/don-vi/bo-quay/<int:counter_id>/", units.close_counter, name="close_counter"),
    path("thu-tuc/<str:code>/", procedures.procedure, name="procedure"),
    path("<int:office_id>/thu-tuc/", procedures.received, name="received"),
    path("<int:office_id>/thu-tuc/them/", procedures.receive, name="receive"),
    path("<int:office_id>/thu-tuc/<int:reception_id>/thoi/", procedures.stop, name="stop_receiving"),
    path("<int:office_id>/lich/", calendars.days, name="days"),
    path("<int:office_id>/lich/them/", calendars.announce, name="announce_day"),
    path("<int:office_id>/lich/bo/<int:day_id>/", calendars.take_back, name="take_back_day"),
    path("<int:office_id>/lich/tinh-lai/", calendars.reckon, name="reckon"),
    path("<int:office_id>/van-ban/<int:document_id>", calendars.notice_file, name="notice_file"),
    path("<int:office_id>/dung/", stops.stops, name="stops"),
    path("<int:office_id>/dung/them/", stops.announce, name="announce_stop"),
    path("<int:office_id>/dung/<int:outage_id>/thuc-te/", stops.tell, name="tell_stop"),
    path("<int:office_id>/dung/<int:outage_id>/huy/", stops.call_off, name="call_off_stop"),
]
