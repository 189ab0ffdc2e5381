"""first circle"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('act',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('issuer', sa.String(length=200), nullable=False),
    sa.Column('dated', sa.String(length=10), nullable=True),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('certainty', sa.String(length=80), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_act')),
    sa.UniqueConstraint('code', name=op.f('uq_act_code')),
    sqlite_autoincrement=True
    )
    op.create_table('log_book',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('log', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_book')),
    sqlite_autoincrement=True
    )
    op.create_table('organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('tax_code', sa.String(length=16), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['organisation.id'], name=op.f('fk_organisation_owner_id_organisation')),
    sa.ForeignKeyConstraint(['parent_id'], ['organisation.id'], name=op.f('fk_organisation_parent_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('code', name=op.f('uq_organisation_code')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_name'), ['name'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_parent_id'), ['parent_id'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('password_hash', sa.String(length=120), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email')),
    sqlite_autoincrement=True
    )
    op.create_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('noun', sa.String(length=20), nullable=False),
    sa.Column('noun_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_noun_noun_id'), ['noun', 'noun_id'], unique=True)

    op.create_table('register_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_entry')),
    sa.UniqueConstraint('digest', name=op.f('uq_register_entry_digest')),
    sa.UniqueConstraint('number', name=op.f('uq_register_entry_number')),
    sa.UniqueConstraint('previous', name=op.f('uq_register_entry_previous')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('register_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_register_entry_kind_subject_id'), ['kind', 'subject_id'], unique=False)

    op.create_table('stream',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('head', sa.Integer(), nullable=False),
    sa.Column('moved_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stream')),
    sa.UniqueConstraint('name', name=op.f('uq_stream_name')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('stream', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stream_moved_at'), ['moved_at'], unique=False)

    op.create_table('theme',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('scheme', sa.String(length=30), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('title_en', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme')),
    sa.UniqueConstraint('code', name=op.f('uq_theme_code')),
    sqlite_autoincrement=True
    )
    op.create_table('zone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('agenda_title', sa.String(length=200), nullable=False),
    sa.Column('agenda_title_en', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_zone')),
    sa.UniqueConstraint('code', name=op.f('uq_zone_code')),
    sqlite_autoincrement=True
    )
    op.create_table('affiliation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('administrator', sa.Boolean(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_affiliation_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_affiliation_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_affiliation')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('affiliation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_affiliation_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_affiliation_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_affiliation_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_affiliation_until'), ['until'], unique=False)

    op.create_table('happening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('stream', sa.String(length=40), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['stream'], ['stream.name'], name=op.f('fk_happening_stream_stream')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_happening')),
    sa.UniqueConstraint('stream', 'seq', name=op.f('uq_happening_stream_seq')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('happening', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_happening_kind_subject_id'), ['kind', 'subject_id'], unique=False)

    op.create_table('municipality',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('istat_code', sa.String(length=6), nullable=False),
    sa.Column('cadastral_code', sa.String(length=4), nullable=False),
    sa.Column('population', sa.Integer(), nullable=True),
    sa.Column('area', sa.Numeric(precision=9, scale=4), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_municipality_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('organisation_id', name=op.f('pk_municipality')),
    sa.UniqueConstraint('istat_code', name=op.f('uq_municipality_istat_code')),
    sqlite_autoincrement=True
    )
    op.create_table('office',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_office_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('office', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_office_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_office_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_office_until'), ['until'], unique=False)

    op.create_table('plan_edition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('years', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('title_en', sa.String(length=200), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('act_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['act_id'], ['act.id'], name=op.f('fk_plan_edition_act_id_act')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_edition')),
    sa.UniqueConstraint('code', name=op.f('uq_plan_edition_code')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('plan_edition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_edition_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_edition_until'), ['until'], unique=False)

    op.create_table('seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('side', sa.String(length=1), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_seat_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_seat_place_id_place')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seat_place_id_organisation_id'), ['place_id', 'organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seat_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_seat_until'), ['until'], unique=False)

    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('device', sa.String(length=200), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_until'), ['until'], unique=False)

    op.create_table('succession',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=False),
    sa.Column('to_id', sa.Integer(), nullable=False),
    sa.Column('effective_on', sa.String(length=10), nullable=True),
    sa.Column('registered_on', sa.String(length=10), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['from_id'], ['organisation.id'], name=op.f('fk_succession_from_id_organisation')),
    sa.ForeignKeyConstraint(['to_id'], ['organisation.id'], name=op.f('fk_succession_to_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_succession')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('succession', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_succession_from_id'), ['from_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_succession_to_id'), ['to_id'], unique=False)

    op.create_table('table',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('legal_basis', sa.String(length=300), nullable=False),
    sa.Column('established', sa.String(length=10), nullable=True),
    sa.Column('proposed', sa.Boolean(), nullable=False),
    sa.Column('composition_rule', sa.Text(), nullable=False),
    sa.Column('composition_illustrative', sa.Boolean(), nullable=False),
    sa.Column('decision_rule', sa.Text(), nullable=False),
    sa.Column('outputs', sa.Text(), nullable=False),
    sa.Column('reserved_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['parent_id'], ['table.id'], name=op.f('fk_table_parent_id_table')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_table_place_id_place')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_table')),
    sa.UniqueConstraint('code', name=op.f('uq_table_code')),
    sa.UniqueConstraint('place_id', name=op.f('uq_table_place_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('table', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_table_parent_id'), ['parent_id'], unique=False)

    op.create_table('zone_membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('zone_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('act_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['act_id'], ['act.id'], name=op.f('fk_zone_membership_act_id_act')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_zone_membership_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['zone_id'], ['zone.id'], name=op.f('fk_zone_membership_zone_id_zone')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_zone_membership')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('zone_membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_zone_membership_organisation_id_since'), ['organisation_id', 'since'], unique=False)
        batch_op.create_index(batch_op.f('ix_zone_membership_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_zone_membership_until'), ['until'], unique=False)
        batch_op.create_index(batch_op.f('ix_zone_membership_zone_id'), ['zone_id'], unique=False)

    op.create_table('mandate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mandate_person_id_person')),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_mandate_seat_id_seat')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandate')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mandate_person_id_since'), ['person_id', 'since'], unique=False)
        batch_op.create_index(batch_op.f('ix_mandate_seat_id'), ['seat_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mandate_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_mandate_until'), ['until'], unique=False)

    op.create_table('objective',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('level', sa.String(length=30), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('title_en', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('certainty', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['plan_edition.id'], name=op.f('fk_objective_edition_id_plan_edition')),
    sa.ForeignKeyConstraint(['parent_id'], ['objective.id'], name=op.f('fk_objective_parent_id_objective')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objective')),
    sa.UniqueConstraint('code', name=op.f('uq_objective_code')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objective_edition_id_parent_id'), ['edition_id', 'parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_objective_parent_id'), ['parent_id'], unique=False)

    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('location', sa.String(length=200), nullable=False),
    sa.Column('planned_by_id', sa.Integer(), nullable=False),
    sa.Column('convened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('convened_by_id', sa.Integer(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_by_id', sa.Integer(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['closed_by_id'], ['mandate.id'], name=op.f('fk_meeting_closed_by_id_mandate')),
    sa.ForeignKeyConstraint(['convened_by_id'], ['mandate.id'], name=op.f('fk_meeting_convened_by_id_mandate')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['mandate.id'], name=op.f('fk_meeting_opened_by_id_mandate')),
    sa.ForeignKeyConstraint(['planned_by_id'], ['mandate.id'], name=op.f('fk_meeting_planned_by_id_mandate')),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_meeting_table_id_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_table_id_starts_at'), ['table_id', 'starts_at'], unique=False)

    op.create_table('agenda_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=True),
    sa.Column('outcome_note', sa.Text(), nullable=False),
    sa.Column('outcome_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_agenda_item_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['outcome_by_id'], ['mandate.id'], name=op.f('fk_agenda_item_outcome_by_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_item_meeting_id_position'), ['meeting_id', 'position'], unique=False)

    op.create_table('attendance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=True),
    sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_attendance_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_attendance_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_attendance_seat_id_seat')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('meeting_id', 'seat_id', name=op.f('uq_attendance_meeting_id_seat_id')),
    sqlite_autoincrement=True
    )
    op.create_table('minutes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved_by_id', sa.Integer(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.Column('entry_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['approved_by_id'], ['mandate.id'], name=op.f('fk_minutes_approved_by_id_mandate')),
    sa.ForeignKeyConstraint(['entry_id'], ['register_entry.id'], name=op.f('fk_minutes_entry_id_register_entry')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_minutes_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['published_by_id'], ['mandate.id'], name=op.f('fk_minutes_published_by_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes')),
    sa.UniqueConstraint('meeting_id', name=op.f('uq_minutes_meeting_id')),
    sqlite_autoincrement=True
    )
    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('renderer', sa.Integer(), nullable=False),
    sa.Column('responsible_organisation_id', sa.Integer(), nullable=True),
    sa.Column('responsible_person_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('resources', sa.String(length=500), nullable=False),
    sa.Column('no_resources', sa.Boolean(), nullable=False),
    sa.Column('objective_id', sa.Integer(), nullable=True),
    sa.Column('recorded_by_id', sa.Integer(), nullable=False),
    sa.Column('adopted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_decision_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['objective_id'], ['objective.id'], name=op.f('fk_decision_objective_id_objective')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['mandate.id'], name=op.f('fk_decision_recorded_by_id_mandate')),
    sa.ForeignKeyConstraint(['responsible_organisation_id'], ['organisation.id'], name=op.f('fk_decision_responsible_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['responsible_person_id'], ['person.id'], name=op.f('fk_decision_responsible_person_id_person')),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_decision_table_id_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('table_id', 'year', 'number', name=op.f('uq_decision_table_id_year_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_objective_id'), ['objective_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_responsible_organisation_id'), ['responsible_organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_responsible_person_id'), ['responsible_person_id'], unique=False)

    op.create_table('minutes_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('minutes_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('renderer', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_minutes_version_by_id_mandate')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_minutes_version_minutes_id_minutes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_version')),
    sa.UniqueConstraint('minutes_id', 'number', name=op.f('uq_minutes_version_minutes_id_number')),
    sqlite_autoincrement=True
    )
    op.create_table('workspace',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('purpose_html', sa.Text(), nullable=False),
    sa.Column('renderer', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_workspace_decision_id_decision')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_workspace_place_id_place')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workspace')),
    sa.UniqueConstraint('place_id', name=op.f('uq_workspace_place_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_workspace_decision_id'), ['decision_id'], unique=False)

    op.create_table('contribution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('objective_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(length=500), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_contribution_by_id_mandate')),
    sa.ForeignKeyConstraint(['objective_id'], ['objective.id'], name=op.f('fk_contribution_objective_id_objective')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_contribution_workspace_id_workspace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('contribution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contribution_objective_id'), ['objective_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contribution_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_contribution_until'), ['until'], unique=False)
        batch_op.create_index(batch_op.f('ix_contribution_workspace_id_objective_id'), ['workspace_id', 'objective_id'], unique=False)

    op.create_table('thread',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['opened_by_id'], ['mandate.id'], name=op.f('fk_thread_opened_by_id_mandate')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_thread_workspace_id_workspace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thread')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('thread', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thread_workspace_id'), ['workspace_id'], unique=False)

    op.create_table('message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('nonce', sa.String(length=32), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('body_hash', sa.String(length=64), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('renderer', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_message_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_person_id_person')),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_message_thread_id_thread')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message')),
    sa.UniqueConstraint('person_id', 'nonce', name=op.f('uq_message_person_id_nonce')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_message_thread_id_id'), ['thread_id', 'id'], unique=False)



def downgrade():
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_thread_id_id'))

    op.drop_table('message')
    with op.batch_alter_table('thread', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thread_workspace_id'))

    op.drop_table('thread')
    with op.batch_alter_table('contribution', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contribution_workspace_id_objective_id'))
        batch_op.drop_index(batch_op.f('ix_contribution_until'))
        batch_op.drop_index(batch_op.f('ix_contribution_since'))
        batch_op.drop_index(batch_op.f('ix_contribution_objective_id'))

    op.drop_table('contribution')
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_workspace_decision_id'))

    op.drop_table('workspace')
    op.drop_table('minutes_version')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_responsible_person_id'))
        batch_op.drop_index(batch_op.f('ix_decision_responsible_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_decision_objective_id'))
        batch_op.drop_index(batch_op.f('ix_decision_item_id'))

    op.drop_table('decision')
    op.drop_table('minutes')
    op.drop_table('attendance')
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_item_meeting_id_position'))

    op.drop_table('agenda_item')
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_table_id_starts_at'))

    op.drop_table('meeting')
    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_objective_parent_id'))
        batch_op.drop_index(batch_op.f('ix_objective_edition_id_parent_id'))

    op.drop_table('objective')
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mandate_until'))
        batch_op.drop_index(batch_op.f('ix_mandate_since'))
        batch_op.drop_index(batch_op.f('ix_mandate_seat_id'))
        batch_op.drop_index(batch_op.f('ix_mandate_person_id_since'))

    op.drop_table('mandate')
    with op.batch_alter_table('zone_membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_zone_membership_zone_id'))
        batch_op.drop_index(batch_op.f('ix_zone_membership_until'))
        batch_op.drop_index(batch_op.f('ix_zone_membership_since'))
        batch_op.drop_index(batch_op.f('ix_zone_membership_organisation_id_since'))

    op.drop_table('zone_membership')
    with op.batch_alter_table('table', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_table_parent_id'))

    op.drop_table('table')
    with op.batch_alter_table('succession', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_succession_to_id'))
        batch_op.drop_index(batch_op.f('ix_succession_from_id'))

    op.drop_table('succession')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_until'))
        batch_op.drop_index(batch_op.f('ix_sign_in_since'))
        batch_op.drop_index(batch_op.f('ix_sign_in_person_id'))

    op.drop_table('sign_in')
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seat_until'))
        batch_op.drop_index(batch_op.f('ix_seat_since'))
        batch_op.drop_index(batch_op.f('ix_seat_place_id_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_seat_organisation_id'))

    op.drop_table('seat')
    with op.batch_alter_table('plan_edition', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_edition_until'))
        batch_op.drop_index(batch_op.f('ix_plan_edition_since'))

    op.drop_table('plan_edition')
    with op.batch_alter_table('office', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_office_until'))
        batch_op.drop_index(batch_op.f('ix_office_since'))
        batch_op.drop_index(batch_op.f('ix_office_person_id'))

    op.drop_table('office')
    op.drop_table('municipality')
    with op.batch_alter_table('happening', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_happening_kind_subject_id'))

    op.drop_table('happening')
    with op.batch_alter_table('affiliation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_affiliation_until'))
        batch_op.drop_index(batch_op.f('ix_affiliation_since'))
        batch_op.drop_index(batch_op.f('ix_affiliation_person_id'))
        batch_op.drop_index(batch_op.f('ix_affiliation_organisation_id'))

    op.drop_table('affiliation')
    op.drop_table('zone')
    op.drop_table('theme')
    with op.batch_alter_table('stream', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stream_moved_at'))

    op.drop_table('stream')
    with op.batch_alter_table('register_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_register_entry_kind_subject_id'))

    op.drop_table('register_entry')
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_place_noun_noun_id'))

    op.drop_table('place')
    op.drop_table('person')
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_parent_id'))
        batch_op.drop_index(batch_op.f('ix_organisation_owner_id'))
        batch_op.drop_index(batch_op.f('ix_organisation_name'))
        batch_op.drop_index(batch_op.f('ix_organisation_kind'))

    op.drop_table('organisation')
    op.drop_table('log_book')
    op.drop_table('act')
