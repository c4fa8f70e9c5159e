import { Injectable } from '@nestjs/common';
import { Revisions } from '../../../application/ports/revisions.js';
import type { RevisionOwners } from '../../../application/ports/revisions.js';
import type { Revision, RevisionKind, RevisionSubject } from '../../../domain/revision/revision.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { LenderId, RevisionId } from '../../../domain/shared/ids.js';
import { RevisionCounterEntity, RevisionEntity } from '../entities/revision.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

/** How what is for all lenders is stored. */
const ALL_LENDERS = '';
const OF_SUBJECT = 'kind = ? AND lender_id = ? AND name = ?';
const UNSUPERSEDED = `state IN ('draft', 'in-review', 'returned', 'published')`;

const ownerOf = (lenderId: LenderId | null): string => lenderId ?? ALL_LENDERS;
const keyOf = ({ kind, lenderId, name }: RevisionSubject): [string, string, string] => [
  kind,
  ownerOf(lenderId),
  name,
];

@Injectable()
export class TypeormRevisions extends Revisions {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async byId(id: RevisionId): Promise<Revision | null> {
    const row = await this.rows.readOne(RevisionEntity, 'id = ?', [id]);
    return row === null ? null : this.toRevision(row);
  }

  async byNumber(subject: RevisionSubject, number: number): Promise<Revision | null> {
    const key = [...keyOf(subject), number];
    const row = await this.rows.readOne(RevisionEntity, `${OF_SUBJECT} AND number = ?`, key);
    return row === null ? null : this.toRevision(row);
  }

  async list(kind: RevisionKind, owners: RevisionOwners): Promise<Revision[]> {
    const rows = await this.rows.readIn(RevisionEntity, 'lender_id', owners.map(ownerOf), {
      condition: `AND kind = ? AND ${UNSUPERSEDED}`,
      parameters: [kind],
      tail: 'ORDER BY lender_id, name, number',
    });
    return rows.map((row) => this.toRevision(row));
  }

  async history(subject: RevisionSubject, limit: number, before?: number): Promise<Revision[]> {
    const rows = await this.rows.read(
      RevisionEntity,
      `${OF_SUBJECT}${before === undefined ? '' : ' AND number < ?'}`,
      [...keyOf(subject), ...(before === undefined ? [] : [before]), limit],
      'ORDER BY number DESC LIMIT ?',
    );
    return rows.map((row) => this.toRevision(row));
  }

  async inForce(kind: RevisionKind, owners: RevisionOwners, names?: readonly string[]): Promise<Revision[]> {
    if (names?.length === 0) return [];
    const rows = await this.rows.readIn(RevisionEntity, 'lender_id', owners.map(ownerOf), {
      condition: `AND kind = ? AND state = 'published'${names ? ` AND name IN (${marks(names)})` : ''}`,
      parameters: [kind, ...(names ?? [])],
      tail: 'ORDER BY lender_id, name',
    });
    return rows.map((row) => this.toRevision(row));
  }

  async nextNumber(subject: RevisionSubject): Promise<number> {
    await this.lock(subject);
    const key = keyOf(subject);
    await this.rows.execute(
      `UPDATE revision_counters SET last = last + 1 WHERE tenant_id = ? AND ${OF_SUBJECT}`,
      [this.rows.tenantId, ...key],
    );
    const counter = await this.rows.readOne(RevisionCounterEntity, OF_SUBJECT, key);
    return counter?.last ?? 1;
  }

  async lock(subject: RevisionSubject): Promise<void> {
    const { kind, lenderId, name } = subject;
    await this.rows.insert(RevisionCounterEntity, [{ kind, lenderId: ownerOf(lenderId), name, last: 0 }], {
      unlessTaken: ['tenant_id', 'kind', 'lender_id', 'name'],
    });
    await this.rows.read(RevisionCounterEntity, OF_SUBJECT, keyOf(subject), this.rows.forUpdate);
  }

  add(revision: Revision): Promise<void> {
    return this.rows.insert(RevisionEntity, [this.toRow(revision)]);
  }

  update(revision: Revision): Promise<void> {
    return this.rows.updateVersioned(
      RevisionEntity,
      [this.toRow(revision)],
      [
        'state',
        'content',
        'basedOn',
        'restores',
        'author',
        'authors',
        'editedAt',
        'submittedAt',
        'reviewer',
        'reviewedAt',
        'comment',
        'urgentReason',
      ],
      'REVISION.CHANGED_MEANWHILE',
    );
  }

  private toRow(revision: Revision): Omit<RevisionEntity, 'tenantId'> {
    return {
      ...revision,
      lenderId: ownerOf(revision.lenderId),
      comment: this.cipher.encryptOptional(revision.comment),
      urgentReason: this.cipher.encryptOptional(revision.urgentReason),
    };
  }

  private toRevision(row: RevisionEntity): Revision {
    return {
      ...untenanted(row),
      lenderId: row.lenderId === ALL_LENDERS ? null : idOf<LenderId>(row.lenderId),
      comment: this.cipher.decryptOptional(row.comment),
      urgentReason: this.cipher.decryptOptional(row.urgentReason),
    };
  }
}
