from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "parta.accounts"
    label = "accounts"
