// Builds the loader and the chat into dist/, prints what a visitor downloads, and fails when it grows past its budget.
import { build } from "esbuild";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const assets = join(dist, "assets");
const budgets = { loader: 3 * 1024, opened: 20 * 1024 };
const target = ["chrome90", "firefox88", "safari14"];
// Safari 14.0 miscompiles one rare form of destructuring that is not written here; everything else of it works.
const supported = { destructuring: true };
const common = { bundle: true, minify: true, target, supported, charset: "utf8", legalComments: "none", logLevel: "warning" };

await rm(dist, { recursive: true, force: true });
await mkdir(assets, { recursive: true });
await build({ ...common, entryPoints: [join(here, "loader/main.ts")], outfile: join(dist, "loader.js"), format: "iife", tsconfigRaw: {} });
// Names that no server, page or browser ever sees; each is written out in the source and a letter in the bundle.
const ours =
  "thread effects loadingOlder unopened askedAfter resting failures startNew toggleSound askPerson unreadAfter wantsPerson " +
  "noticeBreak countUnread breakTimer cutOff typedAt openSource attempts older session link loaded draw";
const jsx = { mangleProps: new RegExp(`^(${ours.replace(/ /g, "|")})$`), jsx: "transform", jsxFactory: "h", format: "esm", metafile: true };
const late = await build({
  ...common, ...jsx, entryPoints: { late: join(here, "chat/late.ts") }, outdir: assets, entryNames: "[name]-[hash]", plugins: [borrowing()], mangleCache: {},
});
const lateNames = Object.keys(late.metafile.outputs).map((path) => basename(path));
const chat = await build({
  ...common, ...jsx, entryPoints: { chat: join(here, "chat/main.tsx") }, outdir: assets, splitting: true, mangleCache: late.mangleCache,
  entryNames: "[name]-[hash]", chunkNames: "part-[hash]",
  define: Object.fromEntries(["js", "css"].map((type) => [`LATE_${type.toUpperCase()}`, JSON.stringify(lateNames.find((name) => name.endsWith(type)))])),
});

const names = await readdir(assets);
const named = (pattern) => names.find((name) => pattern.test(name));
const manifest = { "chat.js": named(/^chat-.*\.js$/), "chat.css": named(/^chat-.*\.css$/) };
await writeFile(join(dist, "manifest.json"), JSON.stringify(manifest) + "\n");

const sizes = {};
for (const path of [join(dist, "loader.js"), ...names.map((name) => join(assets, name))]) {
  const content = await readFile(path);
  const gz = gzipSync(content, { level: 9 });
  await writeFile(`${path}.gz`, gz);
  await writeFile(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  sizes[path] = gz.length;
}

const entry = Object.entries(chat.metafile.outputs).find(([path]) => path.endsWith(manifest["chat.js"]))[1];
const atOnce = entry.imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => path.split("/").pop());
const opened = [join(dist, "loader.js"), ...[...atOnce, ...Object.values(manifest)].map((name) => join(assets, name))];
const total = opened.reduce((sum, path) => sum + sizes[path], 0);
for (const [path, size] of Object.entries(sizes)) console.log(`${path.slice(dist.length + 1).padEnd(28)} ${String(size).padStart(6)} B gz${opened.includes(path) ? "" : "  (on demand)"}`);
gate("loader", sizes[join(dist, "loader.js")], budgets.loader);
gate("opened conversation", total, budgets.opened);

function gate(what, size, budget) {
  const fits = size <= budget;
  console.log(`${what.padEnd(28)} ${String(size).padStart(6)} B gz of ${budget}${fits ? "" : ": TOO LARGE"}`);
  if (!fits) process.exitCode = 1;
}

/** A shared chunk costs 600 bytes of lost compression; instead the late parts take what the chat already has from `window.kit`. */
function borrowing() {
  const lent = { h: "h", texts: "t", icons: "Icon, Drawing", parse: "safeAddress", thread: "isFinished" };
  return {
    name: "borrowing",
    setup(builder) {
      builder.onResolve({ filter: /\/(h|texts|icons|parse|thread)$/ }, ({ path }) => ({ path: basename(path), namespace: "kit" }));
      builder.onLoad({ filter: /./, namespace: "kit" }, ({ path }) => ({ contents: `export const { ${lent[path]} } = window.kit;` }));
    },
  };
}
