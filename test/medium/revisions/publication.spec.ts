import { beforeAll, expect, it } from '@jest/globals';
import { FilePolicyPacks } from '../../../src/adapters/config-files/policy-packs.js';
import { FileTemplateStore } from '../../../src/adapters/templating/file-template-store.js';
import { HandlebarsReader } from '../../../src/adapters/templating/handlebars-reader.js';
import type { WorkScope } from '../../../src/application/ports/unit-of-work.js';
import { DraftRevision } from '../../../src/application/publication/draft-revision.js';
import { PublishRevision } from '../../../src/application/publication/publish-revision.js';
import { ReachableRevision } from '../../../src/application/publication/reachable-revision.js';
import { SubmitRevision } from '../../../src/application/publication/submit-revision.js';
import { TemplateRules } from '../../../src/application/template/template-rules.js';
import type { Lender } from '../../../src/domain/debt/lender.js';
import type { Revision } from '../../../src/domain/revision/revision.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import { aLender } from '../../support/samples.js';

// Real: the databases, the built-in templates, the rules of wordings.
const packs = new FilePolicyPacks('config/contact-policies');
const templates = new FileTemplateStore('templates', packs);
const NAME = 'zh-CN/menu';

eachDatabase('publishing', (place) => {
  let database: OpenDatabase;
  let on: Repositories;
  let rules: TemplateRules;
  let lender: Lender;

  beforeAll(async () => {
    database = await place.open();
    on = repositoriesOn(database);
    rules = new TemplateRules(templates, new HandlebarsReader(), packs, on.templateVersions);
    lender = aLender();
    await database.within(() => on.lenders.save(lender));
  });

  const as = (name: string): WorkScope => ({ tenantId: database.tenantId, actor: { kind: 'staff', name } });
  const steps = () => {
    const { unitOfWork, eventLog, ids, clock } = database;
    const reachable = new ReachableRevision(on.revisions, on.lenders);
    return {
      draft: new DraftRevision(unitOfWork, on.revisions, reachable, eventLog, ids, clock),
      submit: new SubmitRevision(unitOfWork, on.revisions, reachable, eventLog, clock),
      publish: new PublishRevision(unitOfWork, on.revisions, reachable, eventLog, clock),
    };
  };
  const inForce = () => database.within(() => on.revisions.inForce('template', [lender.id], [NAME]));
  const waiting = async (body: string): Promise<Revision> => {
    const { draft, submit } = steps();
    const [before] = await inForce();
    const content = rules.contentFor(NAME, { body });
    const begun = { lenderId: lender.id, name: NAME, content, basedOn: before?.number ?? null };
    const { id, version } = await draft.run(as('ada'), rules, begun);
    return submit.run(as('ada'), rules, id, version);
  };

  it('leaves one in force when two are published at the same moment', async () => {
    const builtIn = templates.current('menu', 'zh-CN').body;
    const revisions = [await waiting(`${builtIn}`), await waiting(builtIn.replace('您好', '您好呀'))];
    const outcomes = await Promise.allSettled(
      revisions.map(({ id, version }, index) =>
        steps().publish.run(as(index === 0 ? 'ben' : 'cleo'), rules, id, version),
      ),
    );
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refusals).toEqual(['REVISION.OUTDATED']);
    expect(await inForce()).toHaveLength(1);
  });

  it('supersedes the one before and keeps its version, in one transaction', async () => {
    const [before] = await inForce();
    const next = await waiting(templates.current('menu', 'zh-CN').body.replace('您好', '您好哦'));
    await steps().publish.run(as('ben'), rules, next.id, next.version);
    expect((await inForce()).map(({ id }) => id)).toEqual([next.id]);
    const past = before && (await database.within(() => on.revisions.byId(before.id)));
    expect(past?.state).toBe('superseded');
  });
});
