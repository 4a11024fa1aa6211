"""The first tables.

Revision 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema from the revision before to this one. Guards are down meanwhile; `migrate` puts them up."""
    op.create_table(
        "center",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("lo", sa.Integer(), nullable=False),
        sa.Column("hi", sa.Integer(), nullable=False),
        sa.Column("w_role", sa.Float(), nullable=False),
        sa.Column("w_gap", sa.Float(), nullable=False),
        sa.Column("w_values", sa.Float(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("retention_months", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("frozen_at", sa.String(length=24), nullable=True),
        sa.Column("frozen_hash", sa.String(), nullable=True),
        sa.Column("amended", sa.Integer(), nullable=False),
        sa.CheckConstraint("mode IN ('mechanical', 'discussion', 'consensus')", name=op.f("ck_center_mode")),
        sa.CheckConstraint("rule IN ('plain', 'corrected')", name=op.f("ck_center_rule")),
        sa.CheckConstraint("hi > lo AND hi - lo <= 9 AND lo >= 0", name=op.f("ck_center_scale")),
        sa.CheckConstraint("retention_months > 0", name=op.f("ck_center_retention")),
        sa.CheckConstraint(
            "w_role >= 0 AND w_gap >= 0 AND w_values >= 0 AND abs(w_role + w_gap + w_values - 1) < 0.000001",
            name=op.f("ck_center_weights"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_center")),
    )
    op.create_table(
        "chain",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.String(length=24), nullable=False),
        sa.Column("heads", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain")),
    )
    op.create_table(
        "competency",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name_de", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("definition_de", sa.String(), nullable=False),
        sa.Column("definition_en", sa.String(), nullable=False),
        sa.Column("distinct_de", sa.String(), nullable=False),
        sa.Column("distinct_en", sa.String(), nullable=False),
        sa.Column("not_observed_de", sa.String(), nullable=False),
        sa.Column("not_observed_en", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('competency', 'value')", name=op.f("ck_competency_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competency")),
        sa.UniqueConstraint("code", "content_hash", name=op.f("uq_competency_code_content_hash")),
    )
    op.create_index(op.f("ix_competency_code"), "competency", ["code"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint(
            "reason IN ('retention', 'request', 'withdrawn', 'mistake')", name=op.f("ck_erasure_reason")
        ),
        sa.PrimaryKeyConstraint("candidate", name=op.f("pk_erasure")),
    )
    op.create_table(
        "exercise",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name_de", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("realism_de", sa.String(), nullable=False),
        sa.Column("realism_en", sa.String(), nullable=False),
        sa.Column("candidate_brief_de", sa.String(), nullable=False),
        sa.Column("candidate_brief_en", sa.String(), nullable=False),
        sa.Column("assessor_guide_de", sa.String(), nullable=False),
        sa.Column("assessor_guide_en", sa.String(), nullable=False),
        sa.Column("role_player_de", sa.String(), nullable=True),
        sa.Column("role_player_en", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('role_play', 'group_discussion', 'presentation')", name=op.f("ck_exercise_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise")),
        sa.UniqueConstraint("code", "content_hash", name=op.f("uq_exercise_code_content_hash")),
    )
    op.create_index(op.f("ix_exercise_code"), "exercise", ["code"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("seniority", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "recipient",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("added_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
    )
    op.create_table(
        "role",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_de", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("code", name=op.f("uq_role_code")),
    )
    op.create_table(
        "bundle",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint("direction IN ('out', 'in')", name=op.f("ck_bundle_direction")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_bundle_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
    )
    op.create_index(op.f("ix_bundle_by"), "bundle", ["by"], unique=False)
    op.create_table(
        "candidate",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("extra_minutes", sa.Integer(), nullable=False),
        sa.Column("adjustment", sa.String(), nullable=True),
        sa.Column("withdrawn_at", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_candidate_center")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("center", "code", name=op.f("uq_candidate_center_code")),
    )
    op.create_index(op.f("ix_candidate_center"), "candidate", ["center"], unique=False)
    op.create_table(
        "duty",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=True),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.CheckConstraint(
            "function IN ('admin', 'moderator', 'assessor', 'role_player', 'lead', 'officer')",
            name=op.f("ck_duty_function"),
        ),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_duty_center")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_duty_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("center", "person", "function", name=op.f("uq_duty_center_person_function")),
    )
    op.create_index(op.f("ix_duty_center"), "duty", ["center"], unique=False)
    op.create_index(op.f("ix_duty_person"), "duty", ["person"], unique=False)
    op.create_table(
        "entry",
        sa.Column("chain", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("prev", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["chain"], ["chain.id"], name=op.f("fk_entry_chain")),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_entry")),
    )
    op.create_table(
        "phase",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("warn", sa.String(), nullable=False),
        sa.Column("name_de", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('prepare', 'live', 'questions', 'classify', 'rate', 'buffer')", name=op.f("ck_phase_kind")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_phase_minutes")),
        sa.ForeignKeyConstraint(["exercise"], ["exercise.id"], name=op.f("fk_phase_exercise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("exercise", "position", name=op.f("uq_phase_exercise_position")),
    )
    op.create_index(op.f("ix_phase_exercise"), "phase", ["exercise"], unique=False)
    op.create_table(
        "plan_amendment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_plan_amendment_by")),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_plan_amendment_center")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_amendment")),
        sa.UniqueConstraint("center", "number", name=op.f("uq_plan_amendment_center_number")),
    )
    op.create_index(op.f("ix_plan_amendment_by"), "plan_amendment", ["by"], unique=False)
    op.create_index(op.f("ix_plan_amendment_center"), "plan_amendment", ["center"], unique=False)
    op.create_table(
        "prompt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("short_de", sa.String(), nullable=False),
        sa.Column("short_en", sa.String(), nullable=False),
        sa.Column("text_de", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("only_if_de", sa.String(), nullable=True),
        sa.Column("only_if_en", sa.String(), nullable=True),
        sa.Column("elicits", sa.String(), nullable=False),
        sa.CheckConstraint("by IN ('role_player', 'moderator', 'situation')", name=op.f("ck_prompt_by")),
        sa.ForeignKeyConstraint(["exercise"], ["exercise.id"], name=op.f("fk_prompt_exercise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt")),
        sa.UniqueConstraint("exercise", "code", name=op.f("uq_prompt_exercise_code")),
    )
    op.create_index(op.f("ix_prompt_exercise"), "prompt", ["exercise"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text_de", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("elicits", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["exercise"], ["exercise.id"], name=op.f("fk_question_exercise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("exercise", "code", name=op.f("uq_question_exercise_code")),
    )
    op.create_index(op.f("ix_question_exercise"), "question", ["exercise"], unique=False)
    op.create_table(
        "rubric",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lo", sa.Integer(), nullable=False),
        sa.Column("hi", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("structure_hash", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.CheckConstraint("hi > lo AND hi - lo <= 9 AND lo >= 0", name=op.f("ck_rubric_scale")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_rubric_version")),
        sa.ForeignKeyConstraint(["role"], ["role.id"], name=op.f("fk_rubric_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric")),
        sa.UniqueConstraint("role", "content_hash", name=op.f("uq_rubric_role_content_hash")),
        sa.UniqueConstraint("role", "version", name=op.f("uq_rubric_role_version")),
    )
    op.create_index(op.f("ix_rubric_role"), "rubric", ["role"], unique=False)
    op.create_table(
        "slot",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("starts_at", sa.String(length=24), nullable=False),
        sa.Column("ends_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_slot_center")),
        sa.ForeignKeyConstraint(["exercise"], ["exercise.id"], name=op.f("fk_slot_exercise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
    )
    op.create_index(op.f("ix_slot_center"), "slot", ["center"], unique=False)
    op.create_index(op.f("ix_slot_exercise"), "slot", ["exercise"], unique=False)
    op.create_table(
        "snapshot",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_snapshot_by")),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_snapshot_center")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("center", "number", name=op.f("uq_snapshot_center_number")),
    )
    op.create_index(op.f("ix_snapshot_by"), "snapshot", ["by"], unique=False)
    op.create_index(op.f("ix_snapshot_center"), "snapshot", ["center"], unique=False)
    op.create_table(
        "team",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_team_center")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_index(op.f("ix_team_center"), "team", ["center"], unique=False)
    op.create_table(
        "training",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.Column("frame_of_reference", sa.Boolean(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("deviation", sa.Float(), nullable=True),
        sa.CheckConstraint("kind IN ('course', 'calibration')", name=op.f("ck_training_kind")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_training_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
    )
    op.create_index(op.f("ix_training_person"), "training", ["person"], unique=False)
    op.create_table(
        "wash_up",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("opened_at", sa.String(length=24), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("closed_at", sa.String(length=24), nullable=True),
        sa.Column("closed_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_wash_up_center")),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_wash_up_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_wash_up_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wash_up")),
        sa.UniqueConstraint("center", name=op.f("uq_wash_up_center")),
    )
    op.create_index(op.f("ix_wash_up_closed_by"), "wash_up", ["closed_by"], unique=False)
    op.create_index(op.f("ix_wash_up_opened_by"), "wash_up", ["opened_by"], unique=False)
    op.create_table(
        "access_request",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.String(length=24), nullable=True),
        sa.Column("statement", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_access_request_candidate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
    )
    op.create_index(op.f("ix_access_request_candidate"), "access_request", ["candidate"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=True),
        sa.Column("function", sa.String(), nullable=False),
        sa.CheckConstraint("function <> 'assessor' OR candidate IS NOT NULL", name=op.f("ck_assignment_candidate")),
        sa.CheckConstraint(
            "function IN ('assessor', 'role_player', 'moderator', 'timekeeper')", name=op.f("ck_assignment_function")
        ),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_assignment_candidate")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_assignment_person")),
        sa.ForeignKeyConstraint(["slot"], ["slot.id"], name=op.f("fk_assignment_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "slot", "person", "candidate", "function", name=op.f("uq_assignment_slot_person_candidate_function")
        ),
    )
    op.create_index(op.f("ix_assignment_candidate"), "assignment", ["candidate"], unique=False)
    op.create_index(op.f("ix_assignment_person"), "assignment", ["person"], unique=False)
    op.create_index(op.f("ix_assignment_slot"), "assignment", ["slot"], unique=False)
    op.create_table(
        "cell",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("rubric", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("cues", sa.String(), nullable=False),
        sa.Column("why_de", sa.String(), nullable=False),
        sa.Column("why_en", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["competency"], ["competency.id"], name=op.f("fk_cell_competency")),
        sa.ForeignKeyConstraint(["exercise"], ["exercise.id"], name=op.f("fk_cell_exercise")),
        sa.ForeignKeyConstraint(["rubric"], ["rubric.id"], name=op.f("fk_cell_rubric")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell")),
        sa.UniqueConstraint("rubric", "exercise", "competency", name=op.f("uq_cell_rubric_exercise_competency")),
    )
    op.create_index(op.f("ix_cell_competency"), "cell", ["competency"], unique=False)
    op.create_index(op.f("ix_cell_exercise"), "cell", ["exercise"], unique=False)
    op.create_index(op.f("ix_cell_rubric"), "cell", ["rubric"], unique=False)
    op.create_table(
        "charter_value",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_charter_value_weight")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_charter_value_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_value")),
        sa.UniqueConstraint("team", "value", name=op.f("uq_charter_value_team_value")),
    )
    op.create_index(op.f("ix_charter_value_team"), "charter_value", ["team"], unique=False)
    op.create_table(
        "clock_event",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("boot", sa.String(), nullable=False),
        sa.Column("uptime", sa.Float(), nullable=False),
        sa.CheckConstraint("event IN ('start', 'pause', 'resume', 'set', 'stop')", name=op.f("ck_clock_event_event")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_clock_event_person")),
        sa.ForeignKeyConstraint(["slot"], ["slot.id"], name=op.f("fk_clock_event_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_event")),
        sa.UniqueConstraint("slot", "person", "number", name=op.f("uq_clock_event_slot_person_number")),
    )
    op.create_index(op.f("ix_clock_event_person"), "clock_event", ["person"], unique=False)
    op.create_index(op.f("ix_clock_event_slot"), "clock_event", ["slot"], unique=False)
    op.create_table(
        "conflict",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("declared_at", sa.String(length=24), nullable=False),
        sa.CheckConstraint(
            "relation IN ('none', 'known', 'manager', 'related', 'friend', 'colleague')",
            name=op.f("ck_conflict_relation"),
        ),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_conflict_candidate")),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_conflict_center")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_conflict_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_index(op.f("ix_conflict_candidate"), "conflict", ["candidate"], unique=False)
    op.create_index(op.f("ix_conflict_center"), "conflict", ["center"], unique=False)
    op.create_index(op.f("ix_conflict_person"), "conflict", ["person"], unique=False)
    op.create_table(
        "content",
        sa.Column("chain", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["chain", "seq"], ["entry.chain", "entry.seq"], name=op.f("fk_content_chain_seq")),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_content")),
    )
    op.create_index(op.f("ix_content_candidate"), "content", ["candidate"], unique=False)
    op.create_index(op.f("ix_content_what"), "content", ["what"], unique=False)
    op.create_table(
        "criterion",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("rubric", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("floor", sa.Float(), nullable=True),
        sa.CheckConstraint("weight >= 0 AND weight <= 100", name=op.f("ck_criterion_weight")),
        sa.ForeignKeyConstraint(["competency"], ["competency.id"], name=op.f("fk_criterion_competency")),
        sa.ForeignKeyConstraint(["rubric"], ["rubric.id"], name=op.f("fk_criterion_rubric")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("rubric", "competency", name=op.f("uq_criterion_rubric_competency")),
    )
    op.create_index(op.f("ix_criterion_competency"), "criterion", ["competency"], unique=False)
    op.create_index(op.f("ix_criterion_rubric"), "criterion", ["rubric"], unique=False)
    op.create_table(
        "hold",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("lifted_at", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_hold_by")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_hold_candidate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_by"), "hold", ["by"], unique=False)
    op.create_index(op.f("ix_hold_candidate"), "hold", ["candidate"], unique=False)
    op.create_table(
        "kept_aside",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("bundle", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["bundle"], ["bundle.id"], name=op.f("fk_kept_aside_bundle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_aside")),
    )
    op.create_index(op.f("ix_kept_aside_bundle"), "kept_aside", ["bundle"], unique=False)
    op.create_table(
        "member",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_member_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    op.create_index(op.f("ix_member_team"), "member", ["team"], unique=False)
    op.create_table(
        "need",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.CheckConstraint("count >= 1 AND weight > 0", name=op.f("ck_need_size")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_need_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("team", "competency", name=op.f("uq_need_team_competency")),
    )
    op.create_index(op.f("ix_need_team"), "need", ["team"], unique=False)
    op.create_table(
        "remark",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wash_up", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint("kind IN ('strength', 'development', 'private')", name=op.f("ck_remark_kind")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_remark_by")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_remark_candidate")),
        sa.ForeignKeyConstraint(["competency"], ["competency.id"], name=op.f("fk_remark_competency")),
        sa.ForeignKeyConstraint(["wash_up"], ["wash_up.id"], name=op.f("fk_remark_wash_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index(op.f("ix_remark_by"), "remark", ["by"], unique=False)
    op.create_index(op.f("ix_remark_candidate"), "remark", ["candidate"], unique=False)
    op.create_index(op.f("ix_remark_competency"), "remark", ["competency"], unique=False)
    op.create_index(op.f("ix_remark_wash_up"), "remark", ["wash_up"], unique=False)
    op.create_table(
        "resolution",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wash_up", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("level", sa.Float(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint("outcome IN ('stands', 'amended', 'consensus')", name=op.f("ck_resolution_outcome")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_resolution_by")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_resolution_candidate")),
        sa.ForeignKeyConstraint(["competency"], ["competency.id"], name=op.f("fk_resolution_competency")),
        sa.ForeignKeyConstraint(["exercise"], ["exercise.id"], name=op.f("fk_resolution_exercise")),
        sa.ForeignKeyConstraint(["wash_up"], ["wash_up.id"], name=op.f("fk_resolution_wash_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
        sa.UniqueConstraint(
            "wash_up",
            "candidate",
            "exercise",
            "competency",
            name=op.f("uq_resolution_wash_up_candidate_exercise_competency"),
        ),
    )
    op.create_index(op.f("ix_resolution_by"), "resolution", ["by"], unique=False)
    op.create_index(op.f("ix_resolution_candidate"), "resolution", ["candidate"], unique=False)
    op.create_index(op.f("ix_resolution_competency"), "resolution", ["competency"], unique=False)
    op.create_index(op.f("ix_resolution_exercise"), "resolution", ["exercise"], unique=False)
    op.create_index(op.f("ix_resolution_wash_up"), "resolution", ["wash_up"], unique=False)
    op.create_table(
        "reveal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_reveal_by")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_reveal_candidate")),
        sa.ForeignKeyConstraint(["exercise"], ["exercise.id"], name=op.f("fk_reveal_exercise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reveal")),
        sa.UniqueConstraint("candidate", "exercise", name=op.f("uq_reveal_candidate_exercise")),
    )
    op.create_index(op.f("ix_reveal_by"), "reveal", ["by"], unique=False)
    op.create_index(op.f("ix_reveal_candidate"), "reveal", ["candidate"], unique=False)
    op.create_index(op.f("ix_reveal_exercise"), "reveal", ["exercise"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("brief", sa.String(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_seat_number")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_seat_candidate")),
        sa.ForeignKeyConstraint(["slot"], ["slot.id"], name=op.f("fk_seat_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("slot", "candidate", name=op.f("uq_seat_slot_candidate")),
        sa.UniqueConstraint("slot", "number", name=op.f("uq_seat_slot_number")),
    )
    op.create_index(op.f("ix_seat_candidate"), "seat", ["candidate"], unique=False)
    op.create_index(op.f("ix_seat_slot"), "seat", ["slot"], unique=False)
    op.create_table(
        "sheet",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.String(length=32), nullable=True),
        sa.Column("assessor", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("briefed_at", sa.String(length=24), nullable=True),
        sa.Column("ended_at", sa.String(length=24), nullable=True),
        sa.Column("locked_at", sa.String(length=24), nullable=True),
        sa.Column("content_hash", sa.String(), nullable=True),
        sa.Column("head", sa.String(), nullable=True),
        sa.CheckConstraint("(state = 'locked') = (locked_at IS NOT NULL)", name=op.f("ck_sheet_locked")),
        sa.CheckConstraint("origin IN ('observed', 'imported')", name=op.f("ck_sheet_origin")),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('no_show', 'aborted', 'excused')", name=op.f("ck_sheet_outcome")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'briefed', 'observing', 'classifying', 'rating', 'locked')",
            name=op.f("ck_sheet_state"),
        ),
        sa.ForeignKeyConstraint(["assessor"], ["person.id"], name=op.f("fk_sheet_assessor")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_sheet_candidate")),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_sheet_center")),
        sa.ForeignKeyConstraint(["exercise"], ["exercise.id"], name=op.f("fk_sheet_exercise")),
        sa.ForeignKeyConstraint(["slot"], ["slot.id"], name=op.f("fk_sheet_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("assessor", "candidate", "exercise", name=op.f("uq_sheet_assessor_candidate_exercise")),
    )
    op.create_index(op.f("ix_sheet_assessor"), "sheet", ["assessor"], unique=False)
    op.create_index(op.f("ix_sheet_candidate"), "sheet", ["candidate"], unique=False)
    op.create_index(op.f("ix_sheet_center"), "sheet", ["center"], unique=False)
    op.create_index(op.f("ix_sheet_exercise"), "sheet", ["exercise"], unique=False)
    op.create_index(op.f("ix_sheet_slot"), "sheet", ["slot"], unique=False)
    op.create_table(
        "speaking_turn",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.String(length=32), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Float(), nullable=False),
        sa.Column("ends", sa.Float(), nullable=True),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_speaking_turn_by")),
        sa.ForeignKeyConstraint(["slot"], ["slot.id"], name=op.f("fk_speaking_turn_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaking_turn")),
    )
    op.create_index(op.f("ix_speaking_turn_by"), "speaking_turn", ["by"], unique=False)
    op.create_index(op.f("ix_speaking_turn_slot"), "speaking_turn", ["slot"], unique=False)
    op.create_table(
        "vacancy",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("rubric", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 1", name=op.f("ck_vacancy_count")),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_vacancy_center")),
        sa.ForeignKeyConstraint(["rubric"], ["rubric.id"], name=op.f("fk_vacancy_rubric")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy")),
        sa.UniqueConstraint("center", "rubric", name=op.f("uq_vacancy_center_rubric")),
    )
    op.create_index(op.f("ix_vacancy_center"), "vacancy", ["center"], unique=False)
    op.create_index(op.f("ix_vacancy_rubric"), "vacancy", ["rubric"], unique=False)
    op.create_table(
        "viewed",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_viewed_by")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_viewed_candidate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewed")),
    )
    op.create_index(op.f("ix_viewed_by"), "viewed", ["by"], unique=False)
    op.create_index(op.f("ix_viewed_candidate"), "viewed", ["candidate"], unique=False)
    op.create_table(
        "wash_up_turn",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wash_up", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.String(length=24), nullable=True),
        sa.Column("closed_at", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_wash_up_turn_candidate")),
        sa.ForeignKeyConstraint(["wash_up"], ["wash_up.id"], name=op.f("fk_wash_up_turn_wash_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wash_up_turn")),
        sa.UniqueConstraint("wash_up", "candidate", name=op.f("uq_wash_up_turn_wash_up_candidate")),
        sa.UniqueConstraint("wash_up", "position", name=op.f("uq_wash_up_turn_wash_up_position")),
    )
    op.create_index(op.f("ix_wash_up_turn_candidate"), "wash_up_turn", ["candidate"], unique=False)
    op.create_index(op.f("ix_wash_up_turn_wash_up"), "wash_up_turn", ["wash_up"], unique=False)
    op.create_table(
        "anchor",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=True),
        sa.Column("cell", sa.String(length=32), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("text_de", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.CheckConstraint("(competency IS NULL) <> (cell IS NULL)", name=op.f("ck_anchor_owner")),
        sa.ForeignKeyConstraint(["cell"], ["cell.id"], name=op.f("fk_anchor_cell")),
        sa.ForeignKeyConstraint(["competency"], ["competency.id"], name=op.f("fk_anchor_competency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor")),
        sa.UniqueConstraint("cell", "level", name=op.f("uq_anchor_cell_level")),
        sa.UniqueConstraint("competency", "level", name=op.f("uq_anchor_competency_level")),
    )
    op.create_index(op.f("ix_anchor_cell"), "anchor", ["cell"], unique=False)
    op.create_index(op.f("ix_anchor_competency"), "anchor", ["competency"], unique=False)
    op.create_table(
        "candidacy",
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("vacancy", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_candidacy_candidate")),
        sa.ForeignKeyConstraint(["vacancy"], ["vacancy.id"], name=op.f("fk_candidacy_vacancy")),
        sa.PrimaryKeyConstraint("candidate", "vacancy", name=op.f("pk_candidacy")),
    )
    op.create_table(
        "cue",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sheet", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["sheet"], ["sheet.id"], name=op.f("fk_cue_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cue")),
    )
    op.create_index(op.f("ix_cue_sheet"), "cue", ["sheet"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("center", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("vacancy", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("deciders", sa.String(), nullable=False),
        sa.Column("deviation", sa.String(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('hired', 'rejected', 'waiting', 'no_result')", name=op.f("ck_decision_outcome")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_decision_by")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_decision_candidate")),
        sa.ForeignKeyConstraint(["center"], ["center.id"], name=op.f("fk_decision_center")),
        sa.ForeignKeyConstraint(["vacancy"], ["vacancy.id"], name=op.f("fk_decision_vacancy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_by"), "decision", ["by"], unique=False)
    op.create_index(op.f("ix_decision_candidate"), "decision", ["candidate"], unique=False)
    op.create_index(op.f("ix_decision_center"), "decision", ["center"], unique=False)
    op.create_index(op.f("ix_decision_vacancy"), "decision", ["vacancy"], unique=False)
    op.create_table(
        "deviation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.String(length=32), nullable=False),
        sa.Column("sheet", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint(
            "kind IN ('extra_time', 'short_time', 'pause', 'clock_set', 'late', 'missing', 'aborted', 'no_show', 'forced', 'other')",
            name=op.f("ck_deviation_kind"),
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_deviation_by")),
        sa.ForeignKeyConstraint(["sheet"], ["sheet.id"], name=op.f("fk_deviation_sheet")),
        sa.ForeignKeyConstraint(["slot"], ["slot.id"], name=op.f("fk_deviation_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deviation")),
    )
    op.create_index(op.f("ix_deviation_by"), "deviation", ["by"], unique=False)
    op.create_index(op.f("ix_deviation_sheet"), "deviation", ["sheet"], unique=False)
    op.create_index(op.f("ix_deviation_slot"), "deviation", ["slot"], unique=False)
    op.create_table(
        "member_level",
        sa.Column("member", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name=op.f("fk_member_level_member")),
        sa.PrimaryKeyConstraint("member", "competency", name=op.f("pk_member_level")),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sheet", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("valence", sa.String(), nullable=True),
        sa.Column("quote", sa.Boolean(), nullable=False),
        sa.Column("star", sa.Boolean(), nullable=False),
        sa.Column("free_question", sa.Boolean(), nullable=False),
        sa.Column("split_from", sa.String(length=32), nullable=True),
        sa.Column("discarded_at", sa.String(length=24), nullable=True),
        sa.CheckConstraint("valence IS NULL OR valence IN ('+', '-', '0')", name=op.f("ck_observation_valence")),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_observation_seconds")),
        sa.ForeignKeyConstraint(["sheet"], ["sheet.id"], name=op.f("fk_observation_sheet")),
        sa.ForeignKeyConstraint(["split_from"], ["observation.id"], name=op.f("fk_observation_split_from")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(op.f("ix_observation_sheet"), "observation", ["sheet"], unique=False)
    op.create_index(op.f("ix_observation_split_from"), "observation", ["split_from"], unique=False)
    op.create_table(
        "rating",
        sa.Column("sheet", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint("(kind = 'no_opportunity') = (level IS NULL)", name=op.f("ck_rating_level")),
        sa.CheckConstraint("kind IN ('shown', 'absent', 'no_opportunity')", name=op.f("ck_rating_kind")),
        sa.CheckConstraint("level IS NULL OR (level >= 0 AND level <= 100)", name=op.f("ck_rating_range")),
        sa.ForeignKeyConstraint(["competency"], ["competency.id"], name=op.f("fk_rating_competency")),
        sa.ForeignKeyConstraint(["sheet"], ["sheet.id"], name=op.f("fk_rating_sheet")),
        sa.PrimaryKeyConstraint("sheet", "competency", name=op.f("pk_rating")),
    )
    op.create_index("ix_rating_grid", "rating", ["sheet", "competency", "level"], unique=False)
    op.create_table(
        "amendment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sheet", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("old", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("observation", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint("kind IN ('shown', 'absent', 'no_opportunity')", name=op.f("ck_amendment_kind")),
        sa.ForeignKeyConstraint(["competency"], ["competency.id"], name=op.f("fk_amendment_competency")),
        sa.ForeignKeyConstraint(["observation"], ["observation.id"], name=op.f("fk_amendment_observation")),
        sa.ForeignKeyConstraint(["sheet"], ["sheet.id"], name=op.f("fk_amendment_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    op.create_index(op.f("ix_amendment_competency"), "amendment", ["competency"], unique=False)
    op.create_index(op.f("ix_amendment_observation"), "amendment", ["observation"], unique=False)
    op.create_index(op.f("ix_amendment_sheet"), "amendment", ["sheet"], unique=False)
    op.create_table(
        "decision_reason",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["competency"], ["competency.id"], name=op.f("fk_decision_reason_competency")),
        sa.ForeignKeyConstraint(["decision"], ["decision.id"], name=op.f("fk_decision_reason_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_reason")),
    )
    op.create_index(op.f("ix_decision_reason_competency"), "decision_reason", ["competency"], unique=False)
    op.create_index(op.f("ix_decision_reason_decision"), "decision_reason", ["decision"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("observation", sa.String(length=32), nullable=False),
        sa.Column("competency", sa.String(length=32), nullable=False),
        sa.Column("sheet", sa.String(length=32), nullable=False),
        sa.Column("cited", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["competency"], ["competency.id"], name=op.f("fk_evidence_competency")),
        sa.ForeignKeyConstraint(["observation"], ["observation.id"], name=op.f("fk_evidence_observation")),
        sa.ForeignKeyConstraint(["sheet"], ["sheet.id"], name=op.f("fk_evidence_sheet")),
        sa.PrimaryKeyConstraint("observation", "competency", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_sheet"), "evidence", ["sheet"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint("kind IN ('sent', 'received')", name=op.f("ck_notice_kind")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_notice_by")),
        sa.ForeignKeyConstraint(["decision"], ["decision.id"], name=op.f("fk_notice_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_by"), "notice", ["by"], unique=False)
    op.create_index(op.f("ix_notice_decision"), "notice", ["decision"], unique=False)
    op.create_table(
        "remark_evidence",
        sa.Column("remark", sa.String(length=32), nullable=False),
        sa.Column("observation", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["observation"], ["observation.id"], name=op.f("fk_remark_evidence_observation")),
        sa.ForeignKeyConstraint(["remark"], ["remark.id"], name=op.f("fk_remark_evidence_remark")),
        sa.PrimaryKeyConstraint("remark", "observation", name=op.f("pk_remark_evidence")),
    )
