import { describe, expect, it } from '@jest/globals';
import { offeredChoices } from './offered-choices.js';

const MENU = 'What next?\n1 How to pay\n2. Pay in parts\n3、找人';

describe('offeredChoices', () => {
  it('reads numbered lines in each way of writing them', () => {
    expect(offeredChoices(MENU, 3)).toEqual([
      { reply: '1', label: 'How to pay' },
      { reply: '2', label: 'Pay in parts' },
      { reply: '3', label: '找人' },
    ]);
    expect(offeredChoices('Which?\n1 Card, 2 pieces\n2 Loan', null)).toHaveLength(2);
    expect(offeredChoices('Anything else?\n1 Talk to a person', 1)).toHaveLength(1);
  });

  it('offers nothing when a number is missing, doubled or too many', () => {
    expect(offeredChoices(MENU, 4)).toEqual([]);
    expect(offeredChoices('1 One\n3 Three', null)).toEqual([]);
    expect(offeredChoices('1 One\n1 One', 2)).toEqual([]);
    expect(offeredChoices('No list', null)).toEqual([]);
    expect(offeredChoices('1 Only', null)).toEqual([]);
  });

  it('takes no amount or date for a choice', () => {
    expect(offeredChoices('You owe\n1 000.00\n2 000.00', null)).toEqual([]);
  });
});
