import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { BeginSandboxCase, INVENTED } from '../../../application/simulator/begin-sandbox-case.js';
import { EnterSandbox } from '../../../application/simulator/enter-sandbox.js';
import { MoveSandboxClock } from '../../../application/simulator/move-sandbox-clock.js';
import { OpenSandbox } from '../../../application/simulator/open-sandbox.js';
import { PlayStep } from '../../../application/simulator/play-step.js';
import { ReadSandboxChat } from '../../../application/simulator/read-sandbox-chat.js';
import { ReadSandboxes } from '../../../application/simulator/read-sandboxes.js';
import { RemoveSandbox } from '../../../application/simulator/remove-sandbox.js';
import { MINUTE, plus } from '../../../domain/calendar/instant.js';
import type { DebtId, TenantId } from '../../../domain/shared/ids.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { fromIso } from '../api/representation.js';
import {
  caseParam,
  caseSchema,
  chatSchema,
  clockMove,
  moveSchema,
  newCase,
  newSandbox,
  newStep,
  personaSchema,
  personas,
  sandboxParam,
  sandboxSchema,
  toCase,
  toLine,
  toMove,
  toSandbox,
} from './sandbox-schemas.js';

type SandboxParam = z.infer<typeof sandboxParam>;
type CaseParam = z.infer<typeof caseParam>;

const playedSchema = z.object({ case: caseSchema, move: moveSchema });

/** Places to try everything in, by a clock that people move. */
@Controller('v1/sandboxes')
export class SandboxesController {
  constructor(
    private readonly openSandbox: OpenSandbox,
    private readonly readSandboxes: ReadSandboxes,
    private readonly removeSandbox: RemoveSandbox,
    private readonly enterSandbox: EnterSandbox,
    private readonly beginCase: BeginSandboxCase,
    private readonly playStep: PlayStep,
    private readonly moveClock: MoveSandboxClock,
    private readonly readChat: ReadSandboxChat,
  ) {}

  @Get('personas')
  @Operation({
    allow: 'simulator.use',
    summary: 'Invented debtors, and what they may write',
    answers: z.object({ items: z.array(personaSchema) }),
  })
  personas(): { items: z.infer<typeof personaSchema>[] } {
    return { items: personas() };
  }

  @Get()
  @Operation({
    allow: 'simulator.use',
    summary: 'All sandboxes',
    answers: z.object({ items: z.array(sandboxSchema) }),
  })
  async list(@Caller() { scope }: Caller): Promise<{ items: z.infer<typeof sandboxSchema>[] }> {
    return { items: (await this.readSandboxes.all(scope)).map(toSandbox) };
  }

  @Post()
  @Operation({ allow: 'simulator.use', summary: 'Open a sandbox', answers: sandboxSchema, creates: true })
  async open(
    @Caller() { scope }: Caller,
    @Body({ schema: newSandbox }) { name, startsAt }: z.infer<typeof newSandbox>,
  ): Promise<z.infer<typeof sandboxSchema>> {
    const request = startsAt === undefined ? { name } : { name, startsAt: fromIso(startsAt) };
    return toSandbox(await this.openSandbox.run(scope, request));
  }

  @Get(':id')
  @Operation({
    allow: 'simulator.use',
    summary: 'A sandbox and its cases',
    answers: z.object({ sandbox: sandboxSchema, cases: z.array(caseSchema) }),
  })
  async read(@Caller() { scope }: Caller, @Param({ schema: sandboxParam }) { id }: SandboxParam) {
    const { sandbox, cases } = await this.readSandboxes.one(scope, idOf<TenantId>(id));
    return { sandbox: toSandbox(sandbox), cases: cases.map(toCase) };
  }

  @Delete(':id')
  @Operation({ allow: 'simulator.use', summary: 'Remove a sandbox with all that is in it', answers: null })
  remove(@Caller() { scope }: Caller, @Param({ schema: sandboxParam }) { id }: SandboxParam): Promise<void> {
    return this.removeSandbox.run(scope, idOf<TenantId>(id));
  }

  @Post(':id/clock')
  @Operation({
    allow: 'simulator.use',
    summary: 'Move the clock, and run what is due on the way',
    answers: moveSchema,
  })
  move(
    @Caller() { scope }: Caller,
    @Param({ schema: sandboxParam }) { id }: SandboxParam,
    @Body({ schema: clockMove }) body: z.infer<typeof clockMove>,
  ): Promise<z.infer<typeof moveSchema>> {
    return this.enterSandbox.run(scope, idOf<TenantId>(id), async (inside) => {
      if ('next' in body) return toMove(await this.moveClock.toNext(inside));
      const until = 'to' in body ? fromIso(body.to) : plus(inside.hand.now, body.minutes * MINUTE);
      return toMove(await this.moveClock.to(inside, until));
    });
  }

  @Put(':id/cases/:debtId')
  @Operation({ allow: 'simulator.use', summary: 'Invent a debtor with a debt', answers: caseSchema })
  begin(
    @Caller() { scope }: Caller,
    @Param({ schema: caseParam }) { id, debtId }: CaseParam,
    @Body({ schema: newCase }) { lender, ...definition }: z.infer<typeof newCase>,
  ): Promise<z.infer<typeof caseSchema>> {
    return this.enterSandbox.run(scope, idOf<TenantId>(id), async (inside) =>
      toCase(
        await this.beginCase.run(scope, inside, { ...definition, lenderCode: lender }, idOf<DebtId>(debtId)),
      ),
    );
  }

  @Post(':id/cases/:debtId/steps')
  @Operation({
    allow: 'simulator.use',
    summary: 'Write as the debtor, pay, or let time pass',
    answers: playedSchema,
    ifMatch: true,
  })
  play(
    @Caller() { scope }: Caller,
    @Param({ schema: caseParam }) { id, debtId }: CaseParam,
    @Body({ schema: newStep }) { step, messageId }: z.infer<typeof newStep>,
    @IfMatch() version: number,
  ): Promise<z.infer<typeof playedSchema>> {
    return this.enterSandbox.run(scope, idOf<TenantId>(id), async (inside) => {
      const about = await this.readSandboxes.caseOf(scope, idOf<TenantId>(id), idOf<DebtId>(debtId));
      const played = messageId === undefined ? { step } : { step, messageId };
      const { about: changed, move } = await this.playStep.run(scope, inside, { ...about, version }, played);
      return { case: toCase(changed), move: toMove(move) };
    });
  }

  @Get(':id/cases/:debtId/chat')
  @Operation({
    allow: 'simulator.use',
    summary: 'The chat, with what was not sent and why',
    answers: chatSchema,
  })
  chat(
    @Caller() { scope }: Caller,
    @Param({ schema: caseParam }) { id, debtId }: CaseParam,
  ): Promise<z.infer<typeof chatSchema>> {
    return this.enterSandbox.run(scope, idOf<TenantId>(id), async (inside) => {
      await this.readSandboxes.caseOf(scope, idOf<TenantId>(id), idOf<DebtId>(debtId));
      const lines = await this.readChat.run(inside, idOf<DebtId>(debtId));
      const facts = { idEndsIn: INVENTED.idNumber.slice(-4), birthDate: INVENTED.birthDate };
      return { lines: lines.map(toLine), facts };
    });
  }
}
