import { HttpCode, SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { ZodType } from 'zod';
import type { Permission } from '../../../domain/people/permission.js';

/** Who may call a route: everybody, everybody who signed in, or who has the permission. */
export type Allowed = Permission | 'signed-in' | 'anyone';

export interface OperationOptions {
  readonly allow: Allowed;
  readonly summary: string;
  /** Schema of the answer; null: none (204). A string: the media type of an answer that is not JSON. */
  readonly answers: ZodType | string | null;
  /** 200 unless given; 201 for what creates, 204 for what answers nothing. */
  readonly status?: number;
  /** Makes something: needs `Idempotency-Key`, and a repetition gets the first answer again. */
  readonly creates?: boolean;
  /** Changes something that has a version: needs `If-Match`. */
  readonly ifMatch?: boolean;
}

export const OPERATION = Symbol('Operation');

/** Says everything about a route: who may call it, what it answers, and what its headers must be. */
export const Operation = (options: OperationOptions): MethodDecorator => {
  const { answers, creates = false, ifMatch = false } = options;
  const status = options.status ?? (answers === null ? 204 : creates ? 201 : 200);
  const decorators: MethodDecorator[] = [
    SetMetadata(OPERATION, { ...options, status }),
    HttpCode(status),
    ApiOperation({ summary: options.summary, ...extension(options.allow) }),
    ApiResponse(answer(status, answers)),
    ApiResponse({
      status: '4XX',
      description: 'A problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  ];
  if (creates) {
    decorators.push(
      ApiHeader({ name: 'Idempotency-Key', required: true, schema: { type: 'string', maxLength: 100 } }),
    );
  }
  if (ifMatch) {
    decorators.push(ApiHeader({ name: 'If-Match', required: true, schema: { type: 'string' } }));
  }
  return applyDecorators(...decorators);
};

const answer = (status: number, answers: ZodType | string | null) => {
  if (answers === null) return { status, description: 'Done' };
  if (typeof answers === 'string') {
    const schema = { type: 'string', format: 'binary' };
    return { status, description: 'Done', content: { [answers]: { schema } } };
  }
  return { status, description: 'Done', standardSchema: answers };
};

const extension = (allow: Allowed): Record<string, unknown> => ({
  'x-permission': allow,
  ...(allow === 'anyone' ? { security: [] } : {}),
});
