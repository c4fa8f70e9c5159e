import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { AddApiKey } from '../../../application/people/add-api-key.js';
import { AdministerApiKeys } from '../../../application/people/administer-api-keys.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { ApiKeyId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { idParam } from '../api/representation.js';
import { apiKeyBody, apiKeysAnswer, apiKeyView, issuedApiKeyAnswer } from './api-key-schemas.js';
import { grantsOf } from './person-schemas.js';

/** Keys with which programs act. */
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly addApiKey: AddApiKey,
    private readonly administer: AdministerApiKeys,
  ) {}

  @Get()
  @Operation({ allow: 'api-keys.manage', summary: 'The API keys in force', answers: apiKeysAnswer })
  async list(@Caller() caller: Caller): Promise<z.infer<typeof apiKeysAnswer>> {
    return { items: (await this.administer.list(caller.scope)).map(apiKeyView) };
  }

  @Post()
  @Operation({
    allow: 'api-keys.manage',
    summary: 'Make an API key; it is shown once',
    answers: issuedApiKeyAnswer,
    creates: true,
  })
  async add(
    @Caller() caller: Caller,
    @Body({ schema: apiKeyBody }) { label, grants }: z.infer<typeof apiKeyBody>,
  ): Promise<z.infer<typeof issuedApiKeyAnswer>> {
    const { key, token } = await this.addApiKey.run(caller.scope, label, grantsOf(grants));
    return { key: apiKeyView(key), token };
  }

  @Delete(':id')
  @Operation({ allow: 'api-keys.manage', summary: 'Revoke an API key', answers: null })
  async revoke(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<void> {
    await this.administer.revoke(caller.scope, idOf<ApiKeyId>(id));
  }
}
