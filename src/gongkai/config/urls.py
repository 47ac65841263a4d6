"""Addresses: the public site at the root, the staff face below /workbench/, which a public node does not have."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from gongkai.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [path("health/", health, name="health")]
if "internal" in settings.FACES:
    from gongkai.workbench.views.people import account

    urlpatterns += [
        path("accounts/password/reset/", account.forgotten, name="account_reset_password"),
        path("accounts/2fa/authenticate/", account.authenticate, name="mfa_authenticate"),
        path("accounts/email/", account.addresses, name="account_email"),
        path("accounts/", include("allauth.account.urls")),
        path("accounts/2fa/", include("allauth.mfa.urls")),
        path("i18n/", include("django.conf.urls.i18n")),
        path("workbench/", include("gongkai.workbench.urls")),
    ]
urlpatterns.append(path("", include("gongkai.site.urls")))

handler404 = "gongkai.site.views.not_found"
handler500 = "gongkai.site.views.server_error"
