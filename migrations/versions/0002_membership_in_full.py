"""membership in full"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

# a table that is rebuilt on SQLite keeps giving each number once
NUMBERED = {'sqlite_autoincrement': True}


def upgrade():
    op.create_table('access_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('subject', sa.String(length=60), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('address', sa.String(length=45), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_entry')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('access_entry', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_access_entry_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_access_entry_kind_at'), ['kind', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_access_entry_person_id_at'), ['person_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_access_entry_subject'), ['subject'], unique=False)

    op.create_table('mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('to', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dropped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('refusal', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail')),
    sa.UniqueConstraint('key', name=op.f('uq_mail_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('mail', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_person_id'), ['person_id'], unique=False)

    op.create_table('remit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remit')),
    sa.UniqueConstraint('code', name=op.f('uq_remit_code')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('remit', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_remit_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_remit_until'), ['until'], unique=False)

    op.create_table('round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round')),
    sa.UniqueConstraint('name', name=op.f('uq_round_name')),
    sqlite_autoincrement=True
    )
    op.create_table('alias',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_alias_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alias')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('alias', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_alias_name'), ['name'], unique=False)
        batch_op.create_index(batch_op.f('ix_alias_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('erasure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['done_by_id'], ['person.id'], name=op.f('fk_erasure_done_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_erasure_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('erasure', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_person_id'), ['person_id'], unique=False)

    op.create_table('factor',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sealed_secret', sa.String(length=400), nullable=True),
    sa.Column('last_step', sa.Integer(), nullable=False),
    sa.Column('credential_id', sa.String(length=1400), nullable=True),
    sa.Column('public_key', sa.LargeBinary(), nullable=True),
    sa.Column('sign_count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_factor_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_factor')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_factor_credential_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('factor', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_factor_person_id'), ['person_id'], unique=False)

    op.create_table('factor_try',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_factor_try_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_factor_try')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('factor_try', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_factor_try_person_id'), ['person_id'], unique=False)

    op.create_table('identity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('issuer', sa.String(length=255), nullable=False),
    sa.Column('subject', sa.String(length=255), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_identity_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_identity')),
    sa.UniqueConstraint('issuer', 'subject', name=op.f('uq_identity_issuer_subject')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('identity', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_identity_person_id'), ['person_id'], unique=False)

    op.create_table('password_reset',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_password_reset_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_password_reset')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_password_reset_token_hash')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('password_reset', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_password_reset_person_id'), ['person_id'], unique=False)

    op.create_table('recovery_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recovery_code_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('recovery_code', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_code_code_hash'), ['code_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_recovery_code_person_id'), ['person_id'], unique=False)

    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_unit_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['parent_id'], ['unit.id'], name=op.f('fk_unit_parent_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('unit', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_until'), ['until'], unique=False)

    op.create_table('access_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sign_in_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('scope', sa.String(length=10), nullable=False),
    sa.Column('last_used_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['sign_in_id'], ['sign_in.id'], name=op.f('fk_access_token_sign_in_id_sign_in')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_token')),
    sa.UniqueConstraint('sign_in_id', name=op.f('uq_access_token_sign_in_id')),
    sqlite_autoincrement=True
    )
    op.create_table('file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('act_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('uploaded_by_id', sa.Integer(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['act_id'], ['act.id'], name=op.f('fk_file_act_id_act')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['person.id'], name=op.f('fk_file_uploaded_by_id_person')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['person.id'], name=op.f('fk_file_withdrawn_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_file')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('file', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_file_act_id_sha256'), ['act_id', 'sha256'], unique=False)
        batch_op.create_index(batch_op.f('ix_file_sha256'), ['sha256'], unique=False)

    op.create_table('lead',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('zone_id', sa.Integer(), nullable=False),
    sa.Column('remit_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('act_id', sa.Integer(), nullable=True),
    sa.Column('named_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['act_id'], ['act.id'], name=op.f('fk_lead_act_id_act')),
    sa.ForeignKeyConstraint(['named_by_id'], ['person.id'], name=op.f('fk_lead_named_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_lead_person_id_person')),
    sa.ForeignKeyConstraint(['remit_id'], ['remit.id'], name=op.f('fk_lead_remit_id_remit')),
    sa.ForeignKeyConstraint(['zone_id'], ['zone.id'], name=op.f('fk_lead_zone_id_zone')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lead')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('lead', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_lead_act_id'), ['act_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_lead_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_lead_remit_id'), ['remit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_lead_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_lead_until'), ['until'], unique=False)
        batch_op.create_index(batch_op.f('ix_lead_zone_id_remit_id_since'), ['zone_id', 'remit_id', 'since'], unique=False)

    op.create_table('shareholding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('share', sa.Numeric(precision=7, scale=4), nullable=True),
    sa.Column('act_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['act_id'], ['act.id'], name=op.f('fk_shareholding_act_id_act')),
    sa.ForeignKeyConstraint(['body_id'], ['organisation.id'], name=op.f('fk_shareholding_body_id_organisation')),
    sa.ForeignKeyConstraint(['owner_id'], ['organisation.id'], name=op.f('fk_shareholding_owner_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shareholding')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('shareholding', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_shareholding_body_id_owner_id'), ['body_id', 'owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shareholding_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shareholding_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_shareholding_until'), ['until'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('administrator', sa.Boolean(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.String(length=20), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('links', sa.Integer(), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted_by_id', sa.Integer(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['accepted_by_id'], ['person.id'], name=op.f('fk_invitation_accepted_by_id_person')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_invitation_made_by_id_person')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_invitation_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_invitation_seat_id_seat')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitation_token_hash')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('invitation', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('roster',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('act_id', sa.Integer(), nullable=True),
    sa.Column('drafted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('drafted_by_id', sa.Integer(), nullable=False),
    sa.Column('activated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('activated_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['act_id'], ['act.id'], name=op.f('fk_roster_act_id_act')),
    sa.ForeignKeyConstraint(['activated_by_id'], ['person.id'], name=op.f('fk_roster_activated_by_id_person')),
    sa.ForeignKeyConstraint(['drafted_by_id'], ['person.id'], name=op.f('fk_roster_drafted_by_id_person')),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_roster_table_id_table')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['person.id'], name=op.f('fk_roster_withdrawn_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('roster', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_table_id'), ['table_id'], unique=False)

    op.create_table('table_period',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=20), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['table_id'], ['table.id'], name=op.f('fk_table_period_table_id_table')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_table_period')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('table_period', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_table_period_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_table_period_table_id'), ['table_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_table_period_until'), ['until'], unique=False)

    op.create_table('guest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=False),
    sa.Column('sponsor_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=300), nullable=False),
    sa.Column('entered_after', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('renewed', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_guest_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['sponsor_id'], ['mandate.id'], name=op.f('fk_guest_sponsor_id_mandate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guest')),
    sa.UniqueConstraint('mandate_id', name=op.f('uq_guest_mandate_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('guest', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_guest_sponsor_id'), ['sponsor_id'], unique=False)

    op.create_table('opinion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('zone_id', sa.Integer(), nullable=False),
    sa.Column('act_id', sa.Integer(), nullable=True),
    sa.Column('subject', sa.String(length=300), nullable=False),
    sa.Column('compulsory', sa.Boolean(), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('requested_by_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('given_as_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(length=20), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('renderer', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['act_id'], ['act.id'], name=op.f('fk_opinion_act_id_act')),
    sa.ForeignKeyConstraint(['given_as_id'], ['mandate.id'], name=op.f('fk_opinion_given_as_id_mandate')),
    sa.ForeignKeyConstraint(['requested_by_id'], ['person.id'], name=op.f('fk_opinion_requested_by_id_person')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['person.id'], name=op.f('fk_opinion_withdrawn_by_id_person')),
    sa.ForeignKeyConstraint(['zone_id'], ['zone.id'], name=op.f('fk_opinion_zone_id_zone')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opinion')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('opinion', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_opinion_act_id'), ['act_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_opinion_due_on'), ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_opinion_zone_id_due_on'), ['zone_id', 'due_on'], unique=False)

    op.create_table('roster_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('roster_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.String(length=1), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_roster_line_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['roster_id'], ['roster.id'], name=op.f('fk_roster_line_roster_id_roster')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_line')),
    sa.UniqueConstraint('roster_id', 'organisation_id', 'title', name=op.f('uq_roster_line_roster_id_organisation_id_title')),
    sqlite_autoincrement=True
    )
    op.create_table('suspension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_suspension_by_id_person')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_suspension_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_suspension_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('suspension', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_suspension_mandate_id'), ['mandate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_suspension_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_suspension_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_suspension_until'), ['until'], unique=False)

    op.create_table('proxy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('giver_id', sa.Integer(), nullable=False),
    sa.Column('holder_id', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['giver_id'], ['mandate.id'], name=op.f('fk_proxy_giver_id_mandate')),
    sa.ForeignKeyConstraint(['holder_id'], ['mandate.id'], name=op.f('fk_proxy_holder_id_mandate')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_proxy_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_proxy_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proxy')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('proxy', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_proxy_giver_id'), ['giver_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proxy_holder_id'), ['holder_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proxy_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('handover',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('succession_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_handover_decision_id_decision')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_handover_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['succession_id'], ['succession.id'], name=op.f('fk_handover_succession_id_succession')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('handover', table_kwargs=NUMBERED) as batch_op:
        batch_op.create_index(batch_op.f('ix_handover_decision_id_since'), ['decision_id', 'since'], unique=False)
        batch_op.create_index(batch_op.f('ix_handover_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_handover_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_handover_until'), ['until'], unique=False)

    with op.batch_alter_table('act', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('number', sa.String(length=40), server_default='', nullable=False))
        batch_op.add_column(sa.Column('organisation_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('recorded_by_id', sa.Integer(), nullable=True))
        batch_op.alter_column('code',
               existing_type=sa.VARCHAR(length=40),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_act_kind_number'), ['kind', 'number'], unique=False)
        batch_op.create_index(batch_op.f('ix_act_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_act_organisation_id_organisation'), 'organisation', ['organisation_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_act_recorded_by_id_person'), 'person', ['recorded_by_id'], ['id'])

    with op.batch_alter_table('affiliation', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('unit_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_affiliation_unit_id'), ['unit_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_affiliation_unit_id_unit'), 'unit', ['unit_id'], ['id'])

    with op.batch_alter_table('decision', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('series', sa.String(length=20), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_decision_table_id_year_number'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_decision_table_id_series_number'), ['table_id', 'series', 'number'])

    with op.batch_alter_table('mandate', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('rank', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('act_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('named_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('confirmed_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('predecessor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('handed_over_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('reason', sa.String(length=300), server_default='', nullable=False))
        batch_op.create_foreign_key(batch_op.f('fk_mandate_act_id_act'), 'act', ['act_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mandate_confirmed_by_id_person'), 'person', ['confirmed_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mandate_predecessor_id_mandate'), 'mandate', ['predecessor_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mandate_named_by_id_person'), 'person', ['named_by_id'], ['id'])

    # who set up or controlled a body becomes its owner with an unknown share, since before the record began
    began = "1900-01-01 00:00:00.000000" if op.get_bind().dialect.name == "sqlite" else "1900-01-01 00:00:00+00"
    op.execute(
        "INSERT INTO shareholding (owner_id, body_id, source, since) "  # noqa: S608  both are words of this file
        f"SELECT owner_id, id, '', '{began}' FROM organisation WHERE owner_id IS NOT NULL"
    )

    with op.batch_alter_table('organisation', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('ipa_code', sa.String(length=20), server_default='', nullable=False))
        batch_op.add_column(sa.Column('proposed', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('pec', sa.String(length=254), server_default='', nullable=False))
        batch_op.add_column(sa.Column('phone', sa.String(length=40), server_default='', nullable=False))
        batch_op.add_column(sa.Column('address', sa.String(length=300), server_default='', nullable=False))
        batch_op.add_column(sa.Column('website', sa.String(length=200), server_default='', nullable=False))
        batch_op.drop_index(batch_op.f('ix_organisation_owner_id'))
        batch_op.create_index(batch_op.f('ix_organisation_ipa_code'), ['ipa_code'], unique=False)
        batch_op.drop_constraint(batch_op.f('fk_organisation_owner_id_organisation'), type_='foreignkey')
        batch_op.drop_column('owner_id')

    with op.batch_alter_table('seat', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('title', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('act_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_seat_act_id_act'), 'act', ['act_id'], ['id'])

    with op.batch_alter_table('sign_in', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('method', sa.String(length=20), server_default='password', nullable=False))
        batch_op.add_column(sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('proven_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('challenge', sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column('challenged_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('succession', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('act_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('effective_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('effective_source', sa.String(length=300), server_default='', nullable=False))
        batch_op.add_column(sa.Column('registered_source', sa.String(length=300), server_default='', nullable=False))
        batch_op.add_column(sa.Column('carried_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('carried_by_act_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_succession_carried_by_act_id_act'), 'act', ['carried_by_act_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_succession_act_id_act'), 'act', ['act_id'], ['id'])

    with op.batch_alter_table('table', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('act_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('quorum', sa.String(length=10), server_default='none', nullable=False))
        batch_op.add_column(sa.Column('quorum_number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('quorum_of', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('majority', sa.String(length=20), server_default='consensus', nullable=False))
        batch_op.add_column(sa.Column('majority_of', sa.String(length=10), server_default='present', nullable=False))
        batch_op.add_column(sa.Column('parity_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('vacancy_suspends', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('proxies_allowed', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('two_seats_allowed', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('confirms', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column('appointable', sa.JSON(), server_default='["delegate", "substitute", "technician"]', nullable=False))
        batch_op.create_foreign_key(batch_op.f('fk_table_act_id_act'), 'act', ['act_id'], ['id'])

    with op.batch_alter_table('zone_membership', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('ended_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('reason', sa.String(length=300), server_default='', nullable=False))
        batch_op.create_index(batch_op.f('ix_zone_membership_act_id'), ['act_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_zone_membership_ended_by_id'), ['ended_by_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_zone_membership_ended_by_id_act'), 'act', ['ended_by_id'], ['id'])

    # what stood before was not waiting for anybody's confirmation
    op.execute("UPDATE mandate SET confirmed_at = since")

    # the access log is append-only: nothing in it changes, nothing younger than six months goes
    if op.get_bind().dialect.name == "sqlite":
        op.execute("""
            CREATE TRIGGER access_entry_unchanged BEFORE UPDATE ON access_entry
            BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END
        """)
        op.execute("""
            CREATE TRIGGER access_entry_kept BEFORE DELETE ON access_entry
            WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-6 months')
            BEGIN SELECT RAISE(ABORT, 'the access log keeps six months'); END
        """)
    else:
        op.execute("""
            CREATE FUNCTION access_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '6 months' THEN
                    RETURN OLD;
                END IF;
                RAISE EXCEPTION 'the access log is append-only and keeps six months';
            END $$
        """)
        op.execute("""
            CREATE TRIGGER access_entry_stays BEFORE UPDATE OR DELETE ON access_entry
            FOR EACH ROW EXECUTE FUNCTION access_entry_stays()
        """)
        op.execute("""
            CREATE TRIGGER access_entry_not_emptied BEFORE TRUNCATE ON access_entry
            FOR EACH STATEMENT EXECUTE FUNCTION access_entry_stays()
        """)
    op.execute("UPDATE sign_in SET completed_at = since, last_seen_at = since")
    op.execute("UPDATE decision SET series = CAST(year AS VARCHAR(20)) WHERE year IS NOT NULL")


def downgrade():
    with op.batch_alter_table('zone_membership', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_zone_membership_ended_by_id_act'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_zone_membership_ended_by_id'))
        batch_op.drop_index(batch_op.f('ix_zone_membership_act_id'))
        batch_op.drop_column('reason')
        batch_op.drop_column('ended_by_id')

    with op.batch_alter_table('table', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_table_act_id_act'), type_='foreignkey')
        batch_op.drop_column('appointable')
        batch_op.drop_column('confirms')
        batch_op.drop_column('two_seats_allowed')
        batch_op.drop_column('proxies_allowed')
        batch_op.drop_column('vacancy_suspends')
        batch_op.drop_column('parity_since')
        batch_op.drop_column('majority_of')
        batch_op.drop_column('majority')
        batch_op.drop_column('quorum_of')
        batch_op.drop_column('quorum_number')
        batch_op.drop_column('quorum')
        batch_op.drop_column('until')
        batch_op.drop_column('act_id')

    with op.batch_alter_table('succession', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_succession_act_id_act'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_succession_carried_by_act_id_act'), type_='foreignkey')
        batch_op.drop_column('carried_by_act_id')
        batch_op.drop_column('carried_at')
        batch_op.drop_column('registered_source')
        batch_op.drop_column('effective_source')
        batch_op.drop_column('effective_at')
        batch_op.drop_column('act_id')

    with op.batch_alter_table('sign_in', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_column('challenged_at')
        batch_op.drop_column('challenge')
        batch_op.drop_column('last_seen_at')
        batch_op.drop_column('proven_at')
        batch_op.drop_column('completed_at')
        batch_op.drop_column('method')

    with op.batch_alter_table('seat', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_seat_act_id_act'), type_='foreignkey')
        batch_op.drop_column('act_id')
        batch_op.drop_column('title')

    with op.batch_alter_table('organisation', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('owner_id', sa.INTEGER(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_organisation_owner_id_organisation'), 'organisation', ['owner_id'], ['id'])
        batch_op.drop_index(batch_op.f('ix_organisation_ipa_code'))
        batch_op.create_index(batch_op.f('ix_organisation_owner_id'), ['owner_id'], unique=False)
        batch_op.drop_column('website')
        batch_op.drop_column('address')
        batch_op.drop_column('phone')
        batch_op.drop_column('pec')
        batch_op.drop_column('since')
        batch_op.drop_column('proposed')
        batch_op.drop_column('ipa_code')

    # of several owners only one finds a place
    op.execute("UPDATE organisation SET owner_id = (SELECT min(owner_id) FROM shareholding WHERE body_id = organisation.id)")

    with op.batch_alter_table('mandate', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_mandate_named_by_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mandate_predecessor_id_mandate'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mandate_confirmed_by_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mandate_act_id_act'), type_='foreignkey')
        batch_op.drop_column('reason')
        batch_op.drop_column('handed_over_at')
        batch_op.drop_column('predecessor_id')
        batch_op.drop_column('confirmed_by_id')
        batch_op.drop_column('confirmed_at')
        batch_op.drop_column('named_by_id')
        batch_op.drop_column('act_id')
        batch_op.drop_column('rank')

    with op.batch_alter_table('decision', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_decision_table_id_series_number'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_decision_table_id_year_number'), ['table_id', 'year', 'number'])
        batch_op.drop_column('series')

    with op.batch_alter_table('affiliation', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_affiliation_unit_id_unit'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_affiliation_unit_id'))
        batch_op.drop_column('unit_id')

    with op.batch_alter_table('act', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_act_recorded_by_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_act_organisation_id_organisation'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_act_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_act_kind_number'))
        batch_op.alter_column('code',
               existing_type=sa.VARCHAR(length=40),
               nullable=False)
        batch_op.drop_column('recorded_by_id')
        batch_op.drop_column('recorded_at')
        batch_op.drop_column('organisation_id')
        batch_op.drop_column('number')

    with op.batch_alter_table('handover', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handover_until'))
        batch_op.drop_index(batch_op.f('ix_handover_since'))
        batch_op.drop_index(batch_op.f('ix_handover_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_handover_decision_id_since'))

    op.drop_table('handover')
    with op.batch_alter_table('proxy', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proxy_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_proxy_holder_id'))
        batch_op.drop_index(batch_op.f('ix_proxy_giver_id'))

    op.drop_table('proxy')
    with op.batch_alter_table('suspension', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suspension_until'))
        batch_op.drop_index(batch_op.f('ix_suspension_since'))
        batch_op.drop_index(batch_op.f('ix_suspension_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_suspension_mandate_id'))

    op.drop_table('suspension')
    op.drop_table('roster_line')
    with op.batch_alter_table('opinion', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_opinion_zone_id_due_on'))
        batch_op.drop_index(batch_op.f('ix_opinion_due_on'))
        batch_op.drop_index(batch_op.f('ix_opinion_act_id'))

    op.drop_table('opinion')
    with op.batch_alter_table('guest', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guest_sponsor_id'))

    op.drop_table('guest')
    with op.batch_alter_table('table_period', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_table_period_until'))
        batch_op.drop_index(batch_op.f('ix_table_period_table_id'))
        batch_op.drop_index(batch_op.f('ix_table_period_since'))

    op.drop_table('table_period')
    with op.batch_alter_table('roster', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_table_id'))

    op.drop_table('roster')
    with op.batch_alter_table('invitation', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_email'))

    op.drop_table('invitation')
    with op.batch_alter_table('shareholding', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shareholding_until'))
        batch_op.drop_index(batch_op.f('ix_shareholding_since'))
        batch_op.drop_index(batch_op.f('ix_shareholding_owner_id'))
        batch_op.drop_index(batch_op.f('ix_shareholding_body_id_owner_id'))

    op.drop_table('shareholding')
    with op.batch_alter_table('lead', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lead_zone_id_remit_id_since'))
        batch_op.drop_index(batch_op.f('ix_lead_until'))
        batch_op.drop_index(batch_op.f('ix_lead_since'))
        batch_op.drop_index(batch_op.f('ix_lead_remit_id'))
        batch_op.drop_index(batch_op.f('ix_lead_person_id'))
        batch_op.drop_index(batch_op.f('ix_lead_act_id'))

    op.drop_table('lead')
    with op.batch_alter_table('file', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_file_sha256'))
        batch_op.drop_index(batch_op.f('ix_file_act_id_sha256'))

    op.drop_table('file')
    op.drop_table('access_token')
    with op.batch_alter_table('unit', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unit_until'))
        batch_op.drop_index(batch_op.f('ix_unit_since'))
        batch_op.drop_index(batch_op.f('ix_unit_parent_id'))
        batch_op.drop_index(batch_op.f('ix_unit_organisation_id'))

    op.drop_table('unit')
    with op.batch_alter_table('recovery_code', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recovery_code_person_id'))
        batch_op.drop_index(batch_op.f('ix_recovery_code_code_hash'))

    op.drop_table('recovery_code')
    with op.batch_alter_table('password_reset', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_password_reset_person_id'))

    op.drop_table('password_reset')
    with op.batch_alter_table('identity', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_identity_person_id'))

    op.drop_table('identity')
    with op.batch_alter_table('factor_try', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_factor_try_person_id'))

    op.drop_table('factor_try')
    with op.batch_alter_table('factor', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_factor_person_id'))

    op.drop_table('factor')
    with op.batch_alter_table('erasure', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_person_id'))

    op.drop_table('erasure')
    with op.batch_alter_table('alias', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alias_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_alias_name'))

    op.drop_table('alias')
    op.drop_table('round')
    with op.batch_alter_table('remit', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_remit_until'))
        batch_op.drop_index(batch_op.f('ix_remit_since'))

    op.drop_table('remit')
    with op.batch_alter_table('mail', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mail_person_id'))
        batch_op.drop_index(batch_op.f('ix_mail_due_at'))

    op.drop_table('mail')
    with op.batch_alter_table('access_entry', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index(batch_op.f('ix_access_entry_subject'))
        batch_op.drop_index(batch_op.f('ix_access_entry_person_id_at'))
        batch_op.drop_index(batch_op.f('ix_access_entry_kind_at'))
        batch_op.drop_index(batch_op.f('ix_access_entry_at'))

    op.drop_table('access_entry')

    # the triggers went with their table
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION access_entry_stays()")
