"""Roles, and the rights each role gives. Rights come from nowhere else."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Right(StrEnum):
    """One thing a role entitles to, always on a unit (and below it, where the role inherits downwards)."""

    SEE = "see"  # read drafts, obligations and internal disclosures of the unit
    DRAFT = "draft"  # write, import and submit disclosures; record events; zero reports
    EVIDENCE = "evidence"  # register boards, photograph postings
    APPROVE = "approve"  # decide as unit leader
    APPROVE_IN_CHARGE = "approve_in_charge"  # decide as leader in charge
    REVIEW_SECRECY = "review_secrecy"
    DELIBERATE = "deliberate"
    SUPERVISE_VILLAGE = "supervise_village"
    PUBLISH = "publish"  # publish, schedule, correct, withdraw what has been reviewed
    MANAGE_UNIT = "manage_unit"  # units, people and posts below
    OVERSEE = "oversee"  # the office: filings, exemptions, rulebook, deployments, whole matrix
    AUDIT = "audit"  # read the audit trail and evidence
    OPERATE = "operate"  # accounts, system health; no right to content


class Role(models.TextChoices):
    """What a person is on a unit, for a term."""

    CLERK = "clerk", _("公开专员")
    UNIT_LEADER = "unit_leader", _("主要领导")
    LEADER_IN_CHARGE = "leader_in_charge", _("分管领导")
    SECRECY_REVIEWER = "secrecy_reviewer", _("保密审查员")
    DELIBERATION_MEMBER = "deliberation_member", _("审议成员")
    VILLAGE_SUPERVISOR = "village_supervisor", _("村务监督委员会成员")
    OFFICE_STAFF = "office_staff", _("公开办工作人员")
    LEADING_GROUP_MEMBER = "leading_group_member", _("领导小组成员")
    AUDITOR = "auditor", _("审计监督人员")
    OPERATOR = "operator", _("运行维护人员")


@dataclass(frozen=True)
class RoleRule:
    """What a role gives.

    Args:
        rights: on the unit of the grant.
        below: the part of them that also holds on every unit below.
        second_factor: log-in must be confirmed by a second factor.
    """

    rights: frozenset[Right]
    below: frozenset[Right] = frozenset()
    second_factor: bool = False


_SEE = frozenset({Right.SEE})

RULES: dict[Role, RoleRule] = {
    Role.CLERK: RoleRule(_SEE | {Right.DRAFT, Right.EVIDENCE, Right.PUBLISH}, _SEE),
    Role.UNIT_LEADER: RoleRule(_SEE | {Right.APPROVE, Right.PUBLISH, Right.MANAGE_UNIT}, _SEE | {Right.MANAGE_UNIT}),
    Role.LEADER_IN_CHARGE: RoleRule(_SEE | {Right.APPROVE_IN_CHARGE}, _SEE),
    Role.SECRECY_REVIEWER: RoleRule(_SEE | {Right.REVIEW_SECRECY}, _SEE | {Right.REVIEW_SECRECY}),
    Role.DELIBERATION_MEMBER: RoleRule(_SEE | {Right.DELIBERATE}),
    Role.VILLAGE_SUPERVISOR: RoleRule(_SEE | {Right.SUPERVISE_VILLAGE}),
    Role.OFFICE_STAFF: RoleRule(
        _SEE | {Right.OVERSEE, Right.MANAGE_UNIT, Right.AUDIT},
        _SEE | {Right.OVERSEE, Right.MANAGE_UNIT, Right.AUDIT},
        second_factor=True,
    ),
    Role.LEADING_GROUP_MEMBER: RoleRule(_SEE, _SEE),
    Role.AUDITOR: RoleRule(_SEE | {Right.AUDIT}, _SEE | {Right.AUDIT}),
    Role.OPERATOR: RoleRule(frozenset({Right.OPERATE}), frozenset({Right.OPERATE}), second_factor=True),
}
