import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import type { ZodType } from 'zod';
import { SESSION_COOKIE } from './access.guard.js';
import { problemSchema } from './problem.js';

type JsonObject = Record<string, unknown>;

/** The OpenAPI 3.1 document of all routes under /v1, made from their zod schemas. */
export const openApiOf = (app: INestApplication): OpenAPIObject => {
  const configuration = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Parley')
    .setDescription('Chat-based collections: cases, desk, templates, intake, figures.')
    .setVersion('1')
    .addSecurity('bearer', { type: 'http', scheme: 'bearer' })
    .addSecurity('session', { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE })
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('session')
    .build();
  const document = SwaggerModule.createDocument(app, configuration, {
    operationIdFactory: operationId,
    standardSchemaConverter: (schema, { schemaType }) => convert(schema as ZodType, schemaType),
  });
  document.components = {
    ...document.components,
    schemas: sorted({ ...document.components?.schemas, ...convert(problemSchema, 'output').components }),
  } as NonNullable<OpenAPIObject['components']>;
  document.paths = sorted(
    Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith('/v1/'))),
  );
  return document;
};

/** `DeskController.readQueue` is `deskReadQueue`. */
const operationId = (controller: string, method: string): string => {
  const area = controller.replace(/Controller$/, '');
  return `${area.charAt(0).toLowerCase()}${area.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
};

/** Schemas with an id become components; the rest stays in place. */
const convert = (schema: ZodType, io: 'input' | 'output') => {
  const { $defs, $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as JsonObject;
  void $schema;
  return { schema: rest, components: { ...($defs as JsonObject | undefined) } };
};

const sorted = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
