from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "parta.ops"
    label = "ops"
