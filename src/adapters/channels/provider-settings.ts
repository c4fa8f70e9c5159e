import { z } from 'zod';
import type { ProviderSetting } from '../../application/ports/channel-directory.js';
import { DomainError } from '../../domain/shared/domain-error.js';

/** The settings of a provider's accounts: texts as people fill them in, read into what the adapter works with. */
export interface SettingsOf<Read = unknown> {
  describe(): readonly ProviderSetting[];
  /** Throws `CHANNEL_ACCOUNT.BAD_SETTING`; the settings as they are stored, without unknown ones. */
  check(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  read(settings: Readonly<Record<string, string>>): Read;
}

/**
 * Made from a schema whose fields take texts, each with `.describe()`. `secrets` are never shown again. A default
 * of the schema is what an account without that setting works with.
 */
export const providerSettings = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  secrets: readonly (keyof Shape & string)[] = [],
): SettingsOf<z.output<z.ZodObject<Shape>>> => {
  const strict = schema.strict();
  const parse = (settings: Readonly<Record<string, string>>): z.output<z.ZodObject<Shape>> => {
    const read = strict.safeParse(settings);
    if (read.success) return read.data as z.output<z.ZodObject<Shape>>;
    throw badSetting(read.error.issues[0], Object.keys(schema.shape));
  };
  return {
    describe: () =>
      Object.entries(schema.shape).map(([name, field]) => ({
        name,
        required: !(field as z.ZodType).safeParse(undefined).success,
        secret: (secrets as readonly string[]).includes(name),
        sentence: (field as z.ZodType).description ?? '',
      })),
    check: (settings) => {
      parse(settings);
      return settings;
    },
    read: parse,
  };
};

const badSetting = (issue: z.core.$ZodIssue | undefined, known: readonly string[]): DomainError => {
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue?.path[0] ?? '');
  const says =
    issue?.code === 'unrecognized_keys'
      ? `is not known; this provider knows ${known.join(', ') || 'no settings'}`
      : issue?.code === 'invalid_type' && issue.input === undefined
        ? 'is missing'
        : (issue?.message ?? 'is not valid');
  return new DomainError('CHANNEL_ACCOUNT.BAD_SETTING', `The setting ${name} ${says}.`);
};

/** A whole number written as text. */
export const wholeNumber = (from: number, to: number, fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);

export const yesOrNo = (fallback: 'yes' | 'no') =>
  z
    .enum(['yes', 'no'], { error: 'must be yes or no' })
    .default(fallback)
    .transform((text) => text === 'yes');

export const httpUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: 'must be an address that begins with http:// or https://',
  });
