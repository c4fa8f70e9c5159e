import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { ReadSandboxes } from '../../../application/simulator/read-sandboxes.js';
import { ReplayScript } from '../../../application/simulator/replay-script.js';
import { SaveScript } from '../../../application/simulator/save-script.js';
import type { DebtId, TenantId } from '../../../domain/shared/ids.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { newScript, replaySchema, scriptParam, scriptSchema, toScript } from './sandbox-schemas.js';

type ScriptParam = z.infer<typeof scriptParam>;

/** What was tried in a sandbox, kept as tests. */
@Controller('v1/sandbox-scripts')
export class SandboxScriptsController {
  constructor(
    private readonly readSandboxes: ReadSandboxes,
    private readonly saveScript: SaveScript,
    private readonly replayScript: ReplayScript,
  ) {}

  @Get()
  @Operation({
    allow: 'simulator.use',
    summary: 'All scripts',
    answers: z.object({ items: z.array(scriptSchema) }),
  })
  async list(@Caller() { scope }: Caller): Promise<{ items: z.infer<typeof scriptSchema>[] }> {
    return { items: (await this.readSandboxes.scripts(scope)).map(toScript) };
  }

  @Put(':id')
  @Operation({ allow: 'simulator.use', summary: 'Keep what was done to a case', answers: scriptSchema })
  async save(
    @Caller() { scope }: Caller,
    @Param({ schema: scriptParam }) { id }: ScriptParam,
    @Body({ schema: newScript }) { sandboxId, debtId, name }: z.infer<typeof newScript>,
  ): Promise<z.infer<typeof scriptSchema>> {
    const about = { sandboxId: idOf<TenantId>(sandboxId), debtId: idOf<DebtId>(debtId), name };
    return toScript(await this.saveScript.run(scope, id, about));
  }

  @Post(':id/replay')
  @Operation({
    allow: 'simulator.use',
    summary: 'Do the steps again, and tell where the answers differ',
    answers: replaySchema,
  })
  async replay(
    @Caller() { scope }: Caller,
    @Param({ schema: scriptParam }) { id }: ScriptParam,
  ): Promise<z.infer<typeof replaySchema>> {
    const { passed, steps, differences } = await this.replayScript.run(scope, id);
    return {
      passed,
      steps,
      differences: differences.map(({ step, expected, answered }) => ({
        step,
        expected: [...expected],
        answered: [...answered],
      })),
    };
  }

  @Delete(':id')
  @Operation({ allow: 'simulator.use', summary: 'Remove a script', answers: null })
  remove(@Caller() { scope }: Caller, @Param({ schema: scriptParam }) { id }: ScriptParam): Promise<void> {
    return this.readSandboxes.removeScript(scope, id);
  }
}
