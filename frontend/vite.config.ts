import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import type { Plugin } from 'vite'

/** Where `npm run dev` finds a running stack. */
const backend = process.env['CHATSPACE_URL'] ?? 'http://localhost:8080'

/**
 * The toaster writes its stylesheet into the page from JavaScript, which a content security policy without
 * `unsafe-inline` refuses. We import the same stylesheet as a file (app/Toasts.tsx) and take the call out.
 */
function toasterStylesAsFile(): Plugin {
  return {
    name: 'toaster-styles-as-file',
    transform(code, id) {
      if (!/\/sonner\/dist\/index\.m?js/.test(id)) return null
      const without = code.replace(/^__insertCSS\(".*"\);?$/m, '')
      if (without === code) this.error('sonner no longer injects its styles as expected: look at this plugin again')
      return { code: without, map: null }
    },
  }
}

export default defineConfig({
  plugins: [
    toasterStylesAsFile(),
    react(),
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: null,
      manifest: {
        id: '/',
        name: 'ChatSpace',
        short_name: 'ChatSpace',
        description: 'A calm, self-hosted chat for your team.',
        start_url: '/',
        display: 'standalone',
        background_color: '#f5f2ec',
        theme_color: '#0f6659',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,css,js,woff2,svg}'],
        // Emoji names are large and rarely needed: fetched when the picker opens.
        globIgnores: ['**/emoji-*'],
        navigateFallbackDenylist: [/^\/api\//, /^\/socket\.io\//, /^\/\.well-known\//],
        runtimeCaching: [
          { urlPattern: /\/assets\/emoji-.*\.js$/, handler: 'CacheFirst', options: { cacheName: 'emoji' } },
          {
            urlPattern: /\/api\/media\//,
            handler: 'CacheFirst',
            options: { cacheName: 'pictures', expiration: { maxEntries: 300 }, cacheableResponse: { statuses: [200] } },
          },
        ],
      },
    }),
  ],
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('./src', import.meta.url)),
      // The page itself never scrolls, so there is nothing to lock; the original also writes inline styles.
      'react-remove-scroll': fileURLToPath(new URL('./src/lib/no-scroll-lock.tsx', import.meta.url)),
    },
  },
  build: {
    target: 'es2024',
    sourcemap: false,
    // Only the names of emoji are larger, and they come when the picker opens.
    chunkSizeWarningLimit: 900,
    // A data: URL needs a wider content policy than a file does.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        // One file for each step into the app, instead of one for every module that two screens share: a dozen small
        // files take a phone longer than one.
        codeSplitting: {
          groups: [
            { name: 'first', test: /\/src\/main\.tsx$/, priority: 3 },
            { name: 'signed-in', test: /\/src\/app\/SignedIn\.tsx$/, priority: 2 },
            { name: 'conversation', test: /\/src\/features\/conversation\/ChatPane\.tsx$/, priority: 1 },
          ],
        },
        chunkFileNames: (chunk) =>
          chunk.facadeModuleId?.includes('emojibase-data') || chunk.moduleIds.some((id) => id.includes('emojibase-data'))
            ? 'assets/emoji-[hash].js'
            : 'assets/[name]-[hash].js',
      },
    },
  },
  server: {
    proxy: { '/api': backend, '/socket.io': { target: backend, ws: true } },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    restoreMocks: true,
  },
})
