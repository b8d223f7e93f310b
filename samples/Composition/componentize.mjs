// Makes a component: node componentize.mjs SOURCE WORLD OUT [command|javascript].
// SOURCE is a core module, or JavaScript. Run where jco 1.15.4, or for JavaScript componentize-js 0.23.0, is installed.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [source, world, out, kind] = process.argv.slice(2);
const witPath = join(dirname(fileURLToPath(import.meta.url)), 'wit');
const packageOf = (name, main) => import(pathToFileURL(join(process.cwd(), 'node_modules/@bytecodealliance', name, main)));

if (kind === 'javascript') {
  const { componentize } = await packageOf('componentize-js', 'src/componentize.js');
  const { component } = await componentize(await readFile(source, 'utf8'), { witPath, worldName: world });
  await writeFile(out, component);
} else {
  const jco = await packageOf('jco', 'src/api.js');
  const adapters = kind === 'command' ? [['wasi_snapshot_preview1', await readFile(jco.preview1AdapterCommandPath())]] : [];
  const embedded = await jco.componentEmbed({ binary: await readFile(source), witPath, world });
  await writeFile(out, await jco.componentNew(embedded, adapters));
}
