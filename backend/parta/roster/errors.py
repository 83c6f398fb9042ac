"""What the roster refuses."""

from parta.platform import errors


class ClassNotFound(errors.NotFound):
    code = "roster.class_not_found"


class OwnClassesOnly(errors.Forbidden):
    """A class teacher does this in classes of his own."""

    code = "roster.own_classes_only"


class ClassTitleTaken(errors.Conflict):
    code = "roster.class_title_taken"
    title: str


class ClassArchived(errors.Conflict):
    code = "roster.class_archived"
    title: str


class ClassTitleRequired(errors.Invalid):
    """A group without a grade needs a title of its own."""

    code = "roster.class_title_required"


class OneGradeOnly(errors.Conflict):
    """A pupil is in one class with a grade (besides groups without one): move him instead."""

    code = "roster.one_grade_only"


class RoleMissing(errors.Conflict):
    """The person does not hold the role that this needs: a class has teachers and pupils of its organisation."""

    code = "roster.role_missing"
    role: str


class NotInClass(errors.NotFound):
    code = "roster.not_in_class"


class ParentNeedsChild(errors.Conflict):
    """A parent comes in as the parent of somebody: choose the children first."""

    code = "roster.parent_needs_child"


class ChildNotFound(errors.NotFound):
    """One of the children is no pupil here, or none of the caller's classes."""

    code = "roster.child_not_found"


class NotGuardian(errors.NotFound):
    code = "roster.not_guardian"


class NobodyGuardsHimself(errors.Conflict):
    code = "roster.nobody_guards_himself"
