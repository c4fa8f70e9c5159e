import { Injectable } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, ObjectType } from 'typeorm';
import type { TenantId } from '../../../domain/shared/ids.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { forUpdate, matchedRows } from '../dialect.js';
import { insertRows, marks, readRows, updateRows, type InsertOptions, type UpdateOptions } from '../rows.js';
import { TypeormUnitOfWork } from '../unit-of-work.js';

const VALUES_PER_LIST = 500;

type Untenanted<Row> = Omit<Row, 'tenantId'>;

/** The row without the column that no domain type has. */
export const untenanted = <Row extends { readonly tenantId: TenantId }>(row: Row): Untenanted<Row> => {
  const { tenantId, ...rest } = row;
  void tenantId;
  return rest;
};

/**
 * Rows of the tenant whose unit of work is running, and of no other. Throws `TENANT.MISSING` outside one.
 * Conditions are SQL in column names with `?` for parameters; the tenant's condition is put in front.
 */
@Injectable()
export class TenantRows {
  constructor(private readonly unitOfWork: TypeormUnitOfWork) {}

  get manager(): EntityManager {
    return this.unitOfWork.currentManager();
  }

  get tenantId(): TenantId {
    return this.unitOfWork.currentTenant();
  }

  read<Row extends ObjectLiteral>(
    entity: ObjectType<Row>,
    condition: string,
    parameters: readonly unknown[],
    tail = '',
  ): Promise<Row[]> {
    return readRows(this.manager, entity, `WHERE tenant_id = ? AND ${condition} ${tail}`, [
      this.tenantId,
      ...parameters,
    ]);
  }

  async readOne<Row extends ObjectLiteral>(
    entity: ObjectType<Row>,
    condition: string,
    parameters: readonly unknown[],
  ): Promise<Row | null> {
    const [row] = await this.read(entity, condition, parameters, 'LIMIT 1');
    return row ?? null;
  }

  /** Rows whose `column` is one of the values, in lists of at most 500; `tail` orders within a list. */
  async readIn<Row extends ObjectLiteral>(
    entity: ObjectType<Row>,
    column: string,
    values: readonly string[],
    rest: {
      readonly condition?: string;
      readonly parameters?: readonly unknown[];
      readonly tail?: string;
    } = {},
  ): Promise<Row[]> {
    const { condition = '', parameters = [], tail } = rest;
    return this.inLists(values, (list) =>
      this.read(entity, `${column} IN (${marks(list)}) ${condition}`, [...list, ...parameters], tail),
    );
  }

  /** Runs a query once per list of at most 500 different values and joins the answers. */
  async inLists<Answer>(
    values: readonly string[],
    ask: (list: readonly string[]) => Promise<Answer[]>,
  ): Promise<Answer[]> {
    const different = [...new Set(values)];
    const answers: Answer[][] = [];
    for (let start = 0; start < different.length; start += VALUES_PER_LIST) {
      answers.push(await ask(different.slice(start, start + VALUES_PER_LIST)));
    }
    return answers.flat();
  }

  insert<Row extends ObjectLiteral & { tenantId: TenantId }>(
    entity: ObjectType<Row>,
    rows: readonly Untenanted<Row>[],
    options: InsertOptions = {},
  ): Promise<void> {
    const { tenantId } = this;
    const owned = rows.map((row) => ({ ...row, tenantId }) as unknown as Row);
    return insertRows(this.manager, entity, owned, options);
  }

  /** Writes the properties `set` of rows found by primary key; returns how many were found. */
  update<Row extends ObjectLiteral & { tenantId: TenantId }>(
    entity: ObjectType<Row>,
    rows: readonly Partial<Untenanted<Row>>[],
    set: readonly (keyof Untenanted<Row> & string)[],
    options: UpdateOptions<Row> = {},
  ): Promise<number> {
    const { tenantId } = this;
    const owned = rows.map((row) => ({ ...row, tenantId }) as unknown as Row);
    return updateRows(this.manager, entity, owned, set, options);
  }

  /** Writes rows if each still has the version it was read with; throws `code` otherwise. The version rises by one. */
  async updateVersioned<Row extends ObjectLiteral & { tenantId: TenantId; version: number }>(
    entity: ObjectType<Row>,
    rows: readonly Partial<Untenanted<Row>>[],
    set: readonly (keyof Untenanted<Row> & string)[],
    code: string,
  ): Promise<void> {
    const found = await this.update(entity, rows, set, { version: 'version' });
    if (found === rows.length) return;
    throw new DomainError(
      code,
      `${rows.length - found} of ${rows.length} records were changed by somebody else since they were read; nothing was written.`,
    );
  }

  /** A query of one's own; it must ask for `tenantId` itself. */
  query<Answer>(sql: string, parameters: readonly unknown[]): Promise<Answer[]> {
    return this.manager.query<Answer[]>(sql, [...parameters]);
  }

  /** A statement of one's own; returns how many rows it matched. It must ask for `tenantId` itself. */
  async execute(sql: string, parameters: readonly unknown[]): Promise<number> {
    const { manager } = this;
    return matchedRows(manager, await manager.query(sql, [...parameters]));
  }

  /** What locks selected rows until the transaction ends, where the database needs it. */
  get forUpdate(): string {
    return forUpdate(this.manager);
  }
}

/** Indexes rows or objects by their id. */
export const byId = <Item extends { readonly id: string }>(items: readonly Item[]): Map<Item['id'], Item> =>
  new Map(items.map((item) => [item.id, item]));
