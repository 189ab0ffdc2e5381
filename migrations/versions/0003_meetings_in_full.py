"""meetings in full"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# a table that is rebuilt on SQLite keeps giving each number once
NUMBERED = {'sqlite_autoincrement': True}


def upgrade():
    op.create_table('receipt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt')),
    sa.UniqueConstraint('person_id', 'key', name=op.f('uq_receipt_person_id_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('receipt', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_receipt_at'), ['at'], unique=False)

    op.create_table('calendar_address',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calendar_address_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_address')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('calendar_address', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_address_person_id'), ['person_id'], unique=False)

    op.create_table('reminder_choice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('soon', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminder_choice_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_choice')),
    sa.UniqueConstraint('person_id', name=op.f('uq_reminder_choice_person_id')),
    sqlite_autoincrement=True
    )
    op.create_table('resource_commitment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('source', sa.String(length=20), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('cents', sa.BigInteger(), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('act_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['act_id'], ['act.id'], name=op.f('fk_resource_commitment_act_id_act')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_resource_commitment_by_id_person')),
    sa.ForeignKeyConstraint(['line_id'], ['resource_commitment.id'], name=op.f('fk_resource_commitment_line_id_resource_commitment')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_resource_commitment_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_commitment')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('resource_commitment', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_resource_commitment_line_id'), ['line_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resource_commitment_organisation_id_year'), ['organisation_id', 'year'], unique=False)

    op.create_table('circle',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.String(length=1), nullable=False),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_circle_table_id_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circle')),
    sa.UniqueConstraint('table_id', 'side', name=op.f('uq_circle_table_id_side')),
    sqlite_autoincrement=True
    )
    op.create_table('timetable',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('notice_days', sa.Integer(), nullable=False),
    sa.Column('answers_days', sa.Integer(), nullable=False),
    sa.Column('reminder_days', sa.JSON(), nullable=False),
    sa.Column('draft_days', sa.Integer(), nullable=False),
    sa.Column('circulation_days', sa.Integer(), nullable=False),
    sa.Column('publication_days', sa.Integer(), nullable=False),
    sa.Column('observation_days', sa.Integer(), server_default='0', nullable=False),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_timetable_table_id_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timetable')),
    sa.UniqueConstraint('table_id', name=op.f('uq_timetable_table_id')),
    sqlite_autoincrement=True
    )
    op.create_table('meeting_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('location', sa.String(length=200), nullable=False),
    sa.Column('time', sa.Time(), nullable=False),
    sa.Column('planned_minutes', sa.Integer(), nullable=True),
    sa.Column('unit', sa.String(length=10), nullable=False),
    sa.Column('every', sa.Integer(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('nth', sa.Integer(), nullable=True),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=True),
    sa.Column('ahead', sa.Integer(), nullable=False),
    sa.Column('kept_by_id', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['ended_by_id'], ['mandate.id'], name=op.f('fk_meeting_series_ended_by_id_mandate')),
    sa.ForeignKeyConstraint(['kept_by_id'], ['mandate.id'], name=op.f('fk_meeting_series_kept_by_id_mandate')),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_meeting_series_table_id_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_series')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('meeting_series', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_series_table_id'), ['table_id'], unique=False)

    op.create_table('series_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('series_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=20), server_default='discussion', nullable=False),
    sa.Column('section', sa.String(length=120), server_default='', nullable=False),
    sa.Column('planned_minutes', sa.Integer(), nullable=True),
    sa.Column('rapporteur_id', sa.Integer(), nullable=True),
    sa.Column('rapporteur_name', sa.String(length=200), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['rapporteur_id'], ['mandate.id'], name=op.f('fk_series_item_rapporteur_id_mandate')),
    sa.ForeignKeyConstraint(['series_id'], ['meeting_series.id'], name=op.f('fk_series_item_series_id_meeting_series')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series_item')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('series_item', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_series_item_series_id_position'), ['series_id', 'position'], unique=False)

    op.create_table('arrival',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_arrival_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_arrival_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrival')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('arrival', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_arrival_meeting_id_settled_at'), ['meeting_id', 'settled_at'], unique=False)

    op.create_table('convocation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('location', sa.String(length=200), nullable=False),
    sa.Column('notice_days', sa.Integer(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_convocation_by_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_convocation_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_convocation')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('convocation', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_convocation_meeting_id_sequence'), ['meeting_id', 'sequence'], unique=False)
        batch_op.create_index(batch_op.f('ix_convocation_told_at'), ['told_at'], unique=False)

    op.create_table('dropped_number',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('series', sa.String(length=20), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_dropped_number_by_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_dropped_number_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_dropped_number_table_id_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dropped_number')),
    sa.UniqueConstraint('table_id', 'series', 'number', name=op.f('uq_dropped_number_table_id_series_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('dropped_number', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_dropped_number_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('method', sa.String(length=10), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('mail_key', sa.String(length=120), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_notice_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_notice_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('notice', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_mail_key'), ['mail_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_meeting_id_mandate_id'), ['meeting_id', 'mandate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_person_id'), ['person_id'], unique=False)

    op.create_table('pause',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_pause_by_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_pause_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pause')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('pause', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_pause_meeting_id_since'), ['meeting_id', 'since'], unique=False)
        batch_op.create_index(batch_op.f('ix_pause_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_pause_until'), ['until'], unique=False)

    op.create_table('reopening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_reopening_by_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_reopening_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reopening')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('reopening', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_reopening_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('answer', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('way', sa.String(length=10), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('stamped_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_reply_by_id_person')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_reply_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_reply_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply')),
    sa.UniqueConstraint('meeting_id', 'mandate_id', name=op.f('uq_reply_meeting_id_mandate_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('reply', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_reply_mandate_id'), ['mandate_id'], unique=False)

    op.create_table('circle_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('circle_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('renderer', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_circle_note_by_id_mandate')),
    sa.ForeignKeyConstraint(['circle_id'], ['circle.id'], name=op.f('fk_circle_note_circle_id_circle')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_circle_note_item_id_agenda_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circle_note')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('circle_note', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_circle_note_circle_id_id'), ['circle_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_circle_note_item_id'), ['item_id'], unique=False)

    op.create_table('concern',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('named_by_id', sa.Integer(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verdict', sa.String(length=20), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_concern_by_id_mandate')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_concern_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['named_by_id'], ['mandate.id'], name=op.f('fk_concern_named_by_id_mandate')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_concern_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern')),
    sa.UniqueConstraint('item_id', 'organisation_id', name=op.f('uq_concern_item_id_organisation_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('concern', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_concern_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('conflict',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('effect', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('declared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('declared_by_id', sa.Integer(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['declared_by_id'], ['mandate.id'], name=op.f('fk_conflict_declared_by_id_mandate')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_conflict_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_conflict_mandate_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflict')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('conflict', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_conflict_item_id'), ['item_id'], unique=False)

    op.create_table('hand',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('raised_by_id', sa.Integer(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_hand_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_hand_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_hand_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['raised_by_id'], ['mandate.id'], name=op.f('fk_hand_raised_by_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('hand', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_hand_meeting_id_closed_at'), ['meeting_id', 'closed_at'], unique=False)

    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_note_by_id_mandate')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_note_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_note_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('note', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_note_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_note_meeting_id_id'), ['meeting_id', 'id'], unique=False)

    op.create_table('paper',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_paper_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['mandate.id'], name=op.f('fk_paper_withdrawn_by_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('paper', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_item_id'), ['item_id'], unique=False)

    op.create_table('passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_passage_by_id_mandate')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_passage_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_passage_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passage')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('passage', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_passage_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_passage_meeting_id_since'), ['meeting_id', 'since'], unique=False)
        batch_op.create_index(batch_op.f('ix_passage_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_passage_until'), ['until'], unique=False)

    op.create_table('presence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('from_item_id', sa.Integer(), nullable=True),
    sa.Column('to_item_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['from_item_id'], ['agenda_item.id'], name=op.f('fk_presence_from_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_presence_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_presence_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_presence_seat_id_seat')),
    sa.ForeignKeyConstraint(['to_item_id'], ['agenda_item.id'], name=op.f('fk_presence_to_item_id_agenda_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presence')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('presence', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_presence_meeting_id_seat_id'), ['meeting_id', 'seat_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_presence_seat_id'), ['seat_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_presence_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_presence_until'), ['until'], unique=False)

    op.create_table('proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('origin_id', sa.Integer(), nullable=True),
    sa.Column('became_id', sa.Integer(), nullable=True),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reviewed_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['became_id'], ['agenda_item.id'], name=op.f('fk_proposal_became_id_agenda_item')),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_proposal_by_id_mandate')),
    sa.ForeignKeyConstraint(['origin_id'], ['agenda_item.id'], name=op.f('fk_proposal_origin_id_agenda_item')),
    sa.ForeignKeyConstraint(['reviewed_by_id'], ['mandate.id'], name=op.f('fk_proposal_reviewed_by_id_mandate')),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_proposal_table_id_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('proposal', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_became_id'), ['became_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_origin_id'), ['origin_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_table_id_made_at'), ['table_id', 'made_at'], unique=False)

    op.create_table('speech',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_speech_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_speech_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_speech_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speech')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('speech', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_speech_meeting_id_since'), ['meeting_id', 'since'], unique=False)
        batch_op.create_index(batch_op.f('ix_speech_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_speech_until'), ['until'], unique=False)

    op.create_table('action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(length=2000), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('own', sa.Boolean(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_note', sa.Text(), nullable=False),
    sa.Column('evidence', sa.String(length=500), nullable=False),
    sa.Column('dropped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dropped_reason', sa.Text(), nullable=False),
    sa.Column('unsettled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('said', sa.String(length=10), nullable=True),
    sa.Column('said_reason', sa.Text(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('said_by_id', sa.Integer(), nullable=True),
    sa.Column('news_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_action_decision_id_decision')),
    sa.ForeignKeyConstraint(['given_by_id'], ['person.id'], name=op.f('fk_action_given_by_id_person')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_action_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_action_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_action_person_id_person')),
    sa.ForeignKeyConstraint(['said_by_id'], ['mandate.id'], name=op.f('fk_action_said_by_id_mandate')),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_action_table_id_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('action', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_due_on'), ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_table_id'), ['table_id'], unique=False)
        batch_op.create_index('ix_action_waiting_due_on', ['due_on'], unique=False, sqlite_where=sa.text('done_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('done_at IS NULL AND dropped_at IS NULL'))
        batch_op.create_index('ix_action_waiting_organisation_id', ['organisation_id', 'due_on'], unique=False, sqlite_where=sa.text('done_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('done_at IS NULL AND dropped_at IS NULL'))
        batch_op.create_index('ix_action_waiting_person_id', ['person_id', 'due_on'], unique=False, sqlite_where=sa.text('done_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('done_at IS NULL AND dropped_at IS NULL'))
        batch_op.create_index('ix_action_waiting_table_id', ['table_id', 'due_on'], unique=False, sqlite_where=sa.text('done_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('done_at IS NULL AND dropped_at IS NULL'))

    op.create_table('answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('what_follows', sa.Text(), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('noted_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_answer_by_id_person')),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_answer_decision_id_decision')),
    sa.ForeignKeyConstraint(['noted_by_id'], ['mandate.id'], name=op.f('fk_answer_noted_by_id_mandate')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_answer_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('answer', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_decision_id_at'), ['decision_id', 'at'], unique=False)

    op.create_table('decision_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('renderer', sa.Integer(), nullable=False),
    sa.Column('base', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_decision_link_by_id_mandate')),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_decision_link_decision_id_decision')),
    sa.ForeignKeyConstraint(['target_id'], ['decision.id'], name=op.f('fk_decision_link_target_id_decision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_link')),
    sa.UniqueConstraint('decision_id', 'target_id', name=op.f('uq_decision_link_decision_id_target_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('decision_link', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_link_target_id'), ['target_id'], unique=False)

    op.create_table('decision_means',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_decision_means_decision_id_decision')),
    sa.ForeignKeyConstraint(['line_id'], ['resource_commitment.id'], name=op.f('fk_decision_means_line_id_resource_commitment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_means')),
    sa.UniqueConstraint('line_id', name=op.f('uq_decision_means_line_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('decision_means', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_means_decision_id'), ['decision_id'], unique=False)

    op.create_table('handing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('handed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('taken_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_handing_decision_id_decision')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_handing_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['mandate.id'], name=op.f('fk_handing_taken_by_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handing')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_handing_decision_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('handing', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_handing_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('paper_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('paper_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_paper_version_by_id_mandate')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_paper_version_file_id_file')),
    sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_paper_version_paper_id_paper')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_version')),
    sa.UniqueConstraint('file_id', name=op.f('uq_paper_version_file_id')),
    sa.UniqueConstraint('paper_id', 'number', name=op.f('uq_paper_version_paper_id_number')),
    sqlite_autoincrement=True
    )
    op.create_table('poll',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('question', sa.String(length=500), nullable=False),
    sa.Column('put', sa.Text(), nullable=False),
    sa.Column('secret', sa.Boolean(), nullable=False),
    sa.Column('live', sa.Boolean(), nullable=False),
    sa.Column('weighted', sa.Boolean(), nullable=False),
    sa.Column('parity', sa.Boolean(), nullable=False),
    sa.Column('majority', sa.String(length=20), nullable=False),
    sa.Column('majority_of', sa.String(length=10), nullable=False),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('prepared_by_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_by_id', sa.Integer(), nullable=True),
    sa.Column('house', sa.JSON(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.Column('result', sa.JSON(), nullable=True),
    sa.Column('adopted', sa.Boolean(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['closed_by_id'], ['mandate.id'], name=op.f('fk_poll_closed_by_id_mandate')),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_poll_decision_id_decision')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_poll_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['mandate.id'], name=op.f('fk_poll_opened_by_id_mandate')),
    sa.ForeignKeyConstraint(['prepared_by_id'], ['mandate.id'], name=op.f('fk_poll_prepared_by_id_mandate')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['mandate.id'], name=op.f('fk_poll_recorded_by_id_mandate')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['mandate.id'], name=op.f('fk_poll_withdrawn_by_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_poll')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('poll', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_poll_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_poll_item_id'), ['item_id'], unique=False)

    op.create_table('proposal_news',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('labels', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_news_proposal_id_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_news')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('proposal_news', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_news_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('contestation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('minutes_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('passage', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=20), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('rectified_in_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['mandate.id'], name=op.f('fk_contestation_answered_by_id_mandate')),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_contestation_by_id_mandate')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_contestation_minutes_id_minutes')),
    sa.ForeignKeyConstraint(['rectified_in_id'], ['minutes_version.id'], name=op.f('fk_contestation_rectified_in_id_minutes_version')),
    sa.ForeignKeyConstraint(['version_id'], ['minutes_version.id'], name=op.f('fk_contestation_version_id_minutes_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contestation')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('contestation', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_contestation_minutes_id'), ['minutes_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contestation_rectified_in_id'), ['rectified_in_id'], unique=False)

    op.create_table('elector',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('poll_id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('proxy_id', sa.Integer(), nullable=True),
    sa.Column('side', sa.String(length=1), nullable=True),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('voted', sa.Boolean(), nullable=False),
    sa.Column('choice', sa.String(length=10), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('cast_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cast_by_id', sa.Integer(), nullable=True),
    sa.Column('behalf', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['cast_by_id'], ['mandate.id'], name=op.f('fk_elector_cast_by_id_mandate')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_elector_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_elector_poll_id_poll')),
    sa.ForeignKeyConstraint(['proxy_id'], ['proxy.id'], name=op.f('fk_elector_proxy_id_proxy')),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_elector_seat_id_seat')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_elector')),
    sa.UniqueConstraint('poll_id', 'seat_id', name=op.f('uq_elector_poll_id_seat_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('elector', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_elector_mandate_id'), ['mandate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_elector_proxy_id'), ['proxy_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_elector_seat_id'), ['seat_id'], unique=False)

    op.create_table('follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_follow_up_action_id_action')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_follow_up_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('follow_up', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_follow_up_action_id'), ['action_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_up_by_id'), ['by_id'], unique=False)

    op.create_table('paper_reading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_paper_reading_person_id_person')),
    sa.ForeignKeyConstraint(['version_id'], ['paper_version.id'], name=op.f('fk_paper_reading_version_id_paper_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_reading')),
    sa.UniqueConstraint('version_id', 'person_id', name=op.f('uq_paper_reading_version_id_person_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('paper_reading', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_reading_person_id'), ['person_id'], unique=False)

    op.create_table('rectification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('minutes_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['mandate.id'], name=op.f('fk_rectification_by_id_mandate')),
    sa.ForeignKeyConstraint(['entry_id'], ['register_entry.id'], name=op.f('fk_rectification_entry_id_register_entry')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_rectification_minutes_id_minutes')),
    sa.ForeignKeyConstraint(['version_id'], ['minutes_version.id'], name=op.f('fk_rectification_version_id_minutes_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rectification')),
    sa.UniqueConstraint('version_id', name=op.f('uq_rectification_version_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('rectification', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_rectification_minutes_id'), ['minutes_id'], unique=False)

    op.create_table('reminded',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_reminded_action_id_action')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminded_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminded')),
    sa.UniqueConstraint('person_id', 'action_id', 'reason', name=op.f('uq_reminded_person_id_action_id_reason')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('reminded', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_reminded_action_id'), ['action_id'], unique=False)

    op.create_table('replacement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('link_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['link_id'], ['decision_link.id'], name=op.f('fk_replacement_link_id_decision_link')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replacement')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('replacement', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_replacement_link_id_position'), ['link_id', 'position'], unique=False)

    op.create_table('secret_count',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('poll_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.String(length=1), nullable=True),
    sa.Column('choice', sa.String(length=10), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_secret_count_poll_id_poll')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_secret_count')),
    sa.UniqueConstraint('poll_id', 'side', 'choice', name=op.f('uq_secret_count_poll_id_side_choice')),
    sqlite_autoincrement=True
    )
    op.create_table('brought',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_brought_proposal_id_proposal')),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_brought_thread_id_thread')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brought')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_brought_proposal_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('brought', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_brought_thread_id'), ['thread_id'], unique=False)

    with op.batch_alter_table('agenda_item', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=20), server_default='discussion', nullable=False))
        batch_op.add_column(sa.Column('section', sa.String(length=120), server_default='', nullable=False))
        batch_op.add_column(sa.Column('planned_minutes', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('rapporteur_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('rapporteur_name', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('table_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('waiting_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('carried_from_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('minutes_of_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('templated', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('confidential_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('confidential_reason', sa.String(length=300), server_default='', nullable=False))
        batch_op.add_column(sa.Column('sealed_by_law', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('public_title', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('release_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('released_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('sealed_title', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('sealed_note', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('sealed_outcome_note', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('confidential_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('entry_id', sa.Integer(), nullable=True))
        batch_op.alter_column('meeting_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_agenda_item_carried_from_id'), ['carried_from_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_item_minutes_of_id'), ['minutes_of_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_item_table_id'), ['table_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_agenda_item_rapporteur_id_mandate'), 'mandate', ['rapporteur_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_agenda_item_minutes_of_id_meeting'), 'meeting', ['minutes_of_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_agenda_item_series_id_meeting_series'), 'meeting_series', ['series_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_agenda_item_carried_from_id_agenda_item'), 'agenda_item', ['carried_from_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_agenda_item_table_id_table'), 'table', ['table_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_agenda_item_entry_id_register_entry'), 'register_entry', ['entry_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_agenda_item_confidential_by_id_mandate'), 'mandate', ['confidential_by_id'], ['id'])

    with op.batch_alter_table('attendance', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('excused', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('decision', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('executed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('execution_note', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('kind', sa.String(length=20), server_default='decision', nullable=False))
        batch_op.add_column(sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_decision_due_on'), ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_table_id'), ['table_id'], unique=False)
        batch_op.create_index('ix_decision_waiting', ['due_on'], unique=False, sqlite_where=sa.text('executed_at IS NULL AND adopted_at IS NOT NULL'), postgresql_where=sa.text('executed_at IS NULL AND adopted_at IS NOT NULL'))
        batch_op.create_index(batch_op.f('ix_decision_year'), ['year'], unique=False)

    with op.batch_alter_table('file', table_kwargs=NUMBERED) as batch_op:
        batch_op.alter_column('act_id',
               existing_type=sa.INTEGER(),
               nullable=True)

    with op.batch_alter_table('mail', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('calendar', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('answers_to', sa.String(length=254), server_default='', nullable=False))

    with op.batch_alter_table('meeting', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('planned_minutes', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('series_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('uid', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('sequence', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('dated_sequence', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('cancelled_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('cancel_reason', sa.Text(), server_default='', nullable=False))
        batch_op.create_index(batch_op.f('ix_meeting_series_id'), ['series_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_meeting_uid'), ['uid'])
        batch_op.create_foreign_key(batch_op.f('fk_meeting_series_id_meeting_series'), 'meeting_series', ['series_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_meeting_cancelled_by_id_mandate'), 'mandate', ['cancelled_by_id'], ['id'])

    with op.batch_alter_table('minutes', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('circulated_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('circulated_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('observed_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('approved_in_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_minutes_approved_in_id'), ['approved_in_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_minutes_circulated_by_id_mandate'), 'mandate', ['circulated_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_minutes_approved_in_id_agenda_item'), 'agenda_item', ['approved_in_id'], ['id'])

    with op.batch_alter_table('minutes_version', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('generated', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('seat', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('weight', sa.Integer(), server_default='1', nullable=False))

    with op.batch_alter_table('table', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('papers_days_before', sa.Integer(), server_default='5', nullable=False))
        batch_op.add_column(sa.Column('weighted', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('papers_from_start', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('record_shown', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('conflicts_count', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('speech_seconds', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('silence_days', sa.Integer(), server_default='60', nullable=False))
    op.execute(
        "INSERT INTO presence (meeting_id, seat_id, mandate_id, since, until) "
        "SELECT a.meeting_id, a.seat_id, a.mandate_id, a.marked_at, m.closed_at FROM attendance a "
        "JOIN meeting m ON m.id = a.meeting_id WHERE a.mandate_id IS NOT NULL ORDER BY a.id"
    )
    op.execute(
        "INSERT INTO circle (table_id, side) SELECT DISTINCT t.id, s.side FROM seat s "
        'JOIN "table" t ON t.place_id = s.place_id WHERE s.side IS NOT NULL ORDER BY t.id, s.side'
    )


def downgrade():
    with op.batch_alter_table('table', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_column('silence_days')
        batch_op.drop_column('speech_seconds')
        batch_op.drop_column('conflicts_count')
        batch_op.drop_column('record_shown')
        batch_op.drop_column('papers_from_start')
        batch_op.drop_column('weighted')
        batch_op.drop_column('papers_days_before')

    with op.batch_alter_table('seat', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_column('weight')

    with op.batch_alter_table('minutes_version', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_column('generated')

    with op.batch_alter_table('minutes', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_minutes_approved_in_id_agenda_item'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_minutes_circulated_by_id_mandate'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_minutes_approved_in_id'))
        batch_op.drop_column('approved_in_id')
        batch_op.drop_column('observed_until')
        batch_op.drop_column('circulated_by_id')
        batch_op.drop_column('circulated_at')

    with op.batch_alter_table('meeting', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_meeting_cancelled_by_id_mandate'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_meeting_series_id_meeting_series'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_meeting_uid'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_meeting_series_id'))
        batch_op.drop_column('cancel_reason')
        batch_op.drop_column('cancelled_by_id')
        batch_op.drop_column('cancelled_at')
        batch_op.drop_column('dated_sequence')
        batch_op.drop_column('sequence')
        batch_op.drop_column('uid')
        batch_op.drop_column('series_on')
        batch_op.drop_column('series_id')
        batch_op.drop_column('planned_minutes')

    with op.batch_alter_table('mail', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_column('answers_to')
        batch_op.drop_column('calendar')

    with op.batch_alter_table('file', table_kwargs=NUMBERED) as batch_op:
        batch_op.alter_column('act_id',
               existing_type=sa.INTEGER(),
               nullable=False)

    with op.batch_alter_table('decision', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_year'))
        batch_op.drop_index('ix_decision_waiting', sqlite_where=sa.text('executed_at IS NULL AND adopted_at IS NOT NULL'), postgresql_where=sa.text('executed_at IS NULL AND adopted_at IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_decision_table_id'))
        batch_op.drop_index(batch_op.f('ix_decision_due_on'))
        batch_op.drop_column('asked_at')
        batch_op.drop_column('kind')
        batch_op.drop_column('execution_note')
        batch_op.drop_column('executed_at')
        batch_op.drop_column('begun_at')

    with op.batch_alter_table('attendance', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_column('excused')

    with op.batch_alter_table('agenda_item', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_agenda_item_confidential_by_id_mandate'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_agenda_item_entry_id_register_entry'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_agenda_item_table_id_table'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_agenda_item_carried_from_id_agenda_item'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_agenda_item_series_id_meeting_series'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_agenda_item_minutes_of_id_meeting'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_agenda_item_rapporteur_id_mandate'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_agenda_item_table_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_item_minutes_of_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_item_carried_from_id'))
        batch_op.alter_column('meeting_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('entry_id')
        batch_op.drop_column('confidential_by_id')
        batch_op.drop_column('sealed_outcome_note')
        batch_op.drop_column('sealed_note')
        batch_op.drop_column('sealed_title')
        batch_op.drop_column('released_at')
        batch_op.drop_column('release_on')
        batch_op.drop_column('public_title')
        batch_op.drop_column('sealed_by_law')
        batch_op.drop_column('confidential_reason')
        batch_op.drop_column('confidential_at')
        batch_op.drop_column('templated')
        batch_op.drop_column('minutes_of_id')
        batch_op.drop_column('carried_from_id')
        batch_op.drop_column('series_id')
        batch_op.drop_column('waiting_at')
        batch_op.drop_column('table_id')
        batch_op.drop_column('rapporteur_name')
        batch_op.drop_column('rapporteur_id')
        batch_op.drop_column('planned_minutes')
        batch_op.drop_column('section')
        batch_op.drop_column('kind')

    with op.batch_alter_table('brought', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_brought_thread_id'))

    op.drop_table('brought')
    op.drop_table('secret_count')
    with op.batch_alter_table('replacement', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_replacement_link_id_position'))

    op.drop_table('replacement')
    with op.batch_alter_table('reminded', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reminded_action_id'))

    op.drop_table('reminded')
    with op.batch_alter_table('rectification', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rectification_minutes_id'))

    op.drop_table('rectification')
    with op.batch_alter_table('paper_reading', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_reading_person_id'))

    op.drop_table('paper_reading')
    with op.batch_alter_table('follow_up', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_follow_up_by_id'))
        batch_op.drop_index(batch_op.f('ix_follow_up_action_id'))

    op.drop_table('follow_up')
    with op.batch_alter_table('elector', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_elector_seat_id'))
        batch_op.drop_index(batch_op.f('ix_elector_proxy_id'))
        batch_op.drop_index(batch_op.f('ix_elector_mandate_id'))

    op.drop_table('elector')
    with op.batch_alter_table('contestation', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contestation_rectified_in_id'))
        batch_op.drop_index(batch_op.f('ix_contestation_minutes_id'))

    op.drop_table('contestation')
    with op.batch_alter_table('proposal_news', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_news_proposal_id'))

    op.drop_table('proposal_news')
    with op.batch_alter_table('poll', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_poll_item_id'))
        batch_op.drop_index(batch_op.f('ix_poll_decision_id'))

    op.drop_table('poll')
    op.drop_table('paper_version')
    with op.batch_alter_table('handing', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handing_organisation_id'))

    op.drop_table('handing')
    with op.batch_alter_table('decision_means', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_means_decision_id'))

    op.drop_table('decision_means')
    with op.batch_alter_table('decision_link', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_link_target_id'))

    op.drop_table('decision_link')
    with op.batch_alter_table('answer', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_decision_id_at'))

    op.drop_table('answer')
    with op.batch_alter_table('action', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index('ix_action_waiting_table_id', sqlite_where=sa.text('done_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('done_at IS NULL AND dropped_at IS NULL'))
        batch_op.drop_index('ix_action_waiting_person_id', sqlite_where=sa.text('done_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('done_at IS NULL AND dropped_at IS NULL'))
        batch_op.drop_index('ix_action_waiting_organisation_id', sqlite_where=sa.text('done_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('done_at IS NULL AND dropped_at IS NULL'))
        batch_op.drop_index('ix_action_waiting_due_on', sqlite_where=sa.text('done_at IS NULL AND dropped_at IS NULL'), postgresql_where=sa.text('done_at IS NULL AND dropped_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_action_table_id'))
        batch_op.drop_index(batch_op.f('ix_action_person_id'))
        batch_op.drop_index(batch_op.f('ix_action_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_action_item_id'))
        batch_op.drop_index(batch_op.f('ix_action_due_on'))
        batch_op.drop_index(batch_op.f('ix_action_decision_id'))

    op.drop_table('action')
    with op.batch_alter_table('speech', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_speech_until'))
        batch_op.drop_index(batch_op.f('ix_speech_since'))
        batch_op.drop_index(batch_op.f('ix_speech_meeting_id_since'))

    op.drop_table('speech')
    with op.batch_alter_table('proposal', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_table_id_made_at'))
        batch_op.drop_index(batch_op.f('ix_proposal_origin_id'))
        batch_op.drop_index(batch_op.f('ix_proposal_by_id'))
        batch_op.drop_index(batch_op.f('ix_proposal_became_id'))

    op.drop_table('proposal')
    with op.batch_alter_table('presence', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_presence_until'))
        batch_op.drop_index(batch_op.f('ix_presence_since'))
        batch_op.drop_index(batch_op.f('ix_presence_seat_id'))
        batch_op.drop_index(batch_op.f('ix_presence_meeting_id_seat_id'))

    op.drop_table('presence')
    with op.batch_alter_table('passage', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passage_until'))
        batch_op.drop_index(batch_op.f('ix_passage_since'))
        batch_op.drop_index(batch_op.f('ix_passage_meeting_id_since'))
        batch_op.drop_index(batch_op.f('ix_passage_item_id'))

    op.drop_table('passage')
    with op.batch_alter_table('paper', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_item_id'))

    op.drop_table('paper')
    with op.batch_alter_table('note', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_note_meeting_id_id'))
        batch_op.drop_index(batch_op.f('ix_note_item_id'))

    op.drop_table('note')
    with op.batch_alter_table('hand', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hand_meeting_id_closed_at'))

    op.drop_table('hand')
    with op.batch_alter_table('conflict', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_conflict_item_id'))

    op.drop_table('conflict')
    with op.batch_alter_table('concern', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_concern_organisation_id'))

    op.drop_table('concern')
    with op.batch_alter_table('circle_note', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_circle_note_item_id'))
        batch_op.drop_index(batch_op.f('ix_circle_note_circle_id_id'))

    op.drop_table('circle_note')
    with op.batch_alter_table('reply', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reply_mandate_id'))

    op.drop_table('reply')
    with op.batch_alter_table('reopening', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reopening_meeting_id'))

    op.drop_table('reopening')
    with op.batch_alter_table('pause', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pause_until'))
        batch_op.drop_index(batch_op.f('ix_pause_since'))
        batch_op.drop_index(batch_op.f('ix_pause_meeting_id_since'))

    op.drop_table('pause')
    with op.batch_alter_table('notice', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_person_id'))
        batch_op.drop_index(batch_op.f('ix_notice_meeting_id_mandate_id'))
        batch_op.drop_index(batch_op.f('ix_notice_mail_key'))

    op.drop_table('notice')
    with op.batch_alter_table('dropped_number', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_dropped_number_meeting_id'))

    op.drop_table('dropped_number')
    with op.batch_alter_table('convocation', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_convocation_told_at'))
        batch_op.drop_index(batch_op.f('ix_convocation_meeting_id_sequence'))

    op.drop_table('convocation')
    with op.batch_alter_table('arrival', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_arrival_meeting_id_settled_at'))

    op.drop_table('arrival')
    with op.batch_alter_table('series_item', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_series_item_series_id_position'))

    op.drop_table('series_item')
    with op.batch_alter_table('meeting_series', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_series_table_id'))

    op.drop_table('meeting_series')
    op.drop_table('timetable')
    op.drop_table('circle')
    with op.batch_alter_table('resource_commitment', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resource_commitment_organisation_id_year'))
        batch_op.drop_index(batch_op.f('ix_resource_commitment_line_id'))

    op.drop_table('resource_commitment')
    op.drop_table('reminder_choice')
    with op.batch_alter_table('calendar_address', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_address_person_id'))

    op.drop_table('calendar_address')
    with op.batch_alter_table('receipt', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_receipt_at'))

    op.drop_table('receipt')
