import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { DomainError } from '../../domain/shared/domain-error.js';

/** Log lines as JSON on standard output. An error is logged by code and kind; its text may repeat values. */
export class JsonLogger implements LoggerService {
  private readonly logger: Logger;

  constructor(level: string) {
    this.logger = pino({ level, base: null });
  }

  log(message: unknown, context?: string): void {
    this.logger.info({ context }, String(message));
  }

  error(message: unknown, context?: string): void {
    this.logger.error({ context }, describe(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }
}

const describe = (message: unknown): string => {
  if (message instanceof DomainError) return `${message.code}: ${message.message}`;
  return message instanceof Error ? message.name : String(message);
};
