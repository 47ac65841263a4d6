"""The WSGI entry: the front door answers ready-made public pages, Django answers the rest."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
_django = get_wsgi_application()

from gongkai.site.front_door import FrontDoor  # noqa: E402 needs Django's settings
from gongkai.site.indexing import serve_in_background  # noqa: E402 needs Django's settings

serve_in_background()
application = FrontDoor(_django)
