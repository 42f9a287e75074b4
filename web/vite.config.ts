// SPDX-License-Identifier: Apache-2.0
// The texts on screen come from lang/messages.tsv, the one catalogue of the program: rows whose key begins with
// "web." become one small module per language, loaded when it is chosen.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

const catalogue = fileURLToPath(new URL('../lang/messages.tsv', import.meta.url))
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

export default defineConfig({
  plugins: [texts(), svelte()],
  build: {
    outDir: '../build/app',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the Content-Security-Policy allows nothing inline
    modulePreload: { polyfill: false },
    rollupOptions: { output: { entryFileNames: 'assets/[hash].js', chunkFileNames: 'assets/[hash].js', assetFileNames: 'assets/[hash][extname]' } },
  },
  server: { proxy: { '/api': { target: process.env.CHUNGTAY_SERVER ?? 'http://127.0.0.1:8080', changeOrigin: false } } },
})
