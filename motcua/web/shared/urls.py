"""Addresses that all doors share."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from motcua.web.shared import first_sign_in, outbox, passwords, scans, views

app_name = "shared"
urlpatterns = [
    path("", views.home, name="home"),
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("lan-dau/", first_sign_in.with_code, name="first_sign_in"),
    path("doi-mat-khau/", passwords.change, name="change_password"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("khoa/", views.lock, name="lock"),
    path("mo-khoa/", views.unlock, name="unlock"),
    path("vi-tri/", views.positions, name="positions"),
    path("hien-thi/", views.display, name="display"),
    path("ngon-ngu/", set_language, name="language"),
    path("in/<int:dossier_id>/<slug:slug>.pdf", views.print_paper, name="print"),
    path("giay-to/<int:dossier_id>/<int:document_id>", scans.scan, name="scan"),
    path("_tin-nhan/", outbox.outbox, name="outbox"),
    path("_components", views.components, name="components"),
]
