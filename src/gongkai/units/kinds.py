"""Kinds of units and the functions that tell which bureau a unit is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What sort of unit it is; the kind decides the duties (rulebook: ``units.kinds``)."""

    DISTRICT_GOVERNMENT = "district_government", _("区政府")
    DISTRICT_DEPARTMENT = "district_department", _("区直部门")
    TOWNSHIP = "township", _("乡镇")
    SUBDISTRICT = "subdistrict", _("街道")
    FARM = "farm", _("农场")
    VILLAGE = "village", _("村")
    COMMUNITY = "community", _("社区")
    SCHOOL = "school", _("学校")
    KINDERGARTEN = "kindergarten", _("幼儿园")
    HEALTH_CENTRE = "health_centre", _("卫生院")
    HOSPITAL = "hospital", _("医院")
    WATER_UTILITY = "water_utility", _("供水单位")
    GAS_UTILITY = "gas_utility", _("供气单位")
    POWER_UTILITY = "power_utility", _("供电单位")
    HEATING_UTILITY = "heating_utility", _("供热单位")
    TRANSPORT_UTILITY = "transport_utility", _("公共交通单位")
    PUBLIC_INSTITUTION = "public_institution", _("事业单位")
    ENTERPRISE = "enterprise", _("企业")
    OFFICE = "office", _("政务公开办公室")
    LEADING_GROUP = "leading_group", _("领导小组")
    BRANCH = "branch", _("派出机构")
