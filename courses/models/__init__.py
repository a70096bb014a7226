"""Where: courses, who is in them in which role, their units, and how they let essays come about."""

from .course import TEACHING_ROLES, Course, CourseQuerySet, Membership, MembershipQuerySet, Role, teaches
from .policy import WritingPolicy
from .standing import Standing, StandingQuerySet
from .unit import KeyQuestion, Unit

__all__ = [
    "TEACHING_ROLES",
    "Course",
    "CourseQuerySet",
    "KeyQuestion",
    "Membership",
    "MembershipQuerySet",
    "Role",
    "Standing",
    "StandingQuerySet",
    "Unit",
    "WritingPolicy",
    "teaches",
]
