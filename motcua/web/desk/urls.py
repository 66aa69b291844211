"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk import list_views, many_views, mirrored, result_views, signing_views, views

app_name = "desk"
urlpatterns = [
    path("viec/", list_views.duties, name="duties"),
    path("viec/phan-cong/", list_views.to_give, name="to_give"),
    path("viec/duoc-hoi/", list_views.asked, name="asked"),
    path("viec/vao-so/", list_views.to_number, name="to_number"),
    path("viec/nhieu/", many_views.shown, name="many"),
    path("viec/nhieu/lam/", many_views.done, name="do_many"),
    path("cho-ky/", list_views.to_sign, name="to_sign"),
    path("cho-ky/xem/", signing_views.shown, name="batch"),
    path("cho-ky/ky/", signing_views.signed, name="sign_batch"),
    path("theo-doi/", mirrored.mirrored, name="mirrored"),
    path("tim/", views.search, name="search"),
    path("ho-so/<int:dossier_id>/", views.dossier, name="dossier"),
    path("ho-so/<int:dossier_id>/ket-qua-da-ky/", views.result, name="result"),
    path("ho-so/<int:dossier_id>/noi-dung/", result_views.sheet, name="result_sheet"),
    path("ho-so/<int:dossier_id>/noi-dung/dien/", result_views.fill, name="fill"),
    path("ho-so/<int:dossier_id>/noi-dung/may-in/", result_views.set_printer, name="set_printer"),
    path("ho-so/<int:dossier_id>/noi-dung/du-thao.pdf", result_views.draft, name="draft"),
    path("ho-so/<int:dossier_id>/noi-dung/phoi.pdf", result_views.on_blank, name="on_blank"),
    path("ho-so/<int:dossier_id>/noi-dung/trang-<int:number>.png", result_views.picture, name="result_picture"),
    path("ho-so/<int:dossier_id>/<slug:slug>/", views.act, name="act"),
]
