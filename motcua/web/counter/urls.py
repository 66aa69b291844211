"""Addresses of the counter."""

from __future__ import annotations

from django.urls import path

from motcua.web.counter import aside, asking, correcting, handed, handing, inbox, later_papers, refusing, scans, views

app_name = "counter"
urlpatterns = [
    path("", views.home, name="home"),
    path("tiep-nhan/", views.intake, name="intake"),
    path("lam-do/", aside.put_aside, name="put_aside"),
    path("lam-do/<uuid:key>/bo/", aside.drop, name="drop"),
    path("lam-do/<uuid:key>/tep/", scans.attach, name="attach"),
    path("lam-do/<uuid:key>/tep/<int:document_id>", scans.draft_scan, name="draft_scan"),
    path("giay-to/<int:dossier_id>/", later_papers.later_papers, name="later_papers"),
    path("cho-tra-loi/", inbox.inbox, name="inbox"),
    path("tra-loi/<int:dossier_id>/", inbox.answer, name="answer"),
    path("yeu-cau-bo-sung/<int:dossier_id>/", asking.ask, name="ask"),
    path("yeu-cau-lan-nua/<int:dossier_id>/", asking.second_request, name="second_request"),
    path("tu-choi/<int:dossier_id>/", refusing.refuse, name="refuse"),
    path("sua/<int:dossier_id>/", correcting.correct, name="correct"),
    path("thu-tuc/", views.find_procedure, name="find_procedure"),
    path("xa-phuong/", views.find_commune, name="find_commune"),
    path("da-tiep-nhan/<int:dossier_id>/", views.accepted, name="accepted"),
    path("giay-hen/<int:dossier_id>.pdf", views.slip, name="slip"),
    path("so-theo-doi.pdf", views.daybook, name="daybook"),
    path("tra-ket-qua/", views.waiting, name="waiting"),
    path("tra-ket-qua/<int:dossier_id>/", views.hand_over, name="hand_over"),
    path("ban-giao/", handing.sheets, name="sheets"),
    path("ban-giao/<uuid:key>/", handing.sheet, name="sheet"),
    path("ban-giao/<uuid:key>/qr.svg", handing.sheet_qr, name="sheet_qr"),
    path("ban-giao/<uuid:key>/bien-ban.pdf", handing.sheet_print, name="sheet_print"),
    path("nhan-moi/", handed.call, name="call"),
    path("danh-gia/<int:dossier_id>/", handed.rate, name="rate"),
    path("thu-tien/<int:dossier_id>/", views.take_cash, name="take_cash"),
]
