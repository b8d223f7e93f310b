// Runs a program for WASI on V8: `node wasi.mjs SETTINGS`. For each line of standard input, a JSON array of the files for standard
// output and standard error, it makes a new instance, runs it, and writes nanoseconds and the exit code, or `error` and why not.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { WASI } from 'node:wasi';

const { file, args, env, preopens, clockSpeed } = JSON.parse(process.argv[2]);
const now = () => process.hrtime.bigint();
const nothing = openSync('/dev/null', 'r');

let module;

function run(stdout, stderr) {
    module ??= new WebAssembly.Module(readFileSync(file));
    const imported = WebAssembly.Module.imports(module);
    const version = imported.some(i => i.module === 'wasi_unstable') ? 'unstable' : 'preview1';
    const wasi = new WASI({ version, args, env, preopens, stdin: nothing, stdout, stderr, returnOnExit: true });
    const imports = wasi.getImportObject();
    let start, inner, instance;
    imports.bench = { start: () => { start = now(); }, end: () => { inner = now() - start; } };
    for (const { module: from, name } of imported)
        (imports[from] ??= {})[name] ??= () => { throw new Error(`${name} was called`); };
    if (clockSpeed !== 1) {
        for (const functions of Object.values(imports)) {
            if (functions.clock_time_get) functions.clock_time_get = (id, precision, result) => {
                new DataView(instance.exports.memory.buffer).setBigUint64(result, now() * BigInt(clockSpeed), true);
                return 0;
            };
        }
    }
    instance = new WebAssembly.Instance(module, imports);
    const began = now(), exitCode = wasi.start(instance) ?? 0;
    return `${inner ?? now() - began} ${exitCode}`;
}

for await (const line of createInterface({ input: process.stdin })) {
    const files = JSON.parse(line).map(name => openSync(name, 'w'));
    try {
        console.log(run(...files));
    } catch (error) {
        console.log(`error ${String(error).replaceAll('\n', ' ')}`);
    }
    files.forEach(closeSync);
}
