import type { Instant } from '../../domain/calendar/instant.js';
import type { Sandbox, SandboxCase, SandboxScript } from '../../domain/sandbox/sandbox.js';
import type { DebtId, TenantId } from '../../domain/shared/ids.js';

/** The sandboxes of the tenant whose unit of work is running. */
export abstract class Sandboxes {
  abstract all(): Promise<Sandbox[]>;
  abstract byId(id: TenantId): Promise<Sandbox | null>;
  /** Makes the sandbox's own tenant, too. */
  abstract add(sandbox: Sandbox): Promise<void>;
  /** Throws `SANDBOX.CHANGED_MEANWHILE` when somebody else moved the clock since. */
  abstract moveClock(sandbox: Sandbox, to: Instant): Promise<void>;
  /** Removes the sandbox, its tenant, and everything that happened in it. */
  abstract remove(id: TenantId): Promise<void>;

  abstract cases(id: TenantId): Promise<SandboxCase[]>;
  abstract caseOf(id: TenantId, debtId: DebtId): Promise<SandboxCase | null>;
  abstract addCase(added: SandboxCase): Promise<void>;
  /** Writes the steps; throws `SANDBOX.CHANGED_MEANWHILE`. */
  abstract updateCase(changed: SandboxCase): Promise<void>;

  abstract scripts(): Promise<SandboxScript[]>;
  abstract script(id: string): Promise<SandboxScript | null>;
  abstract addScript(script: SandboxScript): Promise<void>;
  abstract removeScript(id: string): Promise<void>;
}
