import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds `config/` and `templates/`, from sources and from compiled files alike. */
export const projectFolder = (): string => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'templates')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
};
