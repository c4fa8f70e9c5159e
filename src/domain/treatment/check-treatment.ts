import type { ContentFault } from '../revision/content-fault.js';
import { repeated, stop, warn } from '../revision/content-fault.js';
import type { Channel } from '../shared/channel.js';
import { checkSteps } from './check-steps.js';
import { overlap } from './segment.js';
import type { TreatmentContent } from './treatment-content.js';
import type { TreatmentSurroundings } from './treatment-surroundings.js';
import type { Treatment } from './treatment.js';

/** A control group smaller than this shows nothing. */
const SMALLEST_HOLD_OUT = 100;

/** Everything that is wrong with a treatment, each with its places. */
export const checkTreatment = (
  content: TreatmentContent,
  around: TreatmentSurroundings,
): readonly ContentFault[] => [
  ...checkSegment(content, around),
  ...checkOthers(content, around.others),
  ...checkChannels(content, around.servedChannels),
  ...checkArms(content, around),
  ...checkSteps(content, around),
];

function checkSegment({ segment }: TreatmentContent, around: TreatmentSurroundings): ContentFault[] {
  const { owner } = around;
  if (owner !== null && (segment.lenders?.length !== 1 || segment.lenders[0] !== owner)) {
    return [
      stop(
        'TREATMENT.OTHER_LENDER',
        'segment.lenders',
        null,
        `The treatment of one lender is for ${owner} alone.`,
      ),
    ];
  }
  if (around.lenders === null) return [];
  const known = new Set(around.lenders.map(({ code }) => code));
  return (segment.lenders ?? []).flatMap((code, place) =>
    known.has(code)
      ? []
      : [stop('TREATMENT.UNKNOWN_LENDER', `segment.lenders.${place}`, null, `There is no lender ${code}.`)],
  );
}

const checkOthers = (content: TreatmentContent, others: readonly Treatment[]): ContentFault[] =>
  others
    .filter((other) => other.priority === content.priority && overlap(other.segment, content.segment))
    .map(({ name, priority }) =>
      stop(
        'TREATMENT.SAME_PRIORITY',
        'priority',
        `treatments.${name}.priority`,
        `Debts in this segment may be in that of "${name}" too, and both have the priority ${priority}.`,
      ),
    );

function checkChannels(content: TreatmentContent, served: ReadonlySet<Channel>): ContentFault[] {
  const lists = [
    ['channels', content.channels] as const,
    ...content.steps.map(({ channels }, place) => [`steps.${place}.channels`, channels ?? []] as const),
  ];
  return lists.flatMap(([path, channels]) => [
    ...repeated(channels).map(([later, earlier]) =>
      stop('TREATMENT.CHANNEL_TWICE', `${path}.${later}`, `${path}.${earlier}`, 'A channel is named twice.'),
    ),
    ...(channels.length > 0 && !channels.some((channel) => served.has(channel))
      ? [warn('TREATMENT.CHANNELS_NOT_SERVED', path, null, 'No account serves any of these channels now.')]
      : []),
  ]);
}

function checkArms(content: TreatmentContent, around: TreatmentSurroundings): ContentFault[] {
  const { arms } = content.experiment;
  const total = arms.reduce((sum, arm) => sum + arm.weight, 0);
  const names = arms.map(({ name }) => name);
  const faults = repeated(names).map(([later, earlier]) =>
    stop(
      'TREATMENT.ARM_TWICE',
      `experiment.arms.${later}.name`,
      `experiment.arms.${earlier}.name`,
      'Two arms have the same name.',
    ),
  );
  if (total === 0) {
    faults.push(stop('TREATMENT.NO_WEIGHT', 'experiment.arms', null, 'No arm has a weight above 0.'));
  }
  arms.forEach(({ name, sends, weight }, place) => {
    if (weight === 0) return;
    const path = `experiment.arms.${place}`;
    const size = Math.floor((around.matching * weight) / total);
    if (!sends && size < SMALLEST_HOLD_OUT) {
      faults.push(
        warn(
          'TREATMENT.SMALL_HOLD_OUT',
          `${path}.weight`,
          'segment',
          `Without messages stay about ${size} debts; fewer than ${SMALLEST_HOLD_OUT} show no difference.`,
        ),
      );
    }
    if (sends && !content.steps.some((step) => !step.arms || step.arms.includes(name))) {
      faults.push(warn('TREATMENT.ARM_WITHOUT_STEP', `${path}.name`, 'steps', 'No step is for this arm.'));
    }
  });
  for (const { name, weight } of around.former?.experiment.arms ?? []) {
    if (weight === 0 || names.includes(name)) continue;
    faults.push(
      warn(
        'TREATMENT.ARM_GONE',
        'experiment.arms',
        null,
        `Debts keep the arm they drew; those in "${name}" get nothing more from this treatment.`,
      ),
    );
  }
  return faults;
}
