import { describe, expect, it } from '@jest/globals';
import { instant } from '../calendar/instant.js';
import { idOf } from '../shared/ids.js';
import { DomainError } from '../shared/domain-error.js';
import {
  FaultyRevision,
  beginRevision,
  editRevision,
  publishRevision,
  restoreRevision,
  returnRevision,
  submitRevision,
  supersedeRevision,
} from './revise.js';
import type { Revision, RevisionFault } from './revision.js';

const at = (minute: number) => instant(Date.UTC(2026, 10, 22, 10, minute));
const beginning = {
  id: idOf<Revision['id']>('r-8'),
  kind: 'template',
  lenderId: null,
  name: 'zh-CN/reminder-friendly',
  number: 8,
  content: { body: 'new' },
  basedOn: 7,
  author: 'ada',
  now: at(0),
} as const;
const draft = beginRevision(beginning);
const submitted = submitRevision(draft, [], 7, at(1));

const stop: RevisionFault = { severity: 'stop', code: 'TEMPLATE.EMPTY', path: 'body', detail: 'No text.' };
const warning: RevisionFault = { severity: 'warn', code: 'TEMPLATE.LONG', path: 'body', detail: 'Long.' };

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'done';
};

describe('a revision', () => {
  it('is published by a second person', () => {
    const published = publishRevision(submitted, [], 7, 'ben', at(2));
    expect(published).toMatchObject({
      state: 'published',
      reviewer: 'ben',
      reviewedAt: at(2),
      author: 'ada',
    });
    expect(supersedeRevision(published).state).toBe('superseded');
  });

  it('is published by nobody who wrote in it, not even long ago', () => {
    expect(codeOf(() => publishRevision(submitted, [], 7, 'ada', at(2)))).toBe('REVISION.SAME_PERSON');
    const byBoth = submitRevision(editRevision(draft, { body: 'newer' }, 'ben', at(1)), [], 7, at(2));
    expect(byBoth).toMatchObject({ author: 'ben', authors: ['ada', 'ben'] });
    for (const author of ['ada', 'ben']) {
      expect(codeOf(() => publishRevision(byBoth, [], 7, author, at(3)))).toBe('REVISION.SAME_PERSON');
    }
    expect(publishRevision(byBoth, [], 7, 'cleo', at(3)).state).toBe('published');
  });

  it('is published only while it waits for review', () => {
    expect(codeOf(() => publishRevision(draft, [], 7, 'ben', at(2)))).toBe('REVISION.NOT_IN_REVIEW');
    const published = publishRevision(submitted, [], 7, 'ben', at(2));
    expect(codeOf(() => publishRevision(published, [], 8, 'cleo', at(3)))).toBe('REVISION.DECIDED');
  });

  it('begins its review again with every edit', () => {
    const edited = editRevision(submitted, { body: 'newer' }, 'ada', at(3));
    expect(edited).toMatchObject({
      state: 'draft',
      submittedAt: null,
      reviewer: null,
      content: { body: 'newer' },
    });
    const returned = returnRevision(submitted, 'The second line is hard to read.', 'ben', at(2));
    expect(returned).toMatchObject({
      state: 'returned',
      reviewer: 'ben',
      comment: 'The second line is hard to read.',
    });
    expect(codeOf(() => submitRevision(returned, [], 7, at(3)))).toBe('REVISION.NOT_A_DRAFT');
    const again = editRevision(returned, { body: 'clear' }, 'ada', at(3));
    expect(again).toMatchObject({ state: 'draft', reviewer: null, comment: returned.comment });
    expect(submitRevision(again, [], 7, at(4)).comment).toBeNull();
  });

  it('stays as it is once published', () => {
    const published = publishRevision(submitted, [], 7, 'ben', at(2));
    for (const decided of [published, supersedeRevision(published)]) {
      expect(codeOf(() => editRevision(decided, {}, 'ada', at(3)))).toBe('REVISION.DECIDED');
      expect(codeOf(() => submitRevision(decided, [], 7, at(3)))).toBe('REVISION.DECIDED');
      expect(codeOf(() => returnRevision(decided, 'no', 'ben', at(3)))).toBe('REVISION.DECIDED');
    }
  });

  it('goes neither to review nor into force with a fault, but with a warning', () => {
    expect(codeOf(() => submitRevision(draft, [stop], 7, at(1)))).toBe('REVISION.FAULTY');
    expect(codeOf(() => publishRevision(submitted, [warning, stop], 7, 'ben', at(1)))).toBe(
      'REVISION.FAULTY',
    );
    expect(new FaultyRevision([stop]).errors).toEqual([stop]);
    expect(submitRevision(draft, [warning], 7, at(1)).state).toBe('in-review');
  });

  it('does not undo what was put in force since it was begun', () => {
    expect(codeOf(() => submitRevision(draft, [], 9, at(1)))).toBe('REVISION.OUTDATED');
    expect(codeOf(() => publishRevision(submitted, [], null, 'ben', at(2)))).toBe('REVISION.OUTDATED');
    const onTop = editRevision(submitted, { body: 'both' }, 'ada', at(3), 9);
    expect(submitRevision(onTop, [], 9, at(4)).basedOn).toBe(9);
  });

  it('brings an earlier content back through the same review, urgent or not', () => {
    const back = restoreRevision({ ...beginning, number: 9, basedOn: 8 }, 6, [], 'Wrong hotline.');
    expect(back).toMatchObject({
      state: 'in-review',
      restores: 6,
      urgentReason: 'Wrong hotline.',
      submittedAt: at(0),
    });
    expect(codeOf(() => publishRevision(back, [], 8, 'ada', at(1)))).toBe('REVISION.SAME_PERSON');
    expect(codeOf(() => restoreRevision(beginning, 6, [stop], null))).toBe('REVISION.FAULTY');
  });
});
