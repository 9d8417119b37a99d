// The program's own texts, read from its catalogues, so that a test asks for what a reader of either language sees.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib.mjs';

const catalogue = new Map();
function read(name, file) {
  let key = '';
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const text = /^ +(vi|en): (.*)$/.exec(line);
    if (text) catalogue.set(`${name}.${key}.${text[1]}`, text[2]);
    else if (/^[a-z]\w*$/.test(line)) key = line;
  }
}
for (const layer of ['modules', 'kernel'])
  for (const name of readdirSync(join(root, layer), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name))
    for (const file of readdirSync(join(root, layer, name)).filter((one) => one.endsWith('.messages'))) read(name, join(root, layer, name, file));

// say('vi', 'evaluation.rail_total', '78,5') = "78,5 trên 100 điểm"
export function say(language, key, ...values) {
  const text = catalogue.get(`${key}.${language}`);
  if (text === undefined) throw new Error(`no message ${key} in ${language}`);
  return text.replace(/\{(\d)\}/g, (_, i) => values[Number(i)] ?? '');
}
