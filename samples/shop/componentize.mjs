// Makes a component of a core module: node componentize.mjs CORE WORLD OUT [command]. Run where jco 1.15.4 is installed.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const [core, world, out, kind] = process.argv.slice(2);
const jco = await import(pathToFileURL(createRequire(join(process.cwd(), 'here')).resolve('@bytecodealliance/jco')));
const witPath = join(import.meta.dirname, 'wit');
const embedded = await jco.componentEmbed({ binary: await readFile(core), witPath, world });
const adapters = kind === 'command' ? [['wasi_snapshot_preview1', await readFile(jco.preview1AdapterCommandPath())]] : [];
await writeFile(out, await jco.componentNew(embedded, adapters));
