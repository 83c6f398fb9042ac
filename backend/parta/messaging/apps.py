from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "parta.messaging"
    label = "messaging"
