import type { IntentModel } from '../../domain/understanding/intent-model.js';

/** What was learned about how debtors write; the same for every reading while the process lives. */
export abstract class UnderstandingModel {
  abstract current(): IntentModel;
}
