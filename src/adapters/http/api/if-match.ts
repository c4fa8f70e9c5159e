import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/shared/domain-error.js';

/** The version that the request was made for, from `If-Match: "7"`. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined) {
    throw new DomainError(
      'REQUEST.IF_MATCH_MISSING',
      'Say which version you change: send its number as If-Match: "<version>".',
    );
  }
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) {
    throw new DomainError('REQUEST.IF_MATCH_INVALID', 'If-Match must be one version number in quotes.');
  }
  return Number(version);
});
