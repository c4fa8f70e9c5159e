import type { Command } from 'commander';
import { AddPerson } from '../../application/people/add-person.js';
import { grantsAsText } from '../../application/people/grants-as-text.js';
import type { IssuedInvitation } from '../../application/people/invite-person.js';
import { InvitePerson } from '../../application/people/invite-person.js';
import { ReadPeople } from '../../application/people/read-people.js';
import { Lenders } from '../../application/ports/lenders.js';
import { UnitOfWork } from '../../application/ports/unit-of-work.js';
import type { WorkScope } from '../../application/ports/unit-of-work.js';
import { toIso } from '../../domain/calendar/instant.js';
import type { Grant } from '../../domain/people/access.js';
import { DEFAULT_CAPACITY } from '../../domain/people/person.js';
import type { Person } from '../../domain/people/person.js';
import { ROLES } from '../../domain/people/role.js';
import type { Role } from '../../domain/people/role.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId } from '../../domain/shared/ids.js';
import { LOCALES } from '../../domain/shared/locale.js';
import type { Locale } from '../../domain/shared/locale.js';
import type { CommandContext } from './command-context.js';
import { table } from './table.js';

interface InviteOptions {
  readonly name: string;
  readonly role: string;
  readonly lenders?: string;
  readonly locale: string;
}

const PAGE = 200;

/** `parley person …`: the first administrator, and whoever forgot a password when no administrator is there. */
export const addPersonCommands = (program: Command, context: CommandContext): void => {
  const person = program.command('person').description('who may sign in');

  person
    .command('invite <login>')
    .description('add a person; prints a token, once, with which they choose a password')
    .requiredOption('--name <name>', 'as colleagues see them')
    .requiredOption('--role <role>', ROLES.join(', '))
    .option('--lenders <codes>', 'only for these lenders, separated by commas')
    .option('--locale <locale>', LOCALES.join(' or '), 'zh-CN')
    .action(async (login: string, options: InviteOptions) => {
      const scope = await context.scope();
      const role = roleOf(options.role);
      const locale = localeOf(options.locale);
      const invitation = await context.use(UnitOfWork).run(scope, async () => {
        const lenders = options.lenders === undefined ? 'all' : await lenderIds(options.lenders);
        const added = await context.use(AddPerson).run(scope, {
          login,
          name: options.name,
          locale,
          grants: [{ role, lenders }],
          capacity: DEFAULT_CAPACITY,
          languages: [],
        });
        return context.use(InvitePerson).run(scope, added.id);
      });
      tell(invitation);
    });

  person
    .command('invite-again <login>')
    .description('a new token for a person who is there; the ones before are no longer good')
    .action(async (login: string) => {
      tell(await context.use(InvitePerson).byLogin(await context.scope(), login));
    });

  person
    .command('list')
    .description('who may sign in, and as what')
    .action(async () => {
      const scope = await context.scope();
      table((await everybody(scope)).map(row)).forEach((line) => context.out(line));
    });

  const tell = ({ token, expiresAt }: IssuedInvitation): void => {
    context.out(`Good once, until ${toIso(expiresAt)}:`);
    context.out(token);
  };

  const lenderIds = async (codes: string): Promise<LenderId[]> => {
    const all = await context.use(Lenders).all();
    return codes.split(',').map((typed) => {
      const code = typed.trim();
      const lender = all.find((one) => one.code === code);
      if (lender) return lender.id;
      throw new DomainError('LENDER.UNKNOWN', `There is no lender ${code}.`);
    });
  };

  const everybody = async (scope: WorkScope): Promise<Person[]> => {
    const people: Person[] = [];
    for (let next: string | null = null; ;) {
      const page = await context.use(ReadPeople).run(scope, next, PAGE);
      people.push(...page.people);
      next = page.next;
      if (next === null) return people;
    }
  };
};

const row = (person: Person): string[] => [
  person.login,
  person.name,
  stateOf(person),
  grantsText(person.grants),
];

const stateOf = ({ disabledAt, passwordHash }: Person): string => {
  if (disabledAt !== null) return 'disabled';
  return passwordHash === null ? 'invited' : 'active';
};

const grantsText = (grants: readonly Grant[]): string => (grants.length === 0 ? '-' : grantsAsText(grants));

const roleOf = (raw: string): Role => {
  const known = ROLES.find((role) => role === raw);
  if (known) return known;
  throw new DomainError('CLI.BAD_ROLE', `"${raw}" is no role; use one of ${ROLES.join(', ')}.`);
};

const localeOf = (raw: string): Locale => {
  const known = LOCALES.find((locale) => locale === raw);
  if (known) return known;
  throw new DomainError('CLI.BAD_LOCALE', `"${raw}" is no language; use ${LOCALES.join(' or ')}.`);
};
