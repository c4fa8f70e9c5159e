export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly format?: string;
  readonly pattern?: string;
}

type Components = Readonly<Record<string, JsonSchema>>;

const OF_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-11-02T02:00:00.000Z',
  date: '2026-11-02',
  uri: 'https://example.com/hook',
  email: 'somebody@example.com',
  uuid: '01a204a2-593a-7000-a85f-67ec9bbc3651',
  time: '10:00:00',
};

/** Texts that patterns of the API let through. */
const TEXTS = [
  'sample',
  'sample text',
  'CNY',
  '10:00',
  '2026-11',
  '1',
  'a'.repeat(64),
  '+8613800000000',
  'https://example.com/hook',
  'lead(all)',
];

/** The least that a schema takes: only what it requires, and of that the simplest. */
export const sampleOf = (schema: JsonSchema, components: Components): unknown => {
  if (schema.$ref !== undefined) {
    return sampleOf(components[schema.$ref.split('/').at(-1) ?? ''] ?? {}, components);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return sampleOf(choice, components);
  if (schema.allOf !== undefined) {
    return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, components))) as unknown;
  }
  const { type = 'string' } = schema;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, components)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, components));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return text(schema);
  }
};

const text = ({ format, pattern, minLength = 0 }: JsonSchema): string => {
  const ofFormat = format === undefined ? undefined : OF_FORMAT[format];
  if (ofFormat !== undefined) return ofFormat;
  const fits = TEXTS.find(
    (one) => one.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(one)),
  );
  return fits ?? 'sample'.padEnd(minLength, 'x');
};
