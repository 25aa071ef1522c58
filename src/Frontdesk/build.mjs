// Bundles the dashboard: one stylesheet and one script out of what stands beside the components.
//   X.css            -> app.css, in the layer its folder belongs to
//   x_controller.ts  -> app.js, registered as the Stimulus controller "x"
//   icons.txt        -> Icons.g.cs, so that icons are part of the first paint
import { build } from 'esbuild'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = dirname(fileURLToPath(import.meta.url))
const modules = join(root, '../../node_modules')
const out = join(root, 'wwwroot')
const layers = ['reset', 'tokens', 'base', 'components', 'pages']
const firstLoadBudget = 90 * 1024
const skipped = new Set(['wwwroot', 'bin', 'obj', 'node_modules', 'Demo']) // the demo shop's page is a website of its own

writeIcons()
await bundle()
report()

function writeIcons() {
  const names = readFileSync(join(root, 'Platform/Layout/icons.txt'), 'utf8').split(/\s+/).filter(Boolean).sort()
  const lines = names.map(name => `        ["${name}"] = """${iconShapes(name)}""",`)
  const source = `// Written by build.mjs from icons.txt. Icons: Lucide, ISC licence.
using System.Collections.Frozen;

namespace Frontdesk.Platform.Layout;

internal static class Icons
{
    public static readonly FrozenDictionary<string, string> Shapes = new Dictionary<string, string>
    {
${lines.join('\n')}
    }.ToFrozenDictionary();
}
`
  const target = join(root, 'Platform/Layout/Icons.g.cs')
  if (!existsSync(target) || readFileSync(target, 'utf8') !== source) writeFileSync(target, source)
}

function iconShapes(name) {
  const svg = readFileSync(join(modules, 'lucide-static/icons', `${name}.svg`), 'utf8')
  return svg.replace(/<!--[\s\S]*?-->/, '').replace(/<svg[\s\S]*?>/, '').replace('</svg>', '').replace(/\s*\n\s*/g, '').replace(/ \/>/g, '/>').trim()
}

async function bundle() {
  for (const name of ['app.js', 'app.css', 'app.js.map', 'app.css.map', 'fonts']) rmSync(join(out, name), { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  await build({
    entryPoints: { app: 'frontdesk:entry' },
    absWorkingDir: root,
    outdir: out,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox128', 'safari17.5'],
    assetNames: 'fonts/[name]',
    loader: { '.woff2': 'file' },
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [collected()],
  })
}

/** Makes the entry out of the files that lie beside the components. */
function collected() {
  const loads = { entry: [entry, 'ts'], styles: [styles, 'css'], controllers: [controllers, 'ts'] }
  return {
    name: 'collected',
    setup(builder) {
      builder.onResolve({ filter: /^frontdesk:/ }, ({ path }) => ({ path: path.slice('frontdesk:'.length), namespace: 'collected' }))
      builder.onLoad({ filter: /.*/, namespace: 'collected' }, ({ path }) => ({ contents: loads[path][0](), loader: loads[path][1], resolveDir: root }))
    },
  }
}

function entry() {
  return `import 'frontdesk:styles'\nimport './Platform/Layout/script/app'\nimport 'frontdesk:controllers'\n`
}

function styles() {
  const files = filesEndingWith('.css')
  const imports = files.map(file => `@import "./${file}" layer(${layerOf(file)});`)
  return `@layer ${layers.join(', ')};\n${imports.join('\n')}\n`
}

function layerOf(file) {
  if (!file.startsWith('Platform/Layout/')) return 'pages'
  const name = basename(file, '.css')
  return layers.includes(name) ? name : 'components'
}

function controllers() {
  const files = filesEndingWith('_controller.ts')
  const lines = files.map((file, i) => `import C${i} from './${file}'\napplication.register('${identifierOf(file)}', C${i})`)
  return `import { application } from './Platform/Layout/script/application'\n${lines.join('\n')}\n`
}

function identifierOf(file) {
  return basename(file, '_controller.ts').replaceAll('_', '-')
}

function filesEndingWith(ending) {
  return readdirSync(root, { recursive: true })
    .map(file => file.split(sep).join('/'))
    .filter(file => file.endsWith(ending) && !file.split('/').some(part => skipped.has(part)))
    .sort()
}

function report() {
  const sizes = ['app.css', 'app.js'].map(name => [name, gzipSync(readFileSync(join(out, name)), { level: 9 }).length])
  for (const [name, size] of sizes) console.log(`${name.padEnd(8)} ${kilobytes(size)} KB gz`)
  const total = sizes.reduce((sum, [, size]) => sum + size, 0)
  console.log(`dashboard ${kilobytes(total)} of ${kilobytes(firstLoadBudget)} KB gz`)
  if (total > firstLoadBudget) {
    console.error('The dashboard is over its budget for the first load.')
    process.exitCode = 1
  }
}

function kilobytes(bytes) {
  return (bytes / 1024).toFixed(1)
}
