/**
 * The product's engine as a collector for the simulator:
 *
 *   node negsim.mjs run --pop <population.jsonl> --agent /path/to/bench/negotiation/agent.mjs
 *
 * Runs the compiled engine and builds it where that is missing. Only translates; no strategy lives here.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { moveOf, viewOf } from './translate.mjs';

const engine = (file) => new URL(`../../dist/src/domain/arrangement/negotiation/${file}.js`, import.meta.url);

if (!existsSync(engine('next-act'))) {
  const build = fileURLToPath(new URL('../../scripts/ready.mjs', import.meta.url));
  execFileSync(process.execPath, [build, 'build'], { stdio: ['ignore', 'inherit', 'inherit'] });
}
const { nextAct } = await import(engine('next-act').href);
const { DEFAULT_STYLE } = await import(engine('negotiation-style').href);

export const act = (view) => moveOf(nextAct(viewOf(view, DEFAULT_STYLE)));
