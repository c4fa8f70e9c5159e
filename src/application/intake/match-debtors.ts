import { Injectable } from '@nestjs/common';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { DebtorId } from '../../domain/shared/ids.js';
import type { DebtorKey, KeyedDebtor } from '../ports/debtors.js';
import { Debtors } from '../ports/debtors.js';
import { Ids } from '../ports/ids.js';
import type { DebtRow } from './read-debt-row.js';

export interface DebtorQuestion {
  readonly row: DebtRow;
  /** The debtor of the debt when it is stored already; a file never moves a debt to another person. */
  readonly debtorId: DebtorId | null;
}

/** Answers, by the place of the question; nothing is written before `store`. */
export interface DebtorMatches {
  of(place: number): {
    /** As stored, or as it would be made. */
    readonly debtor: Debtor;
    /** Takes what the row says about the debtor; returns the debtor as it will be stored. */
    readonly accept: () => Debtor;
  };
  store(): Promise<void>;
}

/** Finds who owes each row: by ID, else by the lender's reference of the debtor; makes those who are new. */
@Injectable()
export class MatchDebtors {
  constructor(
    private readonly debtors: Debtors,
    private readonly ids: Ids,
  ) {}

  /**
   * Locks every stored debtor that it answers with. `learnt`: IDs that stored debtors would have by now, had the
   * batches before not been rolled back; what this one would add is put there.
   */
  async run(
    questions: readonly DebtorQuestion[],
    learnt: Map<DebtorId, string> | null = null,
  ): Promise<DebtorMatches> {
    const unknown = questions.filter((question) => question.debtorId === null);
    const keys = [
      ...new Map(unknown.flatMap(({ row }) => keysOf(row)).map((key) => [text(key), key])).values(),
    ];
    const stored = keys.length === 0 ? [] : await this.debtors.byKeys(keys);
    const ids = new Set<DebtorId>();
    for (const { debtorId } of questions) if (debtorId !== null) ids.add(debtorId);
    for (const debtor of stored) if (debtor) ids.add(debtor.id);
    if (ids.size > 0) await this.debtors.lock([...ids]);
    const locked = ids.size > 0 ? await this.debtors.byIds([...ids]) : new Map<DebtorId, Debtor>();
    const idByKey = new Map<string, DebtorId>();
    keys.forEach((key, place) => {
      const debtor = stored[place];
      if (debtor) idByKey.set(text(key), debtor.id);
    });
    return new Matches(questions, locked, idByKey, this.debtors, () => this.ids.next<DebtorId>(), learnt);
  }
}

class Matches implements DebtorMatches {
  private readonly current: Map<DebtorId, Debtor>;
  private readonly added = new Map<DebtorId, DebtorKey>();
  private readonly updated = new Set<DebtorId>();

  constructor(
    private readonly questions: readonly DebtorQuestion[],
    locked: ReadonlyMap<DebtorId, Debtor>,
    private readonly idByKey: Map<string, DebtorId>,
    private readonly debtors: Debtors,
    private readonly nextId: () => DebtorId,
    private readonly learnt: Map<DebtorId, string> | null,
  ) {
    this.current = new Map(locked);
    for (const [id, idNumber] of learnt ?? []) {
      const debtor = locked.get(id);
      if (debtor) this.current.set(id, { ...debtor, checkFacts: { ...debtor.checkFacts, idNumber } });
    }
  }

  of(place: number): { debtor: Debtor; accept: () => Debtor } {
    const { row, debtorId } = this.questions[place] as DebtorQuestion;
    const id = debtorId ?? this.idOf(row);
    const known = id === null ? undefined : this.current.get(id);
    const debtor = known ?? this.newDebtor(row);
    return {
      debtor,
      accept: () => {
        if (!known) {
          const key = keysOf(row)[0] as DebtorKey;
          this.added.set(debtor.id, key);
          for (const one of keysOf(row))
            if (!this.idByKey.has(text(one))) this.idByKey.set(text(one), debtor.id);
          this.current.set(debtor.id, debtor);
          return debtor;
        }
        const merged = merge(known, row);
        if (merged === known) return known;
        this.current.set(known.id, merged);
        if (this.added.has(known.id)) return merged;
        this.updated.add(known.id);
        const { idNumber } = merged.checkFacts;
        if (idNumber !== null && known.checkFacts.idNumber === null) this.learnt?.set(known.id, idNumber);
        return merged;
      },
    };
  }

  async store(): Promise<void> {
    const added: KeyedDebtor[] = [];
    for (const [id, key] of this.added) added.push({ key, debtor: this.current.get(id) as Debtor });
    if (added.length > 0) await this.debtors.add(added);
    const updated = [...this.updated].map((id) => this.current.get(id) as Debtor);
    if (updated.length > 0) await this.debtors.update(updated);
  }

  /** The lender's reference alone does not make one person of two who have different IDs. */
  private idOf(row: DebtRow): DebtorId | null {
    for (const key of keysOf(row)) {
      const id = this.idByKey.get(text(key));
      const debtor = id === undefined ? undefined : this.current.get(id);
      if (!debtor) continue;
      const stored = debtor.checkFacts.idNumber;
      if (key.kind === 'id-number' || row.idNumber === null || stored === null || stored === row.idNumber) {
        return debtor.id;
      }
    }
    return null;
  }

  private newDebtor(row: DebtRow): Debtor {
    return {
      id: this.nextId(),
      name: row.name,
      checkFacts: { idNumber: row.idNumber, birthDate: row.birthDate },
      locale: row.locale,
      zones: row.zones,
      country: row.country,
      preference: null,
      vulnerabilities: [],
      version: 1,
    };
  }
}

function keysOf(row: DebtRow): DebtorKey[] {
  const keys: DebtorKey[] = [];
  if (row.idNumber !== null) keys.push({ kind: 'id-number', idNumber: row.idNumber });
  if (row.debtorReference !== null) {
    keys.push({ kind: 'reference', lenderId: row.lender.id, reference: row.debtorReference });
  }
  return keys;
}

const text = (key: DebtorKey): string =>
  key.kind === 'id-number' ? `id ${key.idNumber}` : `reference ${key.lenderId} ${key.reference}`;

/** The latest file is believed, an empty cell says nothing; the same object when nothing changes. */
function merge(debtor: Debtor, row: DebtRow): Debtor {
  const merged: Debtor = {
    ...debtor,
    name: row.name ?? debtor.name,
    checkFacts: {
      idNumber: debtor.checkFacts.idNumber ?? row.idNumber,
      birthDate: row.birthDate ?? debtor.checkFacts.birthDate,
    },
    locale: row.locale,
    zones: row.zones.length > 0 ? row.zones : debtor.zones,
    country: row.country ?? debtor.country,
  };
  return JSON.stringify(merged) === JSON.stringify(debtor) ? debtor : merged;
}
