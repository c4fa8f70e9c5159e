import type { PackHours } from '../contact-policy/resolve-policy.js';
import { bucketOf } from '../debt/delinquency.js';
import type { ContentFault } from '../revision/content-fault.js';
import { repeated, stop, warn } from '../revision/content-fault.js';
import type { StepContent, TreatmentContent } from './treatment-content.js';
import { definitionOf } from './treatment-content.js';
import type { TreatmentSurroundings } from './treatment-surroundings.js';
import type { CadenceStep } from './treatment.js';

/** Everything that is wrong with the steps of a cadence, each with its places. */
export function checkSteps(content: TreatmentContent, around: TreatmentSurroundings): ContentFault[] {
  const { steps } = content;
  const ids = repeated(steps.map(({ id }) => id)).map(([later, earlier]) =>
    stop('TREATMENT.STEP_TWICE', `steps.${later}.id`, `steps.${earlier}.id`, 'Two steps have the same id.'),
  );
  const defined = definitionOf(content).steps;
  const each = steps.flatMap((step, place) => {
    const cadence = defined[place];
    return cadence ? checkStep(content, step, cadence, place, around) : [];
  });
  return [...ids, ...each];
}

function checkStep(
  content: TreatmentContent,
  step: StepContent,
  cadence: CadenceStep,
  place: number,
  around: TreatmentSurroundings,
): ContentFault[] {
  const path = `steps.${place}`;
  const before = content.steps.slice(0, place);
  const faults: ContentFault[] = [];
  const later = before.findIndex(({ daysPastDue }) => daysPastDue > step.daysPastDue);
  if (later >= 0) {
    faults.push(
      stop(
        'TREATMENT.STEP_ORDER',
        `${path}.daysPastDue`,
        `steps.${later}.daysPastDue`,
        'A step stands after one of a later day.',
      ),
    );
  }
  if (!around.templates.has(step.template)) {
    const what = `There is no template "${step.template}".`;
    faults.push(stop('TREATMENT.UNKNOWN_TEMPLATE', `${path}.template`, null, what));
  }
  const { buckets } = content.segment;
  if (buckets && !buckets.includes(bucketOf(step.daysPastDue))) {
    const what = 'On that day a debt is in none of the buckets of the segment.';
    faults.push(stop('TREATMENT.STEP_NEVER_REACHED', `${path}.daysPastDue`, 'segment.buckets', what));
  }
  const hider = before.findIndex((other) => hides(other, step));
  if (hider >= 0) {
    const what = 'On that day an earlier step without conditions is always taken instead.';
    faults.push(warn('TREATMENT.STEP_HIDDEN', path, `steps.${hider}`, what));
  }
  (step.arms ?? []).forEach((name, at) => {
    if (content.experiment.arms.some((arm) => arm.name === name)) return;
    const what = `The experiment has no arm "${name}".`;
    faults.push(stop('TREATMENT.UNKNOWN_ARM', `${path}.arms.${at}`, 'experiment.arms', what));
  });
  return [...faults, ...checkWindow(content, cadence, path, around)];
}

const hides = (earlier: StepContent, step: StepContent): boolean =>
  earlier.daysPastDue === step.daysPastDue &&
  (earlier.conditions ?? []).length === 0 &&
  (!earlier.arms || (step.arms?.every((arm) => earlier.arms?.includes(arm)) ?? false));

function checkWindow(
  { segment }: TreatmentContent,
  { notBefore, notAfter }: CadenceStep,
  path: string,
  around: TreatmentSurroundings,
): ContentFault[] {
  if (notBefore >= notAfter) {
    const what = 'The window ends before it begins.';
    return [stop('TREATMENT.WINDOW', `${path}.window.from`, `${path}.window.to`, what)];
  }
  const meant = (around.lenders ?? []).filter(
    ({ code }) => !segment.lenders || segment.lenders.includes(code),
  );
  const never = meant.filter(({ hours }) => !everOpen(hours, notBefore, notAfter)).map(({ code }) => code);
  if (never.length === 0) return [];
  return [
    (never.length === meant.length ? stop : warn)(
      'TREATMENT.NEVER_LAWFUL',
      `${path}.window`,
      null,
      `The contact policy allows no message at these times on any day for ${never.join(', ')}.`,
    ),
  ];
}

/** Whether all packs are open at once on some weekday between two minutes of the day. */
function everOpen(packs: readonly PackHours[], from: number, to: number): boolean {
  return [1, 2, 3, 4, 5, 6, 7].some((weekday) => {
    const starts = [
      from,
      ...packs.flatMap(({ byWeekday }) => (byWeekday[weekday] ?? []).map((one) => one.from)),
    ];
    return starts.some(
      (minute) =>
        minute >= from &&
        minute < to &&
        packs.every(({ byWeekday }) =>
          (byWeekday[weekday] ?? []).some((window) => minute >= window.from && minute < window.to),
        ),
    );
  });
}
