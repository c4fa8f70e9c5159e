import { Body, Controller, Delete, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { OwnSessions } from '../../../application/people/own-sessions.js';
import { SignIn } from '../../../application/people/sign-in.js';
import { Env } from '../../../config/env.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { SessionId } from '../../../domain/shared/ids.js';
import { SESSION_COOKIE } from '../api/access.guard.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { idParam, toIso } from '../api/representation.js';
import { personView } from './person-schemas.js';
import { sessionsAnswer, signedInAnswer, signInBody } from './session-schemas.js';

/** Signing in and out. */
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly signIn: SignIn,
    private readonly ownSessions: OwnSessions,
    private readonly env: Env,
  ) {}

  @Post()
  @Operation({ allow: 'anyone', summary: 'Sign in', answers: signedInAnswer, status: 201 })
  async open(
    @Body({ schema: signInBody }) body: z.infer<typeof signInBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof signedInAnswer>> {
    const { token, sessionId, expiresAt, person } = await this.signIn.run(body);
    this.setCookie(reply, token);
    return { token, sessionId, expiresAt: toIso(expiresAt), person: personView(person) };
  }

  @Get()
  @Operation({ allow: 'signed-in', summary: 'Where you are signed in', answers: sessionsAnswer })
  async list(@Caller() caller: Caller): Promise<z.infer<typeof sessionsAnswer>> {
    const items = (await this.ownSessions.list(caller.scope)).map((session) => ({
      id: session.id,
      createdAt: toIso(session.createdAt),
      lastSeenAt: toIso(session.lastSeenAt),
      expiresAt: toIso(session.expiresAt),
      current: session.id === caller.who.sessionId,
    }));
    return { items };
  }

  @Delete('current')
  @Operation({ allow: 'signed-in', summary: 'Sign out', answers: null })
  async endCurrent(@Caller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { sessionId } = caller.who;
    if (sessionId === null) {
      throw new DomainError('ACCESS.PERSON_NEEDED', 'An API key has no session; revoke the key instead.');
    }
    await this.ownSessions.end(caller.scope, sessionId);
    this.setCookie(reply, null);
  }

  @Delete(':id')
  @Operation({ allow: 'signed-in', summary: 'End a session of yours', answers: null })
  async end(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<void> {
    await this.ownSessions.end(caller.scope, idOf<SessionId>(id));
  }

  private setCookie(reply: FastifyReply, token: string | null): void {
    const secure = this.env.mode === 'live' ? '; Secure' : '';
    const value = token === null ? '; Max-Age=0' : '';
    void reply.header(
      'Set-Cookie',
      `${SESSION_COOKIE}=${token ?? ''}${value}; HttpOnly; SameSite=Strict; Path=/${secure}`,
    );
    void reply.header('Cache-Control', 'no-store');
  }
}
