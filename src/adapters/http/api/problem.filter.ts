import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { problem, problemOf } from './problem.js';
import type { Problem } from './problem.js';

/** Codes of refusals that come from the framework, before a route is reached. */
const FRAMEWORK_CODES: Readonly<Record<number, string>> = {
  400: 'REQUEST.INVALID',
  404: 'REQUEST.NO_ROUTE',
  405: 'REQUEST.NO_ROUTE',
  413: 'REQUEST.TOO_LARGE',
  415: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  503: 'SERVICE.UNAVAILABLE',
};

/** Answers every refusal and failure as `application/problem+json`; an unexpected error tells nothing of itself. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = this.problemFor(error, request);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const retryAfter = answer.details?.['retryAfterSeconds'];
    if (retryAfter !== undefined) void reply.header('Retry-After', String(retryAfter));
    void reply.status(answer.status).type('application/problem+json').send(JSON.stringify(answer));
  }

  private problemFor(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof DomainError) return problemOf(error, request.headers['if-match'] !== undefined);
    const status = statusOfFrameworkError(error);
    if (status !== null && status < 500) {
      const code = FRAMEWORK_CODES[status] ?? 'REQUEST.REFUSED';
      return problem(status, code, sentenceOf(error));
    }
    if (status === 503) return problem(503, 'SERVICE.UNAVAILABLE', 'The service cannot do its work now.');
    const name = error instanceof Error ? error.name : typeof error;
    this.logger.error(`${request.method} ${request.routeOptions.url ?? '(no route)'} failed: ${name}`);
    if (error instanceof Error) this.logger.debug(error.stack);
    return problem(500, 'INTERNAL', 'Parley met a fault of its own; what was not committed is rolled back.');
  }
}

const statusOfFrameworkError = (error: unknown): number | null => {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : null;
};

const sentenceOf = (error: unknown): string =>
  error instanceof HttpException && error.getStatus() === 404
    ? 'There is no such route.'
    : error instanceof Error
      ? error.message
      : 'The request was refused.';
