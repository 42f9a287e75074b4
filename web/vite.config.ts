// SPDX-License-Identifier: Apache-2.0
// The texts on screen come from lang/messages.tsv, the one catalogue of the program: rows whose key begins with
// "web." become one small module per language, loaded when it is chosen.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin, type Rollup } from 'vite'

const catalogue = fileURLToPath(new URL('../lang/messages.tsv', import.meta.url))
/** Pages that the server writes itself (src/http/api_public.c): not the app's. */
const SERVERS_OWN = ['public', 'healthz', 'metrics']
const column: Record<string, number> = { vi: 1, en: 2 }

function texts(): Plugin {
  const name = /^virtual:texts\/(vi|en)$/
  return {
    name: 'texts',
    resolveId: (id) => (name.test(id) ? '\0' + id : undefined),
    load(id) {
      const language = name.exec(id.slice(1))?.[1]
      if (!language || id[0] !== '\0') return undefined
      this.addWatchFile(catalogue)
      const rows = readFileSync(catalogue, 'utf8').split('\n').filter((row) => row.startsWith('web.'))
      const entries = rows.map((row) => {
        const cells = row.split('\t')
        return [cells[0]!.slice('web.'.length), cells[column[language]!]!.replace(/\\n/g, '\n')]
      })
      return `export default ${JSON.stringify(Object.fromEntries(entries))}`
    },
  }
}

/** The texts are fetched with the program, not after it. */
function textsFirst(): Plugin {
  return {
    name: 'texts-first',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) =>
        Object.values(bundle ?? {}).flatMap((each) => (each.type === 'chunk' && each.facadeModuleId?.includes('virtual:texts/vi') ? [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: '/' + each.fileName }, injectTo: 'head' as const }] : [])),
    },
  }
}

/** worker.js with the names of all files: what the first screen needs, and the rest. */
function worker(): Plugin {
  return {
    name: 'worker',
    enforce: 'post',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
      const shell = new Set<string>()
      const take = (name: string): void => {
        const chunk = bundle[name]
        if (shell.has(name) || chunk?.type !== 'chunk') return
        shell.add(name)
        chunk.viteMetadata?.importedCss.forEach((css) => shell.add(css))
        chunk.imports.forEach(take)
      }
      for (const chunk of chunks) if (chunk.isEntry || chunk.facadeModuleId?.includes('virtual:texts/vi')) take(chunk.fileName)
      const files = Object.keys(bundle).filter((name) => name.startsWith('assets/')).sort()
      const page = bundle['index.html']
      const version = createHash('sha256').update(files.join() + (page?.type === 'asset' ? String(page.source) : '')).digest('hex').slice(0, 12)
      const list = (names: string[]): string => JSON.stringify(names.map((name) => '/' + name))
      const source = readFileSync(fileURLToPath(new URL('worker.js', import.meta.url)), 'utf8')
        .replace('__VERSION__', version)
        .replace('__SHELL__', list([...files.filter((name) => shell.has(name)), 'icon.svg']))
        .replace('__REST__', list(files.filter((name) => !shell.has(name))))
        .replace('__SERVERS_OWN__', list(SERVERS_OWN))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}

/** What several screens are made of comes in one file, not in twenty: each question has its price on a line of long turns. */
function sharedParts(id: string, { getModuleInfo }: { getModuleInfo: (id: string) => Rollup.ModuleInfo | null }): string | undefined {
  if (!/\/src\/(ui|lib)\//.test(id)) return undefined
  const seen = new Set<string>()
  const climb = (at: string): number => {
    if (seen.has(at)) return 0
    seen.add(at)
    const info = getModuleInfo(at)
    return (info?.dynamicImporters.length ? 1 : 0) + (info?.importers ?? []).reduce((sum, each) => sum + climb(each), 0)
  }
  return climb(id) > 2 ? 'parts' : undefined
}

export default defineConfig({
  plugins: [texts(), svelte(), textsFirst(), worker()],
  build: {
    outDir: '../build/app',
    emptyOutDir: true,
    target: 'es2022',
    cssCodeSplit: false, // 9 kB for all screens together: one question
    assetsInlineLimit: 0, // the Content-Security-Policy allows nothing inline
    modulePreload: { polyfill: false },
    rollupOptions: { output: { manualChunks: sharedParts, entryFileNames: 'assets/[hash].js', chunkFileNames: 'assets/[hash].js', assetFileNames: 'assets/[hash][extname]' } },
  },
  server: { proxy: { '/api': { target: process.env.CHUNGTAY_SERVER ?? 'http://127.0.0.1:8080', changeOrigin: false } } },
})
