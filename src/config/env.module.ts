import { Global, Module } from '@nestjs/common';
import { Env, readEnv } from './env.js';

/** Gives every module the checked environment. */
@Global()
@Module({ providers: [{ provide: Env, useFactory: readEnv }], exports: [Env] })
export class EnvModule {}
