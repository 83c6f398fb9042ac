from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "parta.platform"
    label = "platform"
