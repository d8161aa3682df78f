import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'

// Nothing is inlined: the server's content security policy allows 'self' only.
export default defineConfig({
  base: '/',
  plugins: [vue(), Components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: 'css' })] })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  // The words that the server knows as well stand outside of this folder.
  server: { proxy: { '/api': 'http://127.0.0.1:8080' }, fs: { allow: ['.', '../lang'] } },
  test: {
    environment: 'happy-dom',
    pool: 'threads',
    isolate: false,
    include: ['src/**/*.test.ts'],
    // A forgotten `only` would keep all other tests from running, and be green.
    allowOnly: false,
    testTimeout: 30_000,
    server: { deps: { inline: ['element-plus'] } },
  },
})
