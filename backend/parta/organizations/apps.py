from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "parta.organizations"
    label = "organizations"
