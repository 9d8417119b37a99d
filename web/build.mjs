// Builds the assets into one folder: node build.mjs OUT. Every file has a fixed name; the program adds the content's hash to its URL
// (kernel/web/assets.h), and the style sheet names the fonts with the same hash.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = import.meta.dirname ?? resolve(new URL(".", import.meta.url).pathname);
const out = resolve(process.argv[2] ?? join(here, "../build/web"));
const fonts = ["latin-400", "latin-600", "vietnamese-400", "vietnamese-600"].map((cut) => `be-vietnam-pro-${cut}-normal.woff2`);
const fontFolder = join(here, "node_modules/@fontsource/be-vietnam-pro");

// The first ten hexadecimal digits of SHA-256, as kernel/web/assets.cc takes them.
const hashed = (name, content) => {
  const dot = name.lastIndexOf(".");
  return `/assets/${name.slice(0, dot)}.${createHash("sha256").update(content).digest("hex").slice(0, 10)}${name.slice(dot)}`;
};

function put(name, content) {
  writeFileSync(join(out, name), content);
  if (/\.(css|js|svg|txt|webmanifest)$/.test(name)) writeFileSync(join(out, name + ".gz"), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
}

mkdirSync(out, { recursive: true });
for (const font of fonts) put(font, readFileSync(join(fontFolder, "files", font)));
put("be-vietnam-pro-licence.txt", readFileSync(join(fontFolder, "LICENSE")));
for (const name of readdirSync(join(here, "public"))) put(name, readFileSync(join(here, "public", name)));

const fontUrls = {
  name: "fonts",
  setup(plugin) {
    plugin.onResolve({ filter: /\.woff2$/ }, (found) => {
      const font = basename(found.path);
      return { path: hashed(font, readFileSync(join(out, font))), external: true };
    });
  },
};
const common = { bundle: true, minify: true, write: false, charset: "utf8", legalComments: "none", logLevel: "warning" };
for (const sheet of ["site.css", "scan.css"]) {
  const styles = await build({ ...common, entryPoints: [join(here, "styles", sheet)], plugins: [fontUrls], target: ["chrome105", "firefox121", "safari16"] });
  put(sheet, styles.outputFiles[0].contents);
}
for (const island of ["self-assessment", "council-sheet", "offline", "passkey", "places", "service-worker", "story-coach", "under-way", "kept-form"]) {
  const script = await build({ ...common, entryPoints: [join(here, "islands", island + ".ts")], format: "esm", target: ["es2022"] });
  put(island + ".js", script.outputFiles[0].contents);
}
