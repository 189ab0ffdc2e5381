"""workspaces in full"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# a table that is rebuilt on SQLite keeps giving each number once
NUMBERED = {"sqlite_autoincrement": True}


def upgrade():
    op.create_table(
        "coherence_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("edition_version", sa.String(length=64), nullable=False),
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("subject_version", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_as_id", sa.Integer(), nullable=True),
        sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_up_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=300), nullable=False),
        sa.Column("renewal_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_as_id"], ["mandate.id"], name=op.f("fk_coherence_request_asked_as_id_mandate")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_coherence_request_asked_by_id_person")),
        sa.ForeignKeyConstraint(["edition_id"], ["plan_edition.id"], name=op.f("fk_coherence_request_edition_id_plan_edition")),
        sa.ForeignKeyConstraint(["given_by_id"], ["person.id"], name=op.f("fk_coherence_request_given_by_id_person")),
        sa.ForeignKeyConstraint(
            ["renews_id"], ["coherence_request.id"], name=op.f("fk_coherence_request_renews_id_coherence_request")
        ),
        sa.ForeignKeyConstraint(["taken_up_by_id"], ["person.id"], name=op.f("fk_coherence_request_taken_up_by_id_person")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["person.id"], name=op.f("fk_coherence_request_withdrawn_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coherence_request")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("coherence_request", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_coherence_request_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coherence_request_given_at"), ["given_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_coherence_request_renews_id"), ["renews_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coherence_request_stream_asked_at"), ["stream", "asked_at"], unique=False)

    op.create_table(
        "coherence_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=20), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_coherence_opinion_asked_by_id_person")),
        sa.ForeignKeyConstraint(["given_by_id"], ["person.id"], name=op.f("fk_coherence_opinion_given_by_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_coherence_opinion_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_coherence_opinion_person_id_person")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["coherence_request.id"], name=op.f("fk_coherence_opinion_request_id_coherence_request")
        ),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["person.id"], name=op.f("fk_coherence_opinion_withdrawn_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coherence_opinion")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("coherence_opinion", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_coherence_opinion_due_on_given_at"), ["due_on", "given_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_coherence_opinion_office"), ["office"], unique=False)
        batch_op.create_index(batch_op.f("ix_coherence_opinion_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coherence_opinion_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coherence_opinion_request_id"), ["request_id"], unique=False)

    op.create_table(
        "coherence_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_coherence_mark_by_id_person")),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_coherence_mark_objective_id_objective")),
        sa.ForeignKeyConstraint(
            ["opinion_id"], ["coherence_opinion.id"], name=op.f("fk_coherence_mark_opinion_id_coherence_opinion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coherence_mark")),
        sa.UniqueConstraint("opinion_id", "objective_id", name=op.f("uq_coherence_mark_opinion_id_objective_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("coherence_mark", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_coherence_mark_objective_id"), ["objective_id"], unique=False)

    op.create_table(
        "draft_output",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("resources", sa.String(length=500), nullable=False),
        sa.Column("no_resources", sa.Boolean(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], name=op.f("fk_draft_output_objective_id_objective")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_draft_output_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_draft_output_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_output")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_draft_output_proposal_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "assessed_workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["coherence_request.id"], name=op.f("fk_assessed_workspace_request_id_coherence_request")
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_assessed_workspace_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessed_workspace")),
        sa.UniqueConstraint("request_id", name=op.f("uq_assessed_workspace_request_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("assessed_workspace", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessed_workspace_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by_id", sa.Integer(), nullable=True),
        sa.Column("reopened_reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_dossier_by_id_mandate")),
        sa.ForeignKeyConstraint(["reopened_by_id"], ["mandate.id"], name=op.f("fk_dossier_reopened_by_id_mandate")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_dossier_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("dossier", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_workspace_id_reopened_at"), ["workspace_id", "reopened_at"], unique=False)

    op.create_table(
        "folder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_folder_by_id_mandate")),
        sa.ForeignKeyConstraint(["parent_id"], ["folder.id"], name=op.f("fk_folder_parent_id_folder")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_folder_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("folder", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_folder_workspace_id_parent_id"), ["workspace_id", "parent_id"], unique=False)

    op.create_table(
        "followed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_followed_person_id_person")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_followed_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed")),
        sa.UniqueConstraint("person_id", "workspace_id", name=op.f("uq_followed_person_id_workspace_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("followed", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_followed_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "lineage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_lineage_by_id_mandate")),
        sa.ForeignKeyConstraint(["child_id"], ["workspace.id"], name=op.f("fk_lineage_child_id_workspace")),
        sa.ForeignKeyConstraint(["parent_id"], ["workspace.id"], name=op.f("fk_lineage_parent_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineage")),
        sa.UniqueConstraint("parent_id", "child_id", name=op.f("uq_lineage_parent_id_child_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("lineage", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_lineage_child_id"), ["child_id"], unique=False)

    op.create_table(
        "merger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("purpose_html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_merger_by_id_mandate")),
        sa.ForeignKeyConstraint(["child_id"], ["workspace.id"], name=op.f("fk_merger_child_id_workspace")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["mandate.id"], name=op.f("fk_merger_ended_by_id_mandate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merger")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("merger", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_merger_ended_at"), ["ended_at"], unique=False)

    op.create_table(
        "named_zone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_named_zone_by_id_mandate")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["mandate.id"], name=op.f("fk_named_zone_ended_by_id_mandate")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_named_zone_workspace_id_workspace")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_named_zone_zone_id_zone")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_zone")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("named_zone", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_named_zone_since"), ["since"], unique=False)
        batch_op.create_index(batch_op.f("ix_named_zone_until"), ["until"], unique=False)
        batch_op.create_index(batch_op.f("ix_named_zone_workspace_id"), ["workspace_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_named_zone_zone_id_workspace_id"), ["zone_id", "workspace_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_submission_proposal_id_proposal")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_submission_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_submission_proposal_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("submission", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_since"), ["since"], unique=False)
        batch_op.create_index(batch_op.f("ix_submission_until"), ["until"], unique=False)
        batch_op.create_index(batch_op.f("ix_submission_workspace_id_since"), ["workspace_id", "since"], unique=False)

    op.create_table(
        "work_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_work_pause_by_id_mandate")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["mandate.id"], name=op.f("fk_work_pause_ended_by_id_mandate")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_work_pause_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_pause")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("work_pause", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_pause_since"), ["since"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_pause_until"), ["until"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_pause_workspace_id_since"), ["workspace_id", "since"], unique=False)

    op.create_table(
        "dossier_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_dossier_level_by_id_mandate")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_level_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_level")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("dossier_level", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_level_dossier_id_level"), ["dossier_id", "level"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_level_since"), ["since"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_level_until"), ["until"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_draft_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "thread_id", name=op.f("uq_draft_person_id_thread_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("draft", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_thread_id"), ["thread_id"], unique=False)

    op.create_table(
        "merger_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merger_id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["mandate.id"], name=op.f("fk_merger_part_agreed_by_id_mandate")),
        sa.ForeignKeyConstraint(["declined_by_id"], ["mandate.id"], name=op.f("fk_merger_part_declined_by_id_mandate")),
        sa.ForeignKeyConstraint(["merger_id"], ["merger.id"], name=op.f("fk_merger_part_merger_id_merger")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_merger_part_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merger_part")),
        sa.UniqueConstraint("merger_id", "workspace_id", name=op.f("uq_merger_part_merger_id_workspace_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("merger_part", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_merger_part_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "read_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_read_mark_person_id_person")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_read_mark_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_mark")),
        sa.UniqueConstraint("person_id", "thread_id", name=op.f("uq_read_mark_person_id_thread_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("read_mark", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_read_mark_thread_id"), ["thread_id"], unique=False)

    op.create_table(
        "shared_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["folder_id"], ["folder.id"], name=op.f("fk_shared_file_folder_id_folder")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["mandate.id"], name=op.f("fk_shared_file_withdrawn_by_id_mandate")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_shared_file_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_file")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("shared_file", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_file_folder_id"), ["folder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shared_file_withdrawn_at"), ["withdrawn_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_shared_file_workspace_id_folder_id"), ["workspace_id", "folder_id"], unique=False)

    op.create_table(
        "talk_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_talk_line_thread_id_thread")),
        sa.ForeignKeyConstraint(["voice_id"], ["mandate.id"], name=op.f("fk_talk_line_voice_id_mandate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_line")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("talk_line", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_line_thread_id_at"), ["thread_id", "at"], unique=False)

    op.create_table(
        "thread_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_thread_move_by_id_mandate")),
        sa.ForeignKeyConstraint(["origin_id"], ["workspace.id"], name=op.f("fk_thread_move_origin_id_workspace")),
        sa.ForeignKeyConstraint(["target_id"], ["workspace.id"], name=op.f("fk_thread_move_target_id_workspace")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_thread_move_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_move")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("thread_move", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_thread_move_origin_id"), ["origin_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thread_move_thread_id"), ["thread_id"], unique=False)

    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("circle_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=420), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["workspace.id"], name=op.f("fk_mention_circle_id_workspace")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_mention_message_id_message")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_mention_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mention_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("mention", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_mention_circle_id_message_id"), ["circle_id", "message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mention_message_id"), ["message_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_mention_organisation_id_message_id"), ["organisation_id", "message_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_mention_person_id_message_id"), ["person_id", "message_id"], unique=False)

    op.create_table(
        "message_reaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_message_reaction_mandate_id_mandate")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_reaction_message_id_message")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_reaction_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_reaction")),
        sa.UniqueConstraint("message_id", "person_id", "mark", name=op.f("uq_message_reaction_message_id_person_id_mark")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "message_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_message_revision_by_id_mandate")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_revision_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_revision")),
        sa.UniqueConstraint("message_id", "number", name=op.f("uq_message_revision_message_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "shared_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("shared_id", sa.Integer(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["shared_id"], ["shared_file.id"], name=op.f("fk_shared_reference_shared_id_shared_file")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_shared_reference_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_reference")),
        sa.UniqueConstraint("workspace_id", "shared_id", name=op.f("uq_shared_reference_workspace_id_shared_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("shared_reference", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_reference_shared_id"), ["shared_id"], unique=False)

    op.create_table(
        "shared_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shared_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_shared_version_by_id_mandate")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_shared_version_file_id_file")),
        sa.ForeignKeyConstraint(["shared_id"], ["shared_file.id"], name=op.f("fk_shared_version_shared_id_shared_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_version")),
        sa.UniqueConstraint("file_id", name=op.f("uq_shared_version_file_id")),
        sa.UniqueConstraint("shared_id", "number", name=op.f("uq_shared_version_shared_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_reason", sa.String(length=500), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_task_action_id_action")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_task_decision_id_decision")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_task_message_id_message")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["mandate.id"], name=op.f("fk_task_opened_by_id_mandate")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_task_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_person_id_person")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_task_thread_id_thread")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_task_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("task", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_thread_id"), ["thread_id"], unique=False)
        batch_op.create_index(
            "ix_task_waiting_organisation_id",
            ["organisation_id", "due_on"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
        )
        batch_op.create_index(
            "ix_task_waiting_person_id",
            ["person_id", "due_on"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
        )
        batch_op.create_index(
            "ix_task_waiting_workspace_id",
            ["workspace_id", "due_on"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_task_workspace_id_due_on"), ["workspace_id", "due_on"], unique=False)

    op.create_table(
        "message_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_file_message_id_message")),
        sa.ForeignKeyConstraint(["version_id"], ["shared_version.id"], name=op.f("fk_message_file_version_id_shared_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_file")),
        sa.UniqueConstraint("message_id", "version_id", name=op.f("uq_message_file_message_id_version_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("message_file", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_file_version_id"), ["version_id"], unique=False)

    op.create_table(
        "task_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["mandate.id"], name=op.f("fk_task_news_by_id_mandate")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_task_news_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_news_person_id_person")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_news_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_news")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("task_news", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_news_task_id"), ["task_id"], unique=False)

    op.create_table(
        "task_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["done_by_id"], ["mandate.id"], name=op.f("fk_task_step_done_by_id_mandate")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_step_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_step")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("task_step", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_step_task_id_position"), ["task_id", "position"], unique=False)

    with op.batch_alter_table("brought", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_brought_message_id"), ["message_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_brought_message_id_message"), "message", ["message_id"], ["id"])

    with op.batch_alter_table("mandate", table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f("ix_mandate_predecessor_id"), ["predecessor_id"], unique=False)

    with op.batch_alter_table("message", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("quoted_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("edited_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("deleted_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("deleted_why", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("pinned_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index(batch_op.f("ix_message_thread_id_id"))
        batch_op.create_index(batch_op.f("ix_message_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_message_thread_id_id_person_id_deleted_at"),
            ["thread_id", "id", "person_id", "deleted_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_message_thread_id_pinned_at"), ["thread_id", "pinned_at"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_message_deleted_by_id_mandate"), "mandate", ["deleted_by_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_message_pinned_by_id_mandate"), "mandate", ["pinned_by_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_message_quoted_id_message"), "message", ["quoted_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_message_edited_by_id_mandate"), "mandate", ["edited_by_id"], ["id"])

    with op.batch_alter_table("place", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("within_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_place_within_id"), ["within_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_place_within_id_place"), "place", ["within_id"], ["id"])

    with op.batch_alter_table("thread", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("resolved_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_thread_resolved_by_id_mandate"), "mandate", ["resolved_by_id"], ["id"])

    with op.batch_alter_table("workspace", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("table_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("mandated_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("hidden", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(batch_op.f("ix_workspace_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workspace_table_id"), ["table_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_workspace_parent_id_workspace"), "workspace", ["parent_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_workspace_table_id_table"), "table", ["table_id"], ["id"])
    op.execute(
        "INSERT INTO talk_line (thread_id, kind, subject_id, at) SELECT brought.thread_id, 'proposal', proposal_news.id, "
        "proposal_news.at FROM proposal_news JOIN brought ON brought.proposal_id = proposal_news.proposal_id ORDER BY proposal_news.id"
    )


def downgrade():
    with op.batch_alter_table("workspace", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_workspace_table_id_table"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_workspace_parent_id_workspace"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_workspace_table_id"))
        batch_op.drop_index(batch_op.f("ix_workspace_parent_id"))
        batch_op.drop_column("hidden")
        batch_op.drop_column("mandated_at")
        batch_op.drop_column("table_id")
        batch_op.drop_column("parent_id")

    with op.batch_alter_table("thread", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_thread_resolved_by_id_mandate"), type_="foreignkey")
        batch_op.drop_column("resolved_by_id")
        batch_op.drop_column("resolved_at")

    with op.batch_alter_table("place", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_place_within_id_place"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_place_within_id"))
        batch_op.drop_column("within_id")

    with op.batch_alter_table("message", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_message_edited_by_id_mandate"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_message_quoted_id_message"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_message_pinned_by_id_mandate"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_message_deleted_by_id_mandate"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_message_thread_id_pinned_at"))
        batch_op.drop_index(batch_op.f("ix_message_thread_id_id_person_id_deleted_at"))
        batch_op.drop_index(batch_op.f("ix_message_at"))
        batch_op.create_index(batch_op.f("ix_message_thread_id_id"), ["thread_id", "id"], unique=False)
        batch_op.drop_column("arrived_at")
        batch_op.drop_column("pinned_by_id")
        batch_op.drop_column("pinned_at")
        batch_op.drop_column("deleted_why")
        batch_op.drop_column("deleted_by_id")
        batch_op.drop_column("deleted_at")
        batch_op.drop_column("edited_by_id")
        batch_op.drop_column("edited_at")
        batch_op.drop_column("revision")
        batch_op.drop_column("quoted_id")

    with op.batch_alter_table("mandate", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mandate_predecessor_id"))

    with op.batch_alter_table("brought", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_brought_message_id_message"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_brought_message_id"))
        batch_op.drop_column("message_id")

    with op.batch_alter_table("task_step", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_step_task_id_position"))

    op.drop_table("task_step")
    with op.batch_alter_table("task_news", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_news_task_id"))

    op.drop_table("task_news")
    with op.batch_alter_table("message_file", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_file_version_id"))

    op.drop_table("message_file")
    with op.batch_alter_table("task", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_workspace_id_due_on"))
        batch_op.drop_index(
            "ix_task_waiting_workspace_id",
            sqlite_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_task_waiting_person_id",
            sqlite_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_task_waiting_organisation_id",
            sqlite_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND dropped_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_task_thread_id"))
        batch_op.drop_index(batch_op.f("ix_task_person_id"))
        batch_op.drop_index(batch_op.f("ix_task_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_task_message_id"))
        batch_op.drop_index(batch_op.f("ix_task_decision_id"))
        batch_op.drop_index(batch_op.f("ix_task_action_id"))

    op.drop_table("task")
    op.drop_table("shared_version")
    with op.batch_alter_table("shared_reference", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shared_reference_shared_id"))

    op.drop_table("shared_reference")
    op.drop_table("message_revision")
    op.drop_table("message_reaction")
    with op.batch_alter_table("mention", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mention_person_id_message_id"))
        batch_op.drop_index(batch_op.f("ix_mention_organisation_id_message_id"))
        batch_op.drop_index(batch_op.f("ix_mention_message_id"))
        batch_op.drop_index(batch_op.f("ix_mention_circle_id_message_id"))

    op.drop_table("mention")
    with op.batch_alter_table("thread_move", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thread_move_thread_id"))
        batch_op.drop_index(batch_op.f("ix_thread_move_origin_id"))

    op.drop_table("thread_move")
    with op.batch_alter_table("talk_line", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_line_thread_id_at"))

    op.drop_table("talk_line")
    with op.batch_alter_table("shared_file", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shared_file_workspace_id_folder_id"))
        batch_op.drop_index(batch_op.f("ix_shared_file_withdrawn_at"))
        batch_op.drop_index(batch_op.f("ix_shared_file_folder_id"))

    op.drop_table("shared_file")
    with op.batch_alter_table("read_mark", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_read_mark_thread_id"))

    op.drop_table("read_mark")
    with op.batch_alter_table("merger_part", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merger_part_workspace_id"))

    op.drop_table("merger_part")
    with op.batch_alter_table("draft", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_thread_id"))

    op.drop_table("draft")
    with op.batch_alter_table("dossier_level", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_level_until"))
        batch_op.drop_index(batch_op.f("ix_dossier_level_since"))
        batch_op.drop_index(batch_op.f("ix_dossier_level_dossier_id_level"))

    op.drop_table("dossier_level")
    with op.batch_alter_table("work_pause", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_work_pause_workspace_id_since"))
        batch_op.drop_index(batch_op.f("ix_work_pause_until"))
        batch_op.drop_index(batch_op.f("ix_work_pause_since"))

    op.drop_table("work_pause")
    with op.batch_alter_table("submission", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_workspace_id_since"))
        batch_op.drop_index(batch_op.f("ix_submission_until"))
        batch_op.drop_index(batch_op.f("ix_submission_since"))

    op.drop_table("submission")
    with op.batch_alter_table("named_zone", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_named_zone_zone_id_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_named_zone_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_named_zone_until"))
        batch_op.drop_index(batch_op.f("ix_named_zone_since"))

    op.drop_table("named_zone")
    with op.batch_alter_table("merger", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merger_ended_at"))

    op.drop_table("merger")
    with op.batch_alter_table("lineage", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lineage_child_id"))

    op.drop_table("lineage")
    with op.batch_alter_table("followed", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_followed_workspace_id"))

    op.drop_table("followed")
    with op.batch_alter_table("folder", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_folder_workspace_id_parent_id"))

    op.drop_table("folder")
    with op.batch_alter_table("dossier", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_workspace_id_reopened_at"))

    op.drop_table("dossier")
    with op.batch_alter_table("assessed_workspace", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessed_workspace_workspace_id"))

    op.drop_table("assessed_workspace")
    op.drop_table("draft_output")
    with op.batch_alter_table("coherence_mark", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coherence_mark_objective_id"))

    op.drop_table("coherence_mark")
    with op.batch_alter_table("coherence_opinion", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coherence_opinion_request_id"))
        batch_op.drop_index(batch_op.f("ix_coherence_opinion_person_id"))
        batch_op.drop_index(batch_op.f("ix_coherence_opinion_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_coherence_opinion_office"))
        batch_op.drop_index(batch_op.f("ix_coherence_opinion_due_on_given_at"))

    op.drop_table("coherence_opinion")
    with op.batch_alter_table("coherence_request", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coherence_request_stream_asked_at"))
        batch_op.drop_index(batch_op.f("ix_coherence_request_renews_id"))
        batch_op.drop_index(batch_op.f("ix_coherence_request_given_at"))
        batch_op.drop_index(batch_op.f("ix_coherence_request_edition_id"))

    op.drop_table("coherence_request")
