"""The forms in which a security key gets and changes its name, in the words of this site."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

LABEL = _("名称（便于区分几把密钥）")


class AddKey(AddWebAuthnForm):
    """A key is added."""

    name = forms.CharField(label=LABEL, required=False, max_length=60)


class NameKey(EditWebAuthnForm):
    """A key gets another name."""

    name = forms.CharField(label=LABEL, max_length=60)
