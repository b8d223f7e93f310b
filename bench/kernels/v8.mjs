// Runs a kernel on V8, by the protocol of native.c: `node v8.mjs FILE.wasm`.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const { run } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[2]))).exports;
for await (const line of createInterface({ input: process.stdin })) {
    const n = Number(line), start = process.hrtime.bigint(), result = run(n) >>> 0;
    console.log(`${process.hrtime.bigint() - start} ${result}`);
}
