import { Injectable } from '@nestjs/common';
import type { SandboxScript, SandboxStep, ScriptStep } from '../../domain/sandbox/sandbox.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId } from '../../domain/shared/ids.js';
import { Sandboxes } from '../ports/sandboxes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { BeginSandboxCase } from './begin-sandbox-case.js';
import { EnterSandbox } from './enter-sandbox.js';
import type { InsideSandbox } from './enter-sandbox.js';
import { MoveSandboxClock } from './move-sandbox-clock.js';
import { OpenSandbox } from './open-sandbox.js';
import { PlayStep } from './play-step.js';
import { ReadSandboxChat } from './read-sandbox-chat.js';
import { RemoveSandbox } from './remove-sandbox.js';

/** What was answered then and now; `step` 0 is the opening. */
export interface ScriptDifference {
  readonly step: number;
  readonly expected: readonly string[];
  readonly answered: readonly string[];
}

export interface Replay {
  readonly passed: boolean;
  readonly steps: number;
  readonly differences: readonly ScriptDifference[];
}

export interface Performance {
  readonly opening: readonly string[];
  readonly steps: readonly ScriptStep[];
}

/** Does a script's steps again in a fresh sandbox, and tells where Parley now answers otherwise. */
@Injectable()
export class ReplayScript {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: Sandboxes,
    private readonly openSandbox: OpenSandbox,
    private readonly removeSandbox: RemoveSandbox,
    private readonly enterSandbox: EnterSandbox,
    private readonly beginCase: BeginSandboxCase,
    private readonly playStep: PlayStep,
    private readonly moveClock: MoveSandboxClock,
    private readonly readChat: ReadSandboxChat,
  ) {}

  /** Throws `SANDBOX_SCRIPT.UNKNOWN`. */
  async run(owner: WorkScope, id: string): Promise<Replay> {
    const script = await this.unitOfWork.run(owner, () => this.sandboxes.script(id));
    if (!script) throw new DomainError('SANDBOX_SCRIPT.UNKNOWN', 'There is no such script.');
    const again = await this.perform(
      owner,
      script,
      script.steps.map(({ step }) => step),
    );
    const differences = [
      { step: 0, expected: script.opening, answered: again.opening },
      ...script.steps.map(({ answers }, index) => ({
        step: index + 1,
        expected: answers,
        answered: again.steps[index]?.answers ?? [],
      })),
    ].filter(({ expected, answered }) => expected.join() !== answered.join());
    return { passed: differences.length === 0, steps: script.steps.length, differences };
  }

  /** Plays steps from their beginning in a sandbox that is gone afterwards. */
  async perform(
    owner: WorkScope,
    { name, startsAt, definition }: Pick<SandboxScript, 'name' | 'startsAt' | 'definition'>,
    steps: readonly SandboxStep[],
  ): Promise<Performance> {
    const sandbox = await this.openSandbox.run(owner, { name, startsAt });
    try {
      return await this.enterSandbox.run(owner, sandbox.id, async (inside) => {
        let about = await this.beginCase.run(owner, inside, definition);
        await this.moveClock.settle(inside);
        const seen = new Set<string>();
        const opening = await this.fresh(inside, about.debtId, seen);
        const played: ScriptStep[] = [];
        for (const step of steps) {
          ({ about } = await this.playStep.run(owner, inside, about, { step }));
          played.push({ step, answers: await this.fresh(inside, about.debtId, seen) });
        }
        return { opening, steps: played };
      });
    } finally {
      await this.removeSandbox.run(owner, sandbox.id);
    }
  }

  private async fresh(inside: InsideSandbox, debtId: DebtId, seen: Set<string>): Promise<string[]> {
    const lines = await this.readChat.run(inside, debtId);
    const fresh = lines.flatMap((line) =>
      line.from === 'parley' && line.text !== null && !seen.has(line.id) ? [line] : [],
    );
    for (const { id } of fresh) seen.add(id);
    return fresh.map(({ template }) => template);
  }
}
