// Strings, regular expressions, JSON, big integers and sorting.
function* words(n) {
    let state = 12345;
    for (let i = 0; i < n; i++) {
        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
        let word = '';
        for (let at = 0; at < 3 + (state >> 8) % 6; at++) word += String.fromCharCode(97 + ((state >> (3 * at)) & 15));
        yield word;
    }
}

function factorial(n) {
    let product = 1n;
    for (let i = 2n; i <= n; i++) product *= i;
    return product;
}

const text = [...words(12000)].join(' '), counts = new Map();
for (const word of text.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
const top = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 3);
const matches = (text.match(/\b[a-f]+([g-p])[a-z]*\1\b/g) ?? []).length;
const encoded = JSON.stringify([...counts].map(([word, count]) => ({ word, count, upper: word.toUpperCase() })));
const decoded = JSON.parse(encoded);
let hash = 0;
for (const { count, upper } of decoded) for (const c of `${count} ${upper}`) hash = (Math.imul(hash, 31) + c.charCodeAt(0)) | 0;
console.log(`${top.join(' ')} ${matches} ${encoded.length} ${hash} ${factorial(1200).toString().length}`);
