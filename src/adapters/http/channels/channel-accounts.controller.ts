import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { AddChannelAccount } from '../../../application/channel/add-channel-account.js';
import { EditChannelAccount } from '../../../application/channel/edit-channel-account.js';
import { ReadChannelAccount } from '../../../application/channel/read-channel-account.js';
import { RotateChannelAccount } from '../../../application/channel/rotate-channel-account.js';
import { TestChannelAccount } from '../../../application/channel/test-channel-account.js';
import { ChannelDirectory } from '../../../application/ports/channel-directory.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { idParam } from '../api/representation.js';
import {
  accountBody,
  accountDetailsAnswer,
  changeView,
  checkAnswer,
  detailsView,
  editBody,
  given,
  historyAnswer,
  historyQuery,
  limitsOf,
  providersAnswer,
  providerView,
  rotateBody,
  signInAnswer,
  signInView,
} from './channel-schemas.js';

type Details = z.infer<typeof accountDetailsAnswer>;

/** Opening, changing and looking after one account. */
@Controller('v1/channels')
export class ChannelAccountsController {
  constructor(
    private readonly directory: ChannelDirectory,
    private readonly readAccount: ReadChannelAccount,
    private readonly addAccount: AddChannelAccount,
    private readonly editAccount: EditChannelAccount,
    private readonly rotateAccount: RotateChannelAccount,
    private readonly testAccount: TestChannelAccount,
  ) {}

  @Get('providers')
  @Operation({
    allow: 'channels.read',
    summary: 'What accounts can be opened at, what each can do, and its settings',
    answers: providersAnswer,
  })
  providers(): z.infer<typeof providersAnswer> {
    return { items: this.directory.providers().map(providerView) };
  }

  @Post()
  @Operation({
    allow: 'channels.manage',
    summary: 'Open an account; its secrets are never shown again',
    answers: accountDetailsAnswer,
    creates: true,
  })
  async add(
    @Caller() caller: Caller,
    @Body({ schema: accountBody }) { limits, ...body }: z.infer<typeof accountBody>,
  ): Promise<Details> {
    const { id } = await this.addAccount.run(caller.scope, { ...body, limits: limitsOf(limits) });
    return this.details(caller, id);
  }

  @Get(':id')
  @Operation({ allow: 'channels.read', summary: 'One account', answers: accountDetailsAnswer })
  read(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<Details> {
    return this.details(caller, idOf<ChannelAccountId>(id));
  }

  @Patch(':id')
  @Operation({
    allow: 'channels.manage',
    summary: 'Change how an account is called, or all of its own limits',
    answers: accountDetailsAnswer,
    ifMatch: true,
  })
  async edit(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @IfMatch() version: number,
    @Body({ schema: editBody }) { label, limits }: z.infer<typeof editBody>,
  ): Promise<Details> {
    const edit = given({ label, limits: limits && limitsOf(limits) });
    await this.editAccount.run(caller.scope, idOf<ChannelAccountId>(id), version, edit);
    return this.details(caller, idOf<ChannelAccountId>(id));
  }

  @Post(':id/rotate')
  @Operation({
    allow: 'channels.manage',
    summary: 'Give an account other settings; what is not named keeps its value, null takes it back',
    answers: accountDetailsAnswer,
    ifMatch: true,
  })
  async rotate(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @IfMatch() version: number,
    @Body({ schema: rotateBody }) rotation: z.infer<typeof rotateBody>,
  ): Promise<Details> {
    await this.rotateAccount.run(caller.scope, idOf<ChannelAccountId>(id), version, rotation);
    return this.details(caller, idOf<ChannelAccountId>(id));
  }

  @Post(':id/test')
  @Operation({
    allow: 'channels.pause',
    summary: 'Reach the provider with the credentials of an account; nobody is written to',
    answers: checkAnswer,
  })
  async test(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<z.infer<typeof checkAnswer>> {
    const { state, detail } = await this.testAccount.run(scope, idOf<ChannelAccountId>(id));
    return { condition: state, detail };
  }

  @Get(':id/history')
  @Operation({
    allow: 'channels.read',
    summary: 'How an account did, newest first',
    answers: historyAnswer,
  })
  async history(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Query({ schema: historyQuery }) { limit }: z.infer<typeof historyQuery>,
  ): Promise<z.infer<typeof historyAnswer>> {
    const changes = await this.readAccount.history(scope, idOf<ChannelAccountId>(id), limit);
    return { items: changes.map(changeView) };
  }

  @Get(':id/sign-in-code')
  @Operation({
    allow: 'channels.log-in',
    summary: 'What a person scans to log an account in; that it was read is recorded',
    answers: signInAnswer,
  })
  async signInCode(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<z.infer<typeof signInAnswer>> {
    return signInView(await this.readAccount.signIn(scope, idOf<ChannelAccountId>(id)));
  }

  private async details(caller: Caller, id: ChannelAccountId): Promise<Details> {
    return detailsView(await this.readAccount.run(caller.scope, id), caller.can('channels.manage'));
  }
}
