import { Injectable } from '@nestjs/common';
import { CHAIN_START } from '../../../application/ports/event-log.js';
import { Sandboxes } from '../../../application/ports/sandboxes.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Sandbox, SandboxCase, SandboxScript } from '../../../domain/sandbox/sandbox.js';
import type { DebtId, TenantId } from '../../../domain/shared/ids.js';
import { ENTITIES } from '../entities.js';
import { SandboxCaseEntity, SandboxEntity, SandboxScriptEntity } from '../entities/sandbox.entity.js';
import { TenantEntity } from '../entities/tenant.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { insertRows } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

const CHANGED = 'SANDBOX.CHANGED_MEANWHILE';

@Injectable()
export class TypeormSandboxes extends Sandboxes {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async all(): Promise<Sandbox[]> {
    const rows = await this.rows.read(SandboxEntity, '1 = 1', [], 'ORDER BY id');
    return rows.map(untenanted);
  }

  async byId(id: TenantId): Promise<Sandbox | null> {
    const row = await this.rows.readOne(SandboxEntity, 'id = ?', [id]);
    return row === null ? null : untenanted(row);
  }

  async add(sandbox: Sandbox): Promise<void> {
    const tenant: TenantEntity = {
      id: sandbox.id,
      slug: `sandbox-${sandbox.id}`,
      name: sandbox.name,
      sealedSequence: CHAIN_START.sequence,
      sealedHash: CHAIN_START.hash,
    };
    await insertRows(this.rows.manager, TenantEntity, [tenant]);
    await this.rows.insert(SandboxEntity, [sandbox]);
  }

  moveClock(sandbox: Sandbox, to: Instant): Promise<void> {
    return this.rows.updateVersioned(SandboxEntity, [{ ...sandbox, clockAt: to }], ['clockAt'], CHANGED);
  }

  async remove(id: TenantId): Promise<void> {
    for (const entity of ENTITIES) {
      const { tablePath, columns } = this.rows.manager.dataSource.getMetadata(entity);
      if (entity === TenantEntity || !columns.some(({ propertyName }) => propertyName === 'tenantId'))
        continue;
      const name = columns.find(({ propertyName }) => propertyName === 'tenantId')?.databaseName ?? '';
      await this.rows.execute(`DELETE FROM ${tablePath} WHERE ${name} = ?`, [id]);
    }
    await this.rows.execute('DELETE FROM sandbox_cases WHERE tenant_id = ? AND sandbox_id = ?', [
      this.rows.tenantId,
      id,
    ]);
    await this.rows.execute('DELETE FROM sandboxes WHERE tenant_id = ? AND id = ?', [this.rows.tenantId, id]);
    await this.rows.execute('DELETE FROM tenants WHERE id = ?', [id]);
  }

  async cases(id: TenantId): Promise<SandboxCase[]> {
    const rows = await this.rows.read(SandboxCaseEntity, 'sandbox_id = ?', [id], 'ORDER BY id');
    return rows.map((row) => this.toCase(row));
  }

  async caseOf(id: TenantId, debtId: DebtId): Promise<SandboxCase | null> {
    const row = await this.rows.readOne(SandboxCaseEntity, 'sandbox_id = ? AND id = ?', [id, debtId]);
    return row === null ? null : this.toCase(row);
  }

  addCase(added: SandboxCase): Promise<void> {
    return this.rows.insert(SandboxCaseEntity, [this.toCaseRow(added)]);
  }

  updateCase(changed: SandboxCase): Promise<void> {
    return this.rows.updateVersioned(SandboxCaseEntity, [this.toCaseRow(changed)], ['steps'], CHANGED);
  }

  async scripts(): Promise<SandboxScript[]> {
    const rows = await this.rows.read(SandboxScriptEntity, '1 = 1', [], 'ORDER BY id');
    return rows.map((row) => this.toScript(row));
  }

  async script(id: string): Promise<SandboxScript | null> {
    const row = await this.rows.readOne(SandboxScriptEntity, 'id = ?', [id]);
    return row === null ? null : this.toScript(row);
  }

  addScript({ opening, steps, definition, ...script }: SandboxScript): Promise<void> {
    const row = { ...script, definition: this.sealed(definition), steps: this.sealed({ opening, steps }) };
    return this.rows.insert(SandboxScriptEntity, [row]);
  }

  async removeScript(id: string): Promise<void> {
    await this.rows.execute('DELETE FROM sandbox_scripts WHERE tenant_id = ? AND id = ?', [
      this.rows.tenantId,
      id,
    ]);
  }

  private sealed(value: unknown): string {
    return this.cipher.encrypt(JSON.stringify(value));
  }

  private opened<T>(text: string): T {
    return JSON.parse(this.cipher.decrypt(text)) as T;
  }

  private toCaseRow({
    debtId,
    definition,
    steps,
    ...rest
  }: SandboxCase): Omit<SandboxCaseEntity, 'tenantId'> {
    return { ...rest, id: debtId, definition: this.sealed(definition), steps: this.sealed(steps) };
  }

  private toCase(row: SandboxCaseEntity): SandboxCase {
    const { id, definition, steps, ...rest } = untenanted(row);
    return { ...rest, debtId: id, definition: this.opened(definition), steps: this.opened(steps) };
  }

  private toScript(row: SandboxScriptEntity): SandboxScript {
    const { definition, steps, ...rest } = untenanted(row);
    return {
      ...rest,
      definition: this.opened(definition),
      ...this.opened<Pick<SandboxScript, 'opening' | 'steps'>>(steps),
    };
  }
}
