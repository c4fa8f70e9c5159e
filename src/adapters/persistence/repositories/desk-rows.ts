import { Injectable } from '@nestjs/common';
import type { QueueItem, QueueLine } from '../../../application/ports/desk-queue.js';
import { maskName } from '../../../domain/debtor/mask-name.js';
import type { CheckFacts } from '../../../domain/debtor/debtor.js';
import type { DebtorId } from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import { readInstant } from '../column-codec.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { KeptTexts } from './kept-texts.js';
import { TenantRows } from './tenant-rows.js';

type Owed = QueueLine['owed'][number];

type Moments = 'answerBy' | 'leaseUntil' | 'waitingSince';

/** A row as it is stored; most of the price of a page is in reading rows, so it has no more than is shown. */
export type StoredLine = Omit<QueueItem, Moments> &
  Readonly<Record<Moments, unknown>> & { readonly place: string };

/** What belongs to rows of the desk besides the items themselves, for a whole page at once. */
@Injectable()
export class DeskRows {
  /** A ciphertext always means the same text, so what was read once need not be decrypted again. */
  private readonly names = new KeptTexts();
  private readonly words = new KeptTexts();

  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {}

  async lines(items: readonly StoredLine[]): Promise<QueueLine[]> {
    const debtorIds = items.map(({ debtorId }) => debtorId);
    const names = await this.maskedNames(debtorIds);
    const owed = await this.owed(debtorIds);
    return items.map((row) => ({
      place: row.place,
      item: {
        id: row.id,
        conversationId: row.conversationId,
        debtorId: row.debtorId,
        lenderId: row.lenderId,
        channel: row.channel,
        reason: row.reason,
        answerBy: readInstant(row.answerBy),
        state: row.state,
        claimedBy: row.claimedBy,
        leaseUntil: row.leaseUntil === null ? null : readInstant(row.leaseUntil),
        waitingSince: row.waitingSince === null ? null : readInstant(row.waitingSince),
        unread: row.unread,
        lastWords: this.lastWords(row.lastWords),
        version: row.version,
      },
      maskedName: names.get(row.debtorId) ?? '',
      owed: owed.get(`${row.debtorId} ${row.lenderId}`) ?? [],
    }));
  }

  /** Rows of the queue with what they show, and no more; `condition` begins after that of the tenant. */
  stored(condition: string, parameters: readonly unknown[]): Promise<StoredLine[]> {
    return this.rows.query<StoredLine>(
      `SELECT queue_key AS place, id, conversation_id AS conversationId, debtor_id AS debtorId,
       lender_id AS lenderId, channel, reason, answer_by_at AS answerBy, state, claimed_by AS claimedBy,
       lease_until_at AS leaseUntil, waiting_since_at AS waitingSince, unread, last_words AS lastWords, version
       FROM hand_offs WHERE tenant_id = ? AND ${condition} ORDER BY queue_key LIMIT ?`,
      [this.rows.tenantId, ...parameters],
    );
  }

  private lastWords(stored: string | null): string | null {
    return stored === null ? null : this.words.of(stored, () => this.cipher.decrypt(stored));
  }

  /** Those of the debtors whose name contains the text, or whose ID or telephone ends with it. */
  async matching(ids: readonly DebtorId[], text: string): Promise<Set<DebtorId>> {
    const wanted = text.normalize('NFKC').toLowerCase();
    const found = new Set<DebtorId>();
    for (const { id, personal } of await this.personal(ids)) {
      const { name, checkFacts } = JSON.parse(this.cipher.decrypt(personal)) as {
        readonly name: string | null;
        readonly checkFacts: CheckFacts;
      };
      const named = (name ?? '').normalize('NFKC').toLowerCase().includes(wanted);
      if (named || endsWith(checkFacts.idNumber, wanted)) found.add(id);
    }
    if (!LAST_FOUR.test(wanted)) return found;
    const addresses = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ id: DebtorId; address: string }>(
        `SELECT debtor_id AS id, address FROM contact_points WHERE tenant_id = ? AND debtor_id IN (${marks(list)})`,
        [this.rows.tenantId, ...list],
      ),
    );
    for (const { id, address } of addresses)
      if (endsWith(this.cipher.decrypt(address), wanted)) found.add(id);
    return found;
  }

  private async maskedNames(ids: readonly DebtorId[]): Promise<Map<DebtorId, string>> {
    const rows = await this.personal(ids);
    return new Map(
      rows.map(({ id, personal, locale }) => [
        id,
        this.names.of(personal, () => {
          const { name } = JSON.parse(this.cipher.decrypt(personal)) as { readonly name: string | null };
          return maskName(name, locale);
        }),
      ]),
    );
  }

  private personal(ids: readonly DebtorId[]): Promise<{ id: DebtorId; personal: string; locale: Locale }[]> {
    return this.rows.inLists(ids, (list) =>
      this.rows.query<{ id: DebtorId; personal: string; locale: Locale }>(
        `SELECT id, personal, locale FROM debtors WHERE tenant_id = ? AND id IN (${marks(list)})`,
        [this.rows.tenantId, ...list],
      ),
    );
  }

  /** By debtor and lender. */
  private async owed(ids: readonly DebtorId[]): Promise<Map<string, Owed[]>> {
    const rows = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ debtor: string; lender: string; currency: string; minor: string | number }>(
        `SELECT debtor_id AS debtor, lender_id AS lender, currency,
         SUM(CASE WHEN principal_minor + interest_minor + fees_minor > paid_minor
           THEN principal_minor + interest_minor + fees_minor - paid_minor ELSE 0 END) AS minor
         FROM debts WHERE tenant_id = ? AND debtor_id IN (${marks(list)}) AND state = 'open'
         GROUP BY debtor_id, lender_id, currency`,
        [this.rows.tenantId, ...list],
      ),
    );
    const owed = new Map<string, Owed[]>();
    for (const { debtor, lender, currency, minor } of rows) {
      const key = `${debtor} ${lender}`;
      owed.set(key, [...(owed.get(key) ?? []), { currency, amountMinor: Number(minor) }]);
    }
    return owed;
  }
}

const LAST_FOUR = /^[0-9]{3}[0-9x]$/;

const endsWith = (secret: string | null, wanted: string): boolean =>
  secret !== null && LAST_FOUR.test(wanted) && secret.toLowerCase().endsWith(wanted);
