const WIDTH = 40;

/** `day 12 of 30 [████████            ]` */
export const progressBar = (done: number, whole: number): string => {
  const filled = Math.round((WIDTH * done) / whole);
  return `day ${done} of ${whole} [${'█'.repeat(filled)}${' '.repeat(WIDTH - filled)}]`;
};
