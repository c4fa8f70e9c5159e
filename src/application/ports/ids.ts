/** Makes ids that sort by the order in which they were made. */
export abstract class Ids {
  abstract next<Id extends string>(): Id;
}
